import { css } from 'lit';

/** The look of the dialog: the drawing and its lie side by side, on a phone one below the other and the whole window. */
export const dialog = css`
  dialog {
    width: min(1040px, calc(100vw - 48px));
    max-height: calc(100dvh - 32px);
    padding: 20px 24px 16px;
    overscroll-behavior: contain;
  }
  h3 {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-bottom: 4px;
    font: 600 var(--text-s) / 20px var(--sans);
  }
  h3 .quiet {
    font-weight: 400;
  }
  .key {
    width: 14px;
    margin-left: auto;
    border-top: 1px solid var(--ink-3);
  }
  .key.sigma {
    border-top: 2px solid var(--ink);
  }
  i {
    font-family: var(--math);
  }
  .choices,
  .takes {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  .choices {
    margin: 8px 0 12px;
  }
  .takes[inert] {
    visibility: hidden;
  }
  .tools {
    display: flex;
    margin-left: auto;
  }
  .figures {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 24px;
  }
  section {
    min-width: 0;
  }
  sigma-drawing-board,
  sigma-lie {
    height: min(340px, 46dvh);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
  }
  .point {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-top: 8px;
  }
  .point sigma-number {
    flex: 1;
  }
  .size {
    min-height: 40px;
    margin-top: 8px;
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 20px;
  }
  strong {
    margin-left: 4px;
    font: 600 var(--text-l) / 20px var(--sans);
  }
  strong.both {
    color: var(--seen);
  }
  strong.left {
    color: var(--left);
  }
  strong.right {
    color: var(--right);
  }
  small {
    font: 400 var(--text-s) / 20px var(--sans);
  }
  footer {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-top: 12px;
  }
  footer p {
    flex: 1;
    font-size: var(--text-s);
    line-height: 16px;
  }
  @media (width < 760px) {
    dialog {
      width: 100vw;
      max-width: 100vw;
      height: 100dvh;
      max-height: 100dvh;
      padding: 12px 16px 0;
      border: 0;
      border-radius: 0;
    }
    .figures {
      grid-template-columns: 1fr;
      gap: 16px;
    }
    .takes[inert] {
      display: none;
    }
    sigma-drawing-board {
      height: max(220px, 34dvh);
    }
    sigma-lie {
      height: max(160px, 20dvh);
    }
    footer {
      position: sticky;
      bottom: 0;
      flex-wrap: wrap;
      margin: 8px -16px 0;
      padding: 8px 16px calc(8px + env(safe-area-inset-bottom));
      border-top: 1px solid var(--hairline);
      background: var(--raised);
    }
    footer p {
      display: none;
    }
    footer button {
      flex: 1;
    }
  }
`;
