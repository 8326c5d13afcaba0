import { css } from 'lit';

/** The page's frame: the header, what there is to say, and the view, which fills the rest. The window never scrolls. */
export const styles = css`
  :host {
    display: grid;
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    height: 100dvh;
    overflow: clip;
    background: var(--paper);
    color: var(--ink);
  }
  sigma-header {
    grid-row: 1;
    border-bottom: 1px solid var(--hairline);
  }
  sigma-notices {
    grid-row: 2;
    max-height: 40dvh;
    overflow: auto;
  }
  sigma-autoencoder,
  sigma-plane-page {
    grid-row: 3;
    min-height: 0;
  }
  .drop {
    position: fixed;
    z-index: 10;
    inset: 12px;
    display: grid;
    place-items: center;
    border: 2px dashed var(--ink);
    border-radius: 8px;
    background: color-mix(in srgb, var(--paper) 92%, transparent);
    font-size: var(--text-xl);
    pointer-events: none;
  }
  .skip {
    position: fixed;
    z-index: 10;
    top: -60px;
    left: 8px;
  }
  .skip:focus-within {
    top: 8px;
  }
`;
