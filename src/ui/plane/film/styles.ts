import { css } from 'lit';

/** The look of `<sigma-film-dialog>`: the frame, what to film, and the ways to save it. */
export const styles = css`
  dialog {
    width: min(560px, calc(100vw - 24px));
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
  header,
  footer {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  header {
    justify-content: space-between;
  }
  h2 {
    font: 600 var(--text-l) / 24px var(--sans);
  }
  .screen {
    display: grid;
    place-items: center;
    height: min(288px, 36dvh);
    margin: 8px 0;
    border: 1px solid var(--hairline);
    border-radius: 4px;
  }
  canvas {
    max-width: calc(100% - 16px);
    max-height: calc(min(288px, 36dvh) - 16px);
    image-rendering: auto;
  }
  .says {
    min-height: 36px;
    margin: 8px 0;
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 18px;
    text-wrap: pretty;
  }
  .progress {
    margin-left: auto;
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  footer {
    flex-wrap: wrap;
    min-height: 40px;
  }
`;
