import { css } from 'lit';

/** The look of `<sigma-number>`: a name, a right-aligned value that turns into a field under the pointer, a hairline. */
export const styles = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
  }
  label {
    cursor: text;
  }
  input {
    width: var(--number-width, 72px);
    min-width: 0;
    height: calc(var(--row) - 4px);
    margin-right: -4px;
    padding: 0 4px;
    border: 0;
    border-radius: 3px;
    background: transparent;
    color: var(--ink);
    font: 400 var(--text-m) / 20px var(--sans);
    font-variant-numeric: inherit;
    text-align: right;
    text-overflow: ellipsis;
  }
  input::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }
  label:hover input:enabled,
  input:focus {
    background: var(--sunk);
  }
  input:focus-visible {
    outline-offset: 0;
  }
  input[aria-invalid='true'] {
    box-shadow: inset 0 -2px 0 var(--error);
  }
  input:disabled {
    color: var(--ink-3);
    cursor: default;
  }
  .unit {
    min-width: 0;
    color: var(--ink-3);
  }
  .mistake {
    position: absolute;
    z-index: 2;
    top: 100%;
    right: -4px;
    width: max-content;
    max-width: 288px;
    padding: 6px 10px;
    border: 1px solid var(--error);
    border-radius: var(--radius);
    background: var(--raised);
    box-shadow: 0 4px 16px var(--shadow);
    color: var(--ink);
    font-size: var(--text-s);
    line-height: 16px;
  }
  @media (width < 900px), (pointer: coarse) {
    input {
      width: var(--number-width, 96px);
      font-size: 16px;
    }
  }
`;
