import { css } from 'lit';

/** The bar that chooses which pane of a view a narrow window shows. Comes last among an element's styles. */
export const paneTabs = css`
  @media (width < 900px) {
    .away {
      display: none !important;
    }
    .tabs {
      grid-area: tabs;
      display: flex;
      border-top: 1px solid var(--hairline);
      padding-bottom: env(safe-area-inset-bottom);
    }
    .tabs button {
      flex: 1;
      flex-direction: column;
      gap: 2px;
      min-height: 56px;
      border: 0;
      border-radius: 0;
      color: var(--ink-2);
      font-size: var(--text-s);
      font-weight: 400;
      line-height: 16px;
    }
    .tabs button[aria-current='true'] {
      box-shadow: inset 0 2px 0 var(--ink);
      color: var(--ink);
      font-weight: 600;
    }
    .tabs wa-icon {
      font-size: 18px;
    }
    .tabs button:focus-visible {
      outline-offset: -4px;
    }
  }
`;
