import { css } from 'lit';

/** How curves and grids look, on the board and beside it. */
export const curves = css`
  :host {
    display: block;
    min-height: 0;
  }
  .frame {
    position: relative;
    height: 100%;
    min-height: 120px;
  }
  .frame > svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: hidden;
  }
  path {
    fill: none;
    stroke-linejoin: round;
  }
  .grid {
    stroke: var(--grid);
  }
  .axis {
    stroke: var(--dead);
  }
  text {
    fill: var(--ink-3);
    font: 400 11px var(--sans);
  }
  .across {
    text-anchor: middle;
  }
  .up {
    text-anchor: end;
  }
  .both {
    --curve: var(--seen);
  }
  .left {
    --curve: var(--left);
  }
  .right {
    --curve: var(--right);
  }
  .sigma {
    stroke: var(--ink);
    stroke-width: 2;
  }
  .lie {
    stroke: var(--curve);
    stroke-width: 1.75;
    stroke-dasharray: 5 4;
  }
  .difference {
    fill: var(--curve);
    opacity: 0.16;
  }
`;

/** The look of the board: the curve, its points, and what lies behind them. */
export const board = css`
  .frame {
    cursor: crosshair;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }
  .truth {
    stroke: var(--ink-3);
    stroke-width: 1;
  }
  .other {
    stroke: var(--curve);
    stroke-width: 1.5;
    stroke-dasharray: 5 4;
    opacity: 0.5;
  }
  .drawn {
    stroke: var(--curve);
    stroke-width: 2;
    stroke-dasharray: 5 4;
  }
  .stroke {
    stroke: var(--curve);
    stroke-width: 2.5;
    stroke-linecap: round;
  }
  .point {
    position: absolute;
    width: 11px;
    height: 11px;
    border: 2px solid var(--curve);
    border-radius: 50%;
    background: var(--raised);
    pointer-events: none;
    translate: -50% -50%;
  }
  .point.chosen {
    background: var(--curve);
  }
  .point:focus-visible {
    outline-offset: 2px;
  }
  @media (width < 900px), (pointer: coarse) {
    .point {
      width: 15px;
      height: 15px;
    }
  }
`;
