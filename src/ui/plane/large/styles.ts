import { css } from 'lit';
import { marks } from '../shared/marks.ts';

/** The look of `<sigma-atlas-dialog>`: the atlas as large as fits between a line of reading and a line of export. */
export const styles = [
  marks,
  css`
    dialog {
      /* What the worker draws is a multiple of this. */
      --side: round(down, min(calc(100dvh - 172px), calc(100vw - 48px), 1024px), 4px);
      width: calc(var(--side) + 34px);
      max-width: 100vw;
      max-height: 100dvh;
      padding: 8px 16px;
    }
    .head,
    footer {
      display: flex;
      align-items: center;
      gap: 12px;
    }
    dialog h2 {
      font: 400 20px / 24px var(--math);
    }
    h2 sub,
    h2 sup {
      font-size: 12px;
      line-height: 0;
    }
    .head output {
      margin-left: auto;
      font-size: var(--text-s);
    }
    .tile {
      position: relative;
      width: var(--side);
      height: var(--side);
      overflow: hidden;
      cursor: crosshair;
      touch-action: none;
      user-select: none;
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
    .range {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 24px;
      font-size: var(--text-s);
    }
    .bar {
      flex: 1;
      height: 8px;
    }
    footer {
      flex-wrap: wrap;
      gap: 4px 8px;
      padding-top: 4px;
    }
    sigma-select {
      flex: 0 1 240px;
      margin-right: 8px;
    }
    .progress {
      min-width: 40px;
      color: var(--ink-2);
      font-size: var(--text-s);
    }
    @media (width < 600px) {
      dialog {
        --side: round(down, min(calc(100dvh - 240px), calc(100vw - 34px)), 4px);
      }
      sigma-select {
        flex: 1 0 100%;
        margin-right: 0;
      }
    }
  `,
];
