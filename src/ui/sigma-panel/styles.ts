import { css } from 'lit';

/** The look of `<sigma-sigma-panel>`. */
export const styles = css`
  .head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
  }
  .tex {
    height: 40px;
    font-size: var(--text-l);
  }
  .parameters {
    --number-width: 112px;
  }
  .parameters > * {
    margin-top: 2px;
  }
  .choices {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-height: calc(var(--row) + 4px);
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  .choices sigma-segmented {
    flex: 0 1 176px;
  }
  sigma-plot {
    --plot-height: 144px;
    margin: 8px 0 4px;
  }
  sigma-explanation {
    margin-bottom: 8px;
  }
  sigma-lies {
    margin-top: 8px;
  }
  sigma-section {
    margin-top: 6px;
  }
  .hint {
    margin-top: 6px;
    padding-left: 8px;
    border-left: 2px solid var(--edge);
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 16px;
  }
  .hint button {
    font-size: inherit;
    line-height: inherit;
  }
`;
