import { css } from 'lit';

/** The look of `<sigma-number>`: a name, a right-aligned value that turns into a field under the pointer, a hairline. */
export const styles = css`
  :host {
    display: block;
    min-width: 0;
  }
  label {
    cursor: text;
  }
  .row .name {
    flex: none;
    white-space: nowrap;
  }
  input {
    flex: 1;
    width: 0;
    min-width: 36px;
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
  @media (width < 900px), (pointer: coarse) {
    input {
      font-size: 16px;
    }
  }
`;
