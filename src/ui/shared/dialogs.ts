import { css } from 'lit';

/** What every dialog looks like; its width, room and what is in it are its own. */
export const dialogs = css`
  dialog {
    max-height: calc(100dvh - 24px);
    padding: 12px 16px;
    border: 1px solid var(--hairline);
    border-radius: 6px;
    background: var(--raised);
    box-shadow: 0 8px 28px var(--shadow);
    color: var(--ink);
    overflow: auto;
  }
  dialog::backdrop {
    background: light-dark(rgb(26 28 31 / 30%), rgb(0 0 0 / 60%));
  }
  dialog h2 {
    font: 600 var(--text-l) / 24px var(--sans);
  }
`;
