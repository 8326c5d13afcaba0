import { css } from 'lit';

/** The look of `<sigma-plot>`: a canvas, and below it a legend whose slots also hold the read-out. */
export const styles = css`
  :host {
    display: block;
  }
  .frame {
    position: relative;
    height: var(--plot-height, 176px);
    border-radius: var(--radius);
    cursor: crosshair;
    touch-action: pan-y;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  :host([compact]) .frame {
    cursor: inherit;
    touch-action: auto;
  }
  .missing {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  dl {
    display: flex;
    gap: 20px;
    min-height: 32px;
    margin: 4px 0 0;
    font-size: var(--text-xs);
    line-height: 16px;
  }
  dt {
    display: flex;
    align-items: center;
    gap: 5px;
    color: var(--ink-2);
    white-space: nowrap;
  }
  dd {
    min-height: 16px;
    color: var(--ink);
    font-size: var(--text-s);
  }
  i {
    font-family: var(--math);
    font-size: var(--text-s);
  }
  .key {
    width: 14px;
    height: 0;
    border-top: 2px solid var(--ink);
  }
  .key.seen {
    border-top: 2px dashed var(--seen);
  }
  .key.left {
    border-top: 2px dashed var(--left);
  }
  .key.right {
    border-top: 2px dashed var(--right);
  }
  .key.dead {
    height: 10px;
    border: 0;
    background: repeating-linear-gradient(-45deg, var(--dead) 0 1px, transparent 1px 4px);
  }
  .end {
    margin-left: auto;
  }
`;
