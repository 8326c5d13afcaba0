import { css } from 'lit';
import { marks } from '../shared/marks.ts';

/** The look of `<sigma-strip>`: a canvas below, tiles of hairlines and captions above it. */
export const styles = [
  marks,
  css`
    :host {
      display: block;
      min-width: 0;
      min-height: 120px;
    }
    .tiles {
      position: relative;
    }
    canvas {
      position: absolute;
      top: 0;
      left: 0;
      pointer-events: none;
    }
    figure {
      position: absolute;
      width: var(--tile);
      margin: 0;
      contain: layout;
    }
    .tile {
      position: relative;
      width: var(--tile);
      height: var(--tile);
      outline: 1px solid color-mix(in srgb, var(--ink) 18%, transparent);
      outline-offset: 0;
      overflow: hidden;
      cursor: crosshair;
      touch-action: pan-y;
      user-select: none;
    }
    .tile.cutting {
      touch-action: none;
    }
    .tile:focus-visible {
      outline: var(--focus);
      outline-offset: 1px;
    }
    .open {
      position: absolute;
      top: 4px;
      right: 4px;
      display: grid;
      place-items: center;
      width: 24px;
      height: 24px;
      padding: 0;
      border: 0;
      border-radius: 3px;
      background: color-mix(in srgb, var(--paper) 88%, transparent);
      color: var(--ink);
      font-size: 13px;
      visibility: hidden;
      cursor: pointer;
    }
    figure:hover .open,
    .tile:focus-visible + .open {
      visibility: visible;
    }
    @media (hover: none) {
      .open {
        visibility: visible;
      }
    }
    figcaption {
      display: grid;
      grid-template: 16px 14px / auto 1fr;
      column-gap: 6px;
      align-items: baseline;
      padding-top: 3px;
      color: var(--ink-2);
      font-size: var(--text-xs);
      line-height: 16px;
      white-space: nowrap;
    }
    .name {
      color: var(--ink);
      font: 400 14px / 16px var(--math);
    }
    .name.left {
      color: var(--left);
      font-family: var(--sans);
      font-size: var(--text-xs);
    }
    .name.right {
      color: var(--right);
      font-family: var(--sans);
      font-size: var(--text-xs);
    }
    sub {
      font: 400 10px / 10px var(--sans);
      vertical-align: -3px;
    }
    output {
      overflow: hidden;
      color: var(--ink);
      text-align: right;
      text-overflow: ellipsis;
    }
    .dead {
      position: absolute;
      bottom: 0;
      left: 0;
      padding: 0 4px;
      background: var(--paper);
      color: var(--ink);
      font-size: var(--text-xs);
      line-height: 16px;
      pointer-events: none;
    }
    .hatch {
      display: inline-block;
      width: 12px;
      height: 9px;
      margin-right: 4px;
      background: repeating-linear-gradient(-45deg, var(--ink-3) 0 1.5px, transparent 1.5px 4px);
      vertical-align: -1px;
    }
    .range {
      grid-column: 1 / -1;
      display: flex;
      align-items: center;
      gap: 4px;
      min-width: 0;
      font-size: 10px;
      line-height: 14px;
    }
    .bar {
      flex: 1;
      min-width: 8px;
      height: 5px;
    }
  `,
];
