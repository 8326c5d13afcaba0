import { css } from 'lit';

/** The look of `<sigma-run-list>`: one line a run; the chosen one opens to show its settings and what can be done with it. */
export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    container-type: inline-size;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 32px;
  }
  h2 {
    margin-right: auto;
    white-space: nowrap;
    font: 600 var(--text-s) / 20px var(--sans);
  }
  h2 small {
    color: var(--ink-2);
    font-size: inherit;
    font-weight: 400;
  }
  .head button {
    font-size: var(--text-s);
  }
  .none {
    padding: 8px 0;
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  ul {
    flex: 1;
    min-height: 0;
    overflow: auto;
    border-top: 1px solid var(--hairline);
    scrollbar-width: thin;
  }
  li {
    border-bottom: 1px solid var(--hairline);
  }
  .line {
    display: flex;
    align-items: center;
    min-height: 36px;
  }
  .line > button {
    border: 0;
    border-radius: 0;
    background: none;
  }
  .show {
    flex: none;
    width: 28px;
    min-height: 36px;
    padding: 0;
    justify-content: start;
  }
  .swatch {
    width: 14px;
    height: 14px;
    border: 2px solid var(--colour);
    border-radius: 50%;
  }
  .show[aria-pressed='true'] .swatch {
    background: var(--colour);
  }
  .open {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto 64px 16px;
    flex: 1;
    gap: 12px;
    min-width: 0;
    padding: 0;
    font-weight: 400;
    text-align: left;
  }
  .open:hover .name {
    text-decoration: underline;
    text-decoration-color: var(--edge);
    text-underline-offset: 3px;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .status {
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  .status.diverged,
  .status.failed {
    color: var(--error);
  }
  .number {
    text-align: right;
  }
  .open wa-icon {
    color: var(--ink-2);
    font-size: 12px;
    transition: rotate var(--quick);
  }
  .open[aria-expanded='true'] wa-icon {
    rotate: 180deg;
  }
  .more {
    padding: 0 0 12px 28px;
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 18px;
  }
  .more p {
    text-wrap: pretty;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 8px;
  }
  .acts button {
    min-height: 28px;
    padding: 0 10px;
    font-size: var(--text-s);
  }
  .acts .danger {
    border-color: var(--error);
    color: var(--error);
  }
  @container (width < 320px) {
    h2 small {
      display: none;
    }
    .open {
      grid-template-columns: minmax(0, 1fr) 64px 16px;
    }
    .status {
      grid-area: 2 / 1;
      margin-top: -14px;
      font-size: var(--text-xs);
    }
    .line {
      min-height: 44px;
    }
  }
  @media (width < 900px), (pointer: coarse) {
    .line,
    .show,
    .acts button {
      min-height: 44px;
    }
    .show {
      width: 44px;
    }
    .more {
      padding-left: 44px;
    }
  }
`;
