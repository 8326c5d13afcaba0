import { css } from 'lit';

/**
 * The look of `<sigma-autoencoder>`. From 1200 px: settings, the loop, losses side by side, each scrolling by itself, the window
 * never. From 900 px: settings beside the rest. Below: one pane at a time, chosen by a bar at the bottom, with the transport always
 * within reach.
 */
export const styles = css`
  :host {
    display: grid;
    grid-template: 'settings loop losses' minmax(0, 1fr) / 320px minmax(0, 1fr) 420px;
    min-height: 0;
  }
  .settings {
    grid-area: settings;
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-right: 1px solid var(--hairline);
  }
  .panels {
    flex: 1;
    min-height: 0;
    padding: 8px 16px 8px;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .panels > * + * {
    margin-top: 2px;
  }
  .loop {
    grid-area: loop;
    display: flex;
    flex-direction: column;
    min-height: 0;
    padding: 12px 24px 16px;
    overflow: hidden auto;
  }
  .loop sigma-images {
    flex: 1;
    margin-top: 16px;
  }
  .losses {
    grid-area: losses;
    display: flex;
    flex-direction: column;
    min-height: 0;
    padding: 12px 16px 0;
    border-left: 1px solid var(--hairline);
    overflow: hidden auto;
  }
  sigma-loss-chart {
    flex: 1 1 400px;
    max-height: 460px;
  }
  sigma-loss-chart[tabled] {
    flex: none;
    height: 560px;
    max-height: none;
  }
  sigma-run-list {
    flex: 1 1 240px;
    margin-top: 8px;
  }
  .tabs {
    display: none;
  }
  @media (width < 1200px) {
    :host {
      grid-template: 'settings loop' minmax(0, 1fr) 'settings losses' minmax(0, 1fr) / 304px minmax(0, 1fr);
    }
    .losses {
      flex-direction: row;
      gap: 24px;
      padding: 8px 24px 0;
      border-top: 1px solid var(--hairline);
      border-left: 0;
    }
    sigma-loss-chart {
      flex: 1.4 1 0;
      max-height: none;
      min-width: 0;
    }
    sigma-run-list {
      flex: 1 1 0;
      min-width: 0;
      margin-top: 0;
    }
  }
  @media (width < 900px) {
    :host {
      grid-template: 'pane' minmax(0, 1fr) 'transport' auto 'tabs' auto / minmax(0, 1fr);
    }
    .settings,
    .loop,
    .losses {
      grid-area: pane;
      border: 0;
    }
    .loop {
      display: contents;
    }
    .loop > .transport {
      grid-area: transport;
      padding: 8px 16px;
      border-top: 1px solid var(--hairline);
    }
    .loop > .view {
      grid-area: pane;
      display: flex;
      flex-direction: column;
      min-height: 0;
      padding: 8px 16px 16px;
      overflow: hidden auto;
    }
    .losses {
      flex-direction: column;
      gap: 0;
      padding: 8px 16px 16px;
    }
    sigma-loss-chart {
      flex: 0 0 auto;
      height: 400px;
    }
    sigma-run-list {
      flex: 0 0 auto;
      margin-top: 16px;
    }
  }
  @media (width >= 900px) {
    .loop > .view {
      display: contents;
    }
  }
`;
