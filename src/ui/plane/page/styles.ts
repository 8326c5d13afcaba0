import { css } from 'lit';

/**
 * The look of `<sigma-plane-page>`. From 900 px: settings, the net under its transport, and learning side by side, each scrolling by itself, and narrower
 * below 1200 px. Below: one pane at a time, chosen by a bar at the bottom, with the transport always within reach.
 */
export const styles = css`
  :host {
    display: grid;
    grid-template:
      'settings transport learning' auto
      'settings net learning' minmax(0, 1fr) / 300px minmax(0, 1fr) 340px;
    min-height: 0;
  }
  .settings > * + * {
    margin-top: 8px;
  }
  .settings > sigma-applies {
    margin: 8px -16px 0;
    border-bottom: 1px solid var(--hairline);
  }
  .transport {
    grid-area: transport;
    padding: 8px 24px 4px;
    border-bottom: 1px solid var(--hairline);
  }
  .learning {
    grid-area: learning;
    display: flex;
    flex-direction: column;
    min-height: 0;
    padding: 8px 16px 0;
    border-left: 1px solid var(--hairline);
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  sigma-plane-output {
    flex: none;
  }
  sigma-loss-chart {
    flex: 1 0 310px;
    max-height: 420px;
    margin-top: 8px;
  }
  sigma-loss-chart[tabled] {
    flex: none;
    height: 560px;
    max-height: none;
  }
  sigma-run-list {
    flex: 1 0 160px;
    margin-top: 8px;
  }
  sigma-twins {
    grid-area: net;
    min-height: 0;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .open {
    min-height: 28px;
    padding: 0 8px;
    font-size: var(--text-s);
  }
  .open[aria-pressed='true'] {
    border-color: var(--ink);
    background: var(--pressed);
  }
  .trouble:not(:empty) {
    padding: 2px 0 4px;
    color: var(--error);
    font-size: var(--text-s);
    line-height: 16px;
  }
  .tabs {
    display: none;
  }
  @media (width < 1200px) {
    :host {
      grid-template-columns: 248px minmax(0, 1fr) 264px;
    }
    .transport {
      padding: 4px 16px;
    }
    .learning {
      padding: 8px 12px 0;
    }
  }
  @media (width < 900px) {
    :host {
      grid-template: 'pane' minmax(0, 1fr) 'transport' auto 'tabs' auto / minmax(0, 1fr);
    }
    .transport {
      padding: 4px 16px;
      border-top: 1px solid var(--hairline);
      border-bottom: 0;
    }
    .learning {
      display: flex;
      grid-area: pane;
      padding: 8px 16px 16px;
      border: 0;
    }
    .settings > sigma-applies {
      border-bottom: 0;
    }
    sigma-loss-chart {
      flex: 0 0 auto;
      height: 340px;
    }
    sigma-run-list {
      flex: 0 0 auto;
      margin-top: 16px;
    }
    sigma-twins {
      grid-area: pane;
    }
    .transport:has(sigma-slow-phases) sigma-timeline::part(says) {
      display: none;
    }
    .open {
      flex: 1;
      min-height: 36px;
      padding: 0 4px;
    }
  }
`;
