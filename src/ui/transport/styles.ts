import { css } from 'lit';

/** The look of `<sigma-transport>`: three buttons of fixed width, a sentence, and a progress line with a tick for each epoch. */
export const styles = css`
  :host {
    display: block;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 52px;
  }
  button {
    min-height: 36px;
  }
  .primary {
    width: 112px;
  }
  .secondary {
    width: 84px;
  }
  wa-icon {
    font-size: 14px;
  }
  .state {
    flex: 1;
    min-width: 0;
    margin-left: 8px;
  }
  .headline {
    font-size: var(--text-l);
    font-weight: 600;
    line-height: 20px;
  }
  .bad .headline {
    color: var(--error);
  }
  .detail {
    min-height: 16px;
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 16px;
    text-wrap: pretty;
  }
  .track {
    position: relative;
    height: 8px;
    margin-top: 4px;
    border-bottom: 1px solid var(--edge);
    overflow: hidden;
  }
  .fill {
    position: absolute;
    bottom: 0;
    left: 0;
    width: 100%;
    height: 4px;
    background: var(--ink);
    transform: scaleX(0);
    transform-origin: left;
  }
  .ticks {
    position: absolute;
    inset: 0;
    display: flex;
  }
  .ticks span {
    flex: 1;
    border-right: 1px solid var(--edge);
  }
  .ticks span:last-child {
    border-right: 0;
  }
  .waiting .fill {
    width: 20%;
    transform: none;
    animation: wait 1.4s ease-in-out infinite alternate;
  }
  @keyframes wait {
    to {
      left: 80%;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .waiting .fill {
      width: 100%;
      opacity: 0.35;
      animation: none;
    }
  }
  @media (width < 900px), (pointer: coarse) {
    button {
      min-height: 44px;
    }
  }
  @media (width < 900px) {
    .bar {
      flex-wrap: wrap;
      gap: 4px 8px;
      min-height: 0;
    }
    .state {
      order: -1;
      flex: 1 0 100%;
      display: flex;
      align-items: baseline;
      gap: 8px;
      min-height: 20px;
      margin: 0;
    }
    .primary {
      flex: 2;
    }
    .secondary {
      flex: 1;
    }
    .track {
      margin-top: 0;
    }
  }
`;
