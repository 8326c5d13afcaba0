import { css } from 'lit';

/** The look of `<sigma-tip>`: ink on paper turned over, small, never in the way of the pointer. */
export const styles = css`
  :host {
    position: fixed;
    inset: 0 auto auto 0;
    width: max-content;
    max-width: min(280px, calc(100vw - 16px));
    margin: 0;
    padding: 6px 10px;
    border: 0;
    border-radius: var(--radius);
    background: var(--ink);
    color: var(--paper);
    font: 400 var(--text-s) / 16px var(--sans);
    pointer-events: none;
    white-space: pre-line;
  }
`;
