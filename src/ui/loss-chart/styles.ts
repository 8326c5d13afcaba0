import { css } from 'lit';

/** The look of `<sigma-loss-chart>`: a heading line, the canvas, a read-out slot, and the table behind a disclosure. */
export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 32px;
  }
  h2 {
    min-width: 0;
    font: 600 var(--text-s) / 16px var(--sans);
  }
  h2 small {
    color: var(--ink-2);
    font-size: inherit;
    font-weight: 400;
  }
  .tools {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
    margin-left: auto;
  }
  .tools button {
    width: 28px;
    min-height: 28px;
  }
  .tools button.out {
    visibility: hidden;
  }
  sigma-segmented {
    --segment: 26px;
  }
  .frame {
    position: relative;
    flex: 1;
    min-height: 200px;
  }
  canvas {
    touch-action: pan-y !important;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    padding: 0 48px;
    border: 1px solid var(--hairline);
    border-width: 0 0 1px 1px;
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 20px;
    text-align: center;
    text-wrap: balance;
  }
  .legend {
    display: flex;
    align-items: center;
    gap: 16px;
    min-height: 24px;
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 24px;
    white-space: nowrap;
  }
  .legend .key {
    display: inline-block;
    width: 16px;
    margin-right: 6px;
    vertical-align: middle;
    border-top: 1px solid var(--ink-2);
  }
  .legend .key.strong {
    border-top: 3px solid var(--ink-2);
  }
  .readout {
    overflow: hidden;
    margin-left: auto;
    color: var(--ink);
    text-overflow: ellipsis;
  }
  details {
    font-size: var(--text-s);
  }
  summary {
    display: flex;
    align-items: center;
    gap: 6px;
    width: fit-content;
    min-height: 24px;
    color: var(--ink-2);
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary wa-icon {
    font-size: 12px;
    transition: rotate var(--quick);
  }
  details[open] wa-icon {
    rotate: 180deg;
  }
  .scroll {
    max-height: 200px;
    overflow: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    line-height: 16px;
  }
  caption {
    padding: 4px 0;
    color: var(--ink-2);
    text-align: left;
  }
  th,
  td {
    padding: 4px 0 4px 12px;
    border-top: 1px solid var(--hairline);
    font-weight: 400;
    text-align: right;
  }
  th {
    color: var(--ink-2);
  }
  @media (width < 900px), (pointer: coarse) {
    .tools button {
      width: 44px;
      min-height: 44px;
    }
    sigma-segmented {
      --segment: 44px;
    }
    summary {
      min-height: 44px;
    }
  }
`;
