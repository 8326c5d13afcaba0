import { css } from 'lit';

/** The look of `<sigma-notices>`: full-width lines under the header, each with a mark, a sentence, and what can be done. */
export const styles = css`
  :host {
    display: block;
  }
  li {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 4px 8px 4px 16px;
    border-bottom: 1px solid var(--hairline);
    background: var(--sunk);
    line-height: 20px;
  }
  li > wa-icon {
    flex: none;
    color: var(--ink-2);
    font-size: 16px;
  }
  .warning > wa-icon {
    color: var(--warning);
  }
  .error > wa-icon {
    color: var(--error);
  }
  .text {
    flex: 1;
    min-width: 0;
    padding: 6px 0;
  }
  p {
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  details {
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  summary {
    width: fit-content;
    cursor: pointer;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .actions button {
    background: var(--paper);
  }
  @media (width < 900px) {
    li {
      flex-wrap: wrap;
      align-items: flex-start;
      gap: 0 12px;
    }
    li > wa-icon {
      margin-top: 14px;
    }
    .text {
      flex: 1 1 200px;
      padding: 12px 0 0;
    }
    /* A thumb's target that takes a line's room. */
    summary {
      margin-top: -12px;
      line-height: var(--target);
    }
    .actions {
      order: 3;
      gap: 6px;
      width: 100%;
      padding: 0 8px 8px 0;
    }
    .actions button {
      padding: 0 10px;
    }
    .actions:empty {
      display: none;
    }
  }
`;
