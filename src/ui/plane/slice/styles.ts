import { css } from 'lit';

/** The look of `<sigma-slice>`: a plot with its legend at the right, under a line of controls. */
export const styles = css`
  :host {
    display: block;
    padding: 6px 24px 8px;
    border-top: 1px solid var(--edge);
    background: var(--paper);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 14px;
    font-size: var(--text-s);
  }
  h2 {
    font: 600 var(--text-s) / 20px var(--sans);
  }
  sigma-select {
    flex: 0 0 190px;
    margin-left: auto;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 16px;
    margin-top: 6px;
  }
  .plot {
    position: relative;
    height: 148px;
    margin: 0 0 16px 36px;
    cursor: crosshair;
  }
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  path,
  line {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  path {
    stroke: var(--colour);
    stroke-width: 1.75;
  }
  path.dashed {
    stroke-dasharray: 5 3;
  }
  path.fit {
    stroke: var(--ink);
    stroke-width: 1;
    stroke-dasharray: 2 3;
  }
  .grid {
    stroke: var(--hairline);
  }
  .cursor {
    stroke: var(--ink-3);
  }
  .tick {
    position: absolute;
    right: calc(100% + 6px);
    color: var(--ink-2);
    font-size: 10px;
    line-height: 12px;
    translate: 0 -50%;
  }
  .legend {
    min-width: 132px;
    max-height: 148px;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  label {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 22px;
    font-size: var(--text-xs);
    cursor: pointer;
  }
  input {
    width: 12px;
    height: 12px;
    margin: 0 2px 0 0;
    accent-color: var(--ink);
  }
  .key {
    width: 14px;
    border-top: 2px solid var(--colour);
  }
  .key.dashed {
    border-top-style: dashed;
  }
  i {
    font: italic 14px / 16px var(--math);
  }
  sub {
    margin-left: -3px;
    font-size: 9px;
    translate: 0 4px;
  }
  output {
    min-width: 52px;
    margin-left: auto;
    text-align: right;
  }
  .residual {
    display: block;
    margin: -4px 0 2px 38px;
    color: var(--ink-2);
    font-size: 10px;
    line-height: 12px;
  }
  .end {
    position: absolute;
    top: calc(100% + 2px);
    left: 0;
    color: var(--ink-2);
    font-size: 10px;
    line-height: 14px;
  }
  .end.last {
    right: 0;
    left: auto;
  }
  .verdict {
    min-height: 20px;
    margin: 4px 0 0 36px;
    font-size: var(--text-s);
    line-height: 20px;
  }
  @media (width < 900px) {
    :host {
      padding: 8px 16px;
    }
    /* Low: the net stays in sight above it. */
    header {
      flex-wrap: nowrap;
      gap: 8px;
    }
    h2 {
      display: none;
    }
    .body {
      grid-template-columns: minmax(0, 1fr);
      gap: 4px;
    }
    sigma-select {
      flex: 1 1 0;
      min-width: 0;
      margin-left: 0;
    }
    .plot {
      height: 88px;
    }
    .legend {
      display: flex;
      gap: 16px;
      overflow: auto hidden;
    }
    li {
      flex: none;
    }
    label {
      min-height: 32px;
    }
    output {
      min-width: 0;
    }
    .verdict {
      margin-left: 0;
    }
  }
`;
