import { css } from 'lit';

/** The look of `<sigma-data-panel>`: rows, and below them a slot of fixed height for what the data set is doing. */
export const styles = css`
  .status {
    grid-column: 1 / -1;
    min-height: 44px;
    padding-top: 6px;
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 16px;
  }
  .status p + p {
    margin-top: 4px;
  }
  .status .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    margin-top: 4px;
  }
  .status button {
    font-size: var(--text-s);
    line-height: 16px;
  }
  .status.failed p {
    color: var(--ink);
  }
  .status.failed p::before {
    display: inline-block;
    width: 6px;
    height: 6px;
    margin-right: 6px;
    border-radius: 50%;
    background: var(--error);
    content: '';
    translate: 0 -1px;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  progress {
    flex: 1;
    height: 4px;
    border: 0;
    border-radius: 2px;
    appearance: none;
    background: var(--pressed);
    color: var(--ink);
  }
  progress::-webkit-progress-bar {
    border-radius: 2px;
    background: var(--pressed);
  }
  progress::-webkit-progress-value {
    border-radius: 2px;
    background: var(--ink);
  }
  progress::-moz-progress-bar {
    border-radius: 2px;
    background: var(--ink);
  }
`;
