import { css } from 'lit';

/** The look of `<sigma-gallery>`: a search that stays on top, and cards in as many columns as fit. */
export const styles = css`
  :host {
    display: block;
  }
  .top {
    position: sticky;
    z-index: 1;
    top: -12px;
    display: flex;
    align-items: center;
    gap: 12px;
    margin: -12px -12px 0;
    padding: 12px;
    border-bottom: 1px solid var(--hairline);
    background: var(--raised);
  }
  input[type='search'] {
    flex: 1;
    min-width: 0;
    height: var(--target);
    padding: 0 10px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: transparent;
    color: var(--ink);
    font: 400 var(--text-m) / 20px var(--sans);
  }
  input[type='search']::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }
  .count {
    flex: none;
    min-width: 72px;
    color: var(--ink-2);
    font-size: var(--text-s);
    text-align: right;
  }
  h3 {
    margin: 12px 0 4px;
    color: var(--ink-2);
    font: 400 var(--text-s) / 16px var(--sans);
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(148px, 1fr));
    gap: 4px;
  }
  li {
    position: relative;
    min-width: 0;
  }
  .card {
    display: block;
    width: 100%;
    padding: 8px;
    border-color: transparent;
    font-weight: 400;
    text-align: left;
    white-space: normal;
  }
  .card[aria-current='true'] {
    border-color: var(--ink);
  }
  sigma-plot {
    --plot-height: 64px;
    margin-bottom: 4px;
  }
  .label,
  .origin {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .label {
    font-weight: 600;
    line-height: 20px;
  }
  .origin {
    color: var(--ink-3);
    font-size: var(--text-xs);
    line-height: 16px;
  }
  .tex {
    display: block;
    height: 40px;
    color: var(--ink-2);
    font-size: 12px;
  }
  .tex sigma-math {
    justify-content: start;
    overflow: hidden;
  }
  .none {
    padding: 24px 0;
    color: var(--ink-2);
    text-align: center;
  }
  sigma-own-tools {
    position: absolute;
    top: 4px;
    right: 4px;
    left: 4px;
  }
  @media (width < 900px), (pointer: coarse) {
    input[type='search'] {
      font-size: 16px;
    }
  }
`;
