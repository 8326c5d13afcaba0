import { css } from 'lit';
import { marks } from '../shared/marks.ts';

/** The look of `<sigma-plane-input>`. */
export const styles = [
  marks,
  css`
    :host {
      display: block;
    }
    .plane {
      position: relative;
      aspect-ratio: 1;
      outline: 1px solid var(--edge);
      overflow: hidden;
      cursor: crosshair;
      touch-action: pan-y;
      user-select: none;
    }
    .plane.cutting {
      touch-action: none;
    }
    .plane:focus-visible {
      outline: var(--focus);
      outline-offset: 1px;
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
    .reading,
    li {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 28px;
      font-size: var(--text-s);
      white-space: nowrap;
    }
    .reading {
      margin-top: 4px;
    }
    i {
      font: italic 600 15px / 20px var(--math);
    }
    .image {
      display: flex;
      flex: none;
      border: 1px solid var(--edge);
    }
    .image span {
      width: 16px;
      height: 16px;
    }
    .pins {
      display: grid;
      grid-template-columns: 1fr 1fr;
      column-gap: 8px;
      border-top: 1px solid var(--hairline);
    }
    .pins .image span {
      width: 11px;
      height: 11px;
    }
    li {
      min-width: 0;
      gap: 5px;
      font-size: var(--text-xs);
    }
    li button {
      min-height: 24px;
      width: 22px;
      margin-left: auto;
      padding: 0;
      color: var(--ink-2);
      font-size: 11px;
    }
  `,
];
