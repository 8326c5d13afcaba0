import { css } from 'lit';

/** The look of `<sigma-film-dialog>`: the frame, what to film, and the ways to save it. */
export const styles = css`
  dialog {
    width: min(560px, calc(100vw - 24px));
  }
  .head,
  footer {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .head {
    justify-content: space-between;
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
