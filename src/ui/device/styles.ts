import { css } from 'lit';

/** The look of `<sigma-device>`: a quiet button in the header, a table behind it. */
export const styles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .open {
    max-width: 100%;
    gap: 8px;
    font-weight: 400;
  }
  .open strong {
    font-weight: 500;
  }
  .adapter {
    overflow: hidden;
    max-width: 260px;
    color: var(--ink-2);
    text-overflow: ellipsis;
  }
  .dot {
    flex: none;
    width: 8px;
    height: 8px;
    border: 1.5px solid var(--ink-2);
    border-radius: 50%;
  }
  .dot.ready {
    border-color: var(--ink);
    background: var(--ink);
  }
  .dot.software {
    border-color: var(--ink);
    background: linear-gradient(90deg, var(--ink) 50%, transparent 50%);
  }
  .dot.failed {
    border-color: var(--error);
    background: var(--error);
  }
  wa-popover {
    --max-width: min(440px, calc(100vw - 24px));
    font-size: var(--text-m);
  }
  .why {
    margin-bottom: 12px;
    line-height: 20px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-s);
    line-height: 16px;
  }
  caption {
    padding-bottom: 4px;
    color: var(--ink-2);
    text-align: left;
  }
  th,
  td {
    padding: 6px 12px 6px 0;
    border-top: 1px solid var(--hairline);
    font-weight: 400;
    text-align: left;
    vertical-align: middle;
  }
  th strong {
    display: block;
    font-weight: 600;
  }
  td.number {
    text-align: right;
    white-space: nowrap;
  }
  td:last-child {
    padding-right: 0;
    text-align: right;
  }
  td small {
    display: block;
    color: var(--ink-2);
    font-size: var(--text-xs);
  }
  .automatic {
    margin-top: 12px;
  }
  @media (width < 900px) {
    .adapter {
      display: none;
    }
  }
  @media (width < 600px) {
    .open {
      width: var(--target);
      padding: 0;
      justify-content: center;
    }
    .open > :not(.dot) {
      position: absolute;
      overflow: hidden;
      width: 1px;
      clip-path: inset(50%);
    }
    .dot {
      width: 10px;
      height: 10px;
    }
  }
`;
