import { css } from 'lit';

/** The look of `<sigma-plane-layer>`: x⁽ᵏ⁾ at the left, a⁽ᵏ⁾ at the right, each an equation over its atlases; one below the other where that is too narrow. */
export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  section {
    display: grid;
    grid-template: auto auto / minmax(0, 1fr) minmax(0, 1fr);
    gap: 8px 24px;
  }
  .affine {
    grid-area: 1 / 1;
  }
  .pre {
    grid-area: 2 / 1;
  }
  .sigma {
    grid-area: 1 / 2;
  }
  .post {
    grid-area: 2 / 2;
  }
  .equation {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    min-width: 0;
    min-height: 72px;
  }
  .formula {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    max-width: 100%;
    font-family: var(--math);
    font-size: 18px;
  }
  .sigma {
    align-content: center;
  }
  .sigma .formula {
    flex: 1 1 100%;
  }
  .term {
    flex: none;
    white-space: nowrap;
  }
  .vector {
    font-weight: 600;
  }
  sup {
    font-size: 11px;
    line-height: 0;
  }
  sub {
    font-size: 11px;
    line-height: 0;
  }
  .sign {
    flex: none;
    color: var(--ink-2);
  }
  .factor {
    display: flex;
    flex-direction: column;
    align-items: center;
    min-width: 0;
  }
  .bias {
    flex: none;
  }
  .factor sigma-matrix {
    max-width: 100%;
  }
  .under {
    color: var(--ink-2);
    font-style: italic;
    font-size: 13px;
    line-height: 16px;
  }
  .under sub {
    font-style: normal;
    font-size: 10px;
  }
  sigma-picker {
    flex: 0 1 240px;
    min-width: 140px;
    margin-left: 6px;
    font-family: var(--sans);
    font-size: var(--text-m);
  }
  .own {
    display: flex;
    flex: 1 1 100%;
    align-items: start;
    gap: 12px;
    min-width: 0;
  }
  sigma-formula-field {
    flex: 1 1 200px;
    min-width: 0;
  }
  .rule {
    min-height: var(--row);
    padding: 0 6px;
    color: var(--ink-2);
    font-size: var(--text-s);
    font-weight: 400;
  }
  .dashed {
    width: 16px;
    border-top: 2px dashed var(--seen);
  }
  wa-popover {
    --max-width: min(420px, calc(100vw - 24px));
  }
  wa-popover::part(body) {
    width: 400px;
    max-width: calc(100vw - 24px);
    padding: 12px;
  }
  h3 {
    margin-bottom: 8px;
    font: 600 var(--text-s) / 20px var(--sans);
  }
  .tools {
    display: flex;
    align-items: center;
    margin-left: auto;
  }
  .tools button {
    min-height: 28px;
    width: 28px;
    padding: 0;
    color: var(--ink-2);
    font-size: 14px;
  }
  .tools button:disabled {
    border-color: transparent;
    color: var(--edge);
  }
  .width {
    min-width: 18px;
    font-size: var(--text-s);
    text-align: center;
  }
  /* A matrix too broad for its half takes the whole line. */
  @container (width >= 620px) {
    section.broadest {
      grid-template: auto auto auto / minmax(0, 1fr) minmax(0, 1fr);
    }
    .broadest .affine {
      display: contents;
    }
    .broadest .affine .formula {
      grid-area: 1 / 1 / 2 / 3;
    }
    .broadest .tools {
      grid-area: 2 / 1;
      justify-self: start;
      margin-left: -8px;
    }
    .broadest .sigma {
      grid-area: 2 / 2;
    }
    .broadest .pre {
      grid-area: 3 / 1;
    }
    .broadest .post {
      grid-area: 3 / 2;
    }
  }
  @container (620px <= width < 1000px) {
    section.broad {
      grid-template: auto auto auto / minmax(0, 1fr) minmax(0, 1fr);
    }
    .broad .affine {
      display: contents;
    }
    .broad .affine .formula {
      grid-area: 1 / 1 / 2 / 3;
    }
    .broad .tools {
      grid-area: 2 / 1;
      justify-self: start;
      margin-left: -8px;
    }
    .broad .sigma {
      grid-area: 2 / 2;
    }
    .broad .pre {
      grid-area: 3 / 1;
    }
    .broad .post {
      grid-area: 3 / 2;
    }
  }
  @container (width < 620px) {
    section {
      grid-template: none / minmax(0, 1fr);
    }
    .affine,
    .pre,
    .sigma,
    .post {
      grid-area: auto;
    }
    .equation {
      min-height: 0;
    }
    .sigma {
      margin-top: 8px;
    }
  }
  @media (width < 900px), (pointer: coarse) {
    .tools button {
      width: 40px;
      min-height: 40px;
    }
  }
`;
