import { css } from 'lit';

/** The look of `<sigma-matrix>`: tabular numbers between brackets, which scroll inside them when there are many. */
export const styles = css`
  :host {
    display: inline-block;
    min-width: 0;
    max-width: 100%;
    vertical-align: middle;
  }
  .brackets {
    position: relative;
    max-height: 320px;
    padding: 2px 5px;
    border: solid var(--ink-2);
    border-width: 0 1.25px;
    border-radius: 2px;
    overflow: auto;
    scrollbar-width: thin;
    /* A layer of its own: between canvases the browser would sort hundreds of fields into layers anew in every frame. Opaque, so that text stays as sharp as around it. */
    will-change: transform;
    background:
      linear-gradient(var(--ink-2), var(--ink-2)) left top / 5px 1.25px no-repeat,
      linear-gradient(var(--ink-2), var(--ink-2)) right top / 5px 1.25px no-repeat,
      linear-gradient(var(--ink-2), var(--ink-2)) left bottom / 5px 1.25px no-repeat,
      linear-gradient(var(--ink-2), var(--ink-2)) right bottom / 5px 1.25px no-repeat,
      var(--paper);
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(var(--columns), var(--cell, 48px));
    gap: 1px 2px;
  }
  .close {
    --cell: 44px;
  }
  .closest {
    --cell: 40px;
  }
  input {
    width: 100%;
    min-width: 0;
    height: 24px;
    padding: 0 3px;
    border: 0;
    border-radius: 3px;
    background: transparent;
    color: var(--ink);
    font: 400 var(--text-m) / 20px var(--sans);
    font-variant-numeric: tabular-nums lining-nums;
    text-align: right;
    text-overflow: ellipsis;
    cursor: ew-resize;
    touch-action: pan-y;
  }
  .close input {
    height: 20px;
    font-size: var(--text-xs);
  }
  .closest input {
    height: 18px;
    font-size: var(--text-xs);
  }
  input:hover,
  input:focus {
    background: var(--sunk);
  }
  input:focus {
    cursor: text;
  }
  input:focus-visible {
    outline-offset: -1px;
  }
  input.chosen {
    box-shadow: inset 0 0 0 1.5px var(--seen);
    color: var(--seen);
    font-weight: 600;
  }
  :host([choosing]) input {
    cursor: pointer;
  }
  input[aria-invalid='true'] {
    box-shadow: inset 0 -2px 0 var(--error);
  }
  @media (width < 900px), (pointer: coarse) {
    .grid {
      --cell: 64px;
      gap: 2px;
    }
    input,
    .close input,
    .closest input {
      height: 36px;
      font-size: 16px;
    }
    .close,
    .closest {
      --cell: 66px;
    }
  }
`;
