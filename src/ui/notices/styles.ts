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
  p {
    flex: 1;
    padding: 6px 0;
    text-wrap: pretty;
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
      gap: 4px 12px;
    }
    p {
      flex: 1 1 200px;
    }
    .actions {
      order: 3;
      width: 100%;
      padding: 0 8px 8px 28px;
    }
    .actions:empty {
      display: none;
    }
  }
`;
