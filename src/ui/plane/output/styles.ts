import { css } from 'lit';
import { marks } from '../shared/marks.ts';

/** The look of `<sigma-plane-output>`: a square, what it shows above it, the key and the range of its colours below. */
export const styles = [
  marks,
  css`
    :host {
      display: block;
    }
    .head {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: var(--row);
      margin-bottom: 4px;
    }
    h2 {
      flex: 1;
      font: 600 var(--text-s) / 20px var(--sans);
    }
    .edit {
      min-height: 28px;
      padding: 0 10px;
      font-size: var(--text-s);
    }
    .edit[aria-pressed='true'] {
      border-color: var(--ink);
      background: var(--pressed);
    }
    .tile {
      position: relative;
      /* What the worker draws is a multiple of this. */
      width: round(down, 100%, 4px);
      aspect-ratio: 1;
      outline: 1px solid color-mix(in srgb, var(--ink) 18%, transparent);
      overflow: hidden;
      cursor: crosshair;
      touch-action: none;
      user-select: none;
    }
    .tile:focus-visible {
      outline: var(--focus);
      outline-offset: 1px;
    }
    canvas {
      position: absolute;
      top: 0;
      left: 0;
      width: 100%;
      height: 100%;
      pointer-events: none;
    }
    .under {
      display: flex;
      align-items: center;
      gap: 10px;
      padding-top: 4px;
      color: var(--ink-2);
      font-size: var(--text-xs);
      line-height: 16px;
    }
    .key {
      display: inline-flex;
      align-items: center;
      gap: 4px;
    }
    .circle,
    .square {
      width: 8px;
      height: 8px;
      border: 1.25px solid var(--ink);
    }
    .circle {
      border-radius: 50%;
    }
    .range {
      display: flex;
      flex: 1;
      align-items: center;
      gap: 4px;
      min-width: 0;
    }
    .bar {
      flex: 1;
      min-width: 8px;
      height: 5px;
    }
    @media (width < 900px), (pointer: coarse) {
      .edit {
        min-height: var(--target);
      }
    }
  `,
];
