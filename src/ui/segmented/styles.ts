import { css } from 'lit';

/** The look of `<sigma-segmented>`: joined hairline cells, the chosen one sunk and underlined in ink. */
export const styles = css`
  :host {
    display: block;
  }
  [role='radiogroup'] {
    position: relative;
  }
  :host(:not([many])) [role='radiogroup'] {
    flex-wrap: nowrap;
  }
  /* The frame is drawn over the cells, so that its corners are round. */
  [role='radiogroup']::after {
    position: absolute;
    inset: 0;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    content: '';
    pointer-events: none;
  }
  [role='radiogroup'] {
    display: flex;
    flex-wrap: wrap;
    padding: 1px 0 0 1px;
    border-radius: var(--radius);
    overflow: hidden;
  }
  button {
    flex: 1 1 auto;
    min-width: 0;
    min-height: var(--segment, var(--row));
    margin: -1px 0 0 -1px;
    padding: 0 8px;
    border: 1px solid var(--edge);
    background: transparent;
    color: var(--ink-2);
    font: 400 var(--text-s) / 16px var(--sans);
    white-space: nowrap;
    cursor: pointer;
    touch-action: manipulation;
    transition: background-color var(--quick);
  }
  button:hover {
    color: var(--ink);
  }
  button[aria-checked='true'] {
    background: var(--pressed);
    box-shadow: inset 0 -2px 0 var(--ink);
    color: var(--ink);
    font-weight: 600;
  }
  button:focus-visible {
    outline-offset: -3px;
  }
  /* Bold is wider: each label keeps its bold width, so that choosing shifts nothing. */
  .label::after {
    display: block;
    height: 0;
    overflow: hidden;
    font-weight: 600;
    visibility: hidden;
    content: attr(data-text);
  }
  .label {
    display: inline-block;
  }
`;
