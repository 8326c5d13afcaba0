import { css } from 'lit';

/** The look of `<sigma-formula-field>`: a name, a field that shows itself under the pointer, and a line under what is wrong in it. */
export const styles = css`
  :host {
    display: block;
  }
  .row .name {
    flex: none;
  }
  .text {
    position: relative;
    flex: 1;
    min-width: 0;
    margin-right: -4px;
    overflow: hidden;
  }
  :host([sigma]) .text {
    margin-right: 0;
  }
  input,
  .mirror {
    display: block;
    width: 100%;
    height: calc(var(--row) - 4px);
    padding: 0 4px;
    border: 0;
    font: 400 12px / 20px var(--mono);
    letter-spacing: 0;
  }
  input {
    border-radius: 3px;
    background: transparent;
    color: var(--ink);
  }
  input::placeholder {
    color: var(--ink-3);
    font-family: var(--sans);
    opacity: 1;
  }
  :host([sigma]) input,
  .row:hover input,
  input:focus {
    background: var(--sunk);
  }
  input:focus-visible {
    outline-offset: -2px;
  }
  .mirror {
    position: absolute;
    inset: 0;
    overflow: hidden;
    color: transparent;
    line-height: calc(var(--row) - 4px);
    white-space: pre;
    pointer-events: none;
  }
  mark {
    background: color-mix(in srgb, var(--error) 14%, transparent);
    box-shadow: inset 0 -2px 0 var(--error);
    color: inherit;
  }
  .link {
    font-size: inherit;
    line-height: inherit;
  }
  .ways {
    display: flex;
    gap: 16px;
    margin-top: 2px;
  }
  @media (width < 900px), (pointer: coarse) {
    input,
    .mirror {
      font-size: 16px;
    }
  }
`;
