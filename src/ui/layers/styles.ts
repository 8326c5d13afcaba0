import { css } from 'lit';

/** The look of `<sigma-layers>`: two strips of eight cells; a chosen one is sunk, one that differs has a mark. */
export const styles = css`
  :host {
    display: block;
    padding-bottom: 4px;
  }
  .half {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    margin-top: 4px;
    font-size: var(--text-s);
    line-height: 20px;
  }
  .half button.link {
    font-size: inherit;
  }
  .strip {
    display: grid;
    flex: 1 0 100%;
    grid-template-columns: repeat(8, 1fr);
    gap: 2px;
  }
  .layer {
    position: relative;
    display: block;
    min-width: 0;
    min-height: 46px;
    padding: 3px 2px 1px;
    border-color: var(--hairline);
    color: var(--ink-2);
    font: 400 var(--text-xs) / 14px var(--sans);
  }
  .layer[aria-pressed='true'] {
    border-color: var(--ink);
    background: var(--pressed);
    box-shadow: inset 0 -2px 0 var(--ink);
    color: var(--ink);
    font-weight: 600;
  }
  .layer.own::after {
    position: absolute;
    top: 3px;
    right: 3px;
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: var(--ink);
    content: '';
  }
  .layer sigma-plot {
    --plot-height: 24px;
    pointer-events: none;
  }
  .side,
  .fixed {
    display: block;
    text-align: center;
  }
  .fixed {
    height: 24px;
    font: italic 400 var(--text-m) / 24px var(--math);
  }
  p {
    padding: 8px 0 4px;
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 20px;
  }
  p button.link {
    font-size: inherit;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
  }
  .about button.link {
    margin-left: auto;
  }
  .about strong {
    color: var(--ink);
    font-weight: 600;
  }
  h3 {
    margin: 8px 0 4px;
    font: 600 var(--text-s) / 20px var(--sans);
  }
`;
