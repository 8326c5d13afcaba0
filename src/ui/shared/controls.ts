import { css } from 'lit';

/** What every element starts from: box sizes, tabular numerals, focus rings, and ways to hide. */
export const base = css`
  :host {
    /* What is unseen stays inside, and is scrolled and clipped with the rest. */
    position: relative;
    box-sizing: border-box;
    font-variant-numeric: tabular-nums lining-nums;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  wa-popover:not(:defined) {
    display: none;
  }
  :focus-visible {
    outline: var(--focus);
    outline-offset: 1px;
  }
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  .quiet {
    color: var(--ink-2);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Buttons: hairline by default, `.primary` in ink, `.bare` without an edge, `.icon` square. */
export const buttons = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: var(--target);
    padding: 0 12px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: transparent;
    color: var(--ink);
    font: 500 var(--text-m) / 20px var(--sans);
    white-space: nowrap;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
    transition: background-color var(--quick);
  }
  button:hover {
    background: var(--sunk);
  }
  button:active {
    background: var(--pressed);
  }
  button:disabled,
  button[aria-disabled='true'] {
    border-color: var(--hairline);
    background: transparent;
    color: var(--ink-3);
    cursor: default;
    opacity: 0.6;
  }
  button.primary {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--paper);
    font-weight: 600;
  }
  button.primary:hover {
    background: color-mix(in srgb, var(--ink) 86%, var(--paper));
  }
  button.primary:disabled {
    border-color: var(--edge);
    background: var(--pressed);
    color: var(--ink-2);
    opacity: 1;
  }
  button.bare {
    border-color: transparent;
  }
  button.icon {
    width: var(--target);
    padding: 0;
  }
  button.link {
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
    font-weight: 400;
    text-decoration: underline;
    text-decoration-color: var(--edge);
    text-underline-offset: 3px;
  }
  button.link:hover {
    text-decoration-color: currentColor;
  }
  @media (width < 900px), (pointer: coarse) {
    button.link {
      min-height: var(--target);
    }
  }
`;

/** Rows of a panel: a name at the left, a value at the right, a hairline below. */
export const rows = css`
  .rows {
    display: grid;
    grid-template-columns: 1fr 1fr;
    column-gap: 16px;
  }
  .rows > .wide {
    grid-column: 1 / -1;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: calc(var(--row) + 1px);
    border-bottom: 1px solid var(--hairline);
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 16px;
  }
  .row .name {
    flex: 1;
    min-width: 0;
  }
  select {
    min-width: 0;
    max-width: calc(100% + 4px);
    height: calc(var(--row) - 4px);
    margin-right: -4px;
    padding: 0 18px 0 4px;
    border: 0;
    border-radius: 3px;
    appearance: none;
    background: transparent;
    color: var(--ink);
    font: 400 var(--text-m) / 20px var(--sans);
    text-align: right;
    text-align-last: right;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  select:hover {
    background-color: var(--sunk);
  }
  .chosen {
    position: relative;
    display: inline-flex;
    min-width: 0;
  }
  .chosen::after {
    position: absolute;
    top: calc(50% - 4px);
    right: 2px;
    width: 5px;
    height: 5px;
    border: solid var(--ink-2);
    border-width: 0 1.25px 1.25px 0;
    content: '';
    pointer-events: none;
    transform: rotate(45deg);
  }
  option {
    background: var(--raised);
    color: var(--ink);
  }
  @media (width < 900px), (pointer: coarse) {
    select {
      font-size: 16px;
    }
  }
`;

/** A section of a rail: a small heading, what belongs to it, and a hairline between sections. */
export const sections = css`
  :host {
    display: block;
  }
  h2 {
    margin-bottom: 4px;
    color: var(--ink);
    font: 600 var(--text-s) / 20px var(--sans);
  }
`;
