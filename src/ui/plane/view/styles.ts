import { css } from 'lit';

/** The look of `<sigma-plane>`: settings, input and instruments in one column, the net in another, each scrolling by itself; in narrow windows one of the two. */
export const styles = css`
  :host {
    display: contents;
  }
  aside {
    grid-area: settings;
    min-height: 0;
    padding: 12px 16px 16px;
    border-right: 1px solid var(--hairline);
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  h2 {
    margin-bottom: 4px;
    font: 600 var(--text-s) / 20px var(--sans);
  }
  .cut {
    width: 100%;
    margin-top: 8px;
  }
  .cut[aria-pressed='true'] {
    border-color: var(--ink);
    background: var(--pressed);
  }
  sigma-slice {
    flex: none;
  }
  .instruments > * {
    margin-top: 12px;
  }
  .input {
    margin-top: 12px;
  }
  :host([covered]) main {
    display: none !important;
  }
  main {
    grid-area: net;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  sigma-plane-toolbar {
    flex: none;
    padding: 0 24px;
    border-bottom: 1px solid var(--hairline);
  }
  .trouble:not(:empty) {
    padding: 8px 24px;
    color: var(--error);
    font-size: var(--text-s);
  }
  .net {
    flex: 1;
    min-height: 0;
    padding: 8px 24px 24px;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  sigma-plane-layer {
    /* Of a deep net only what is on show is laid out and painted. */
    content-visibility: auto;
    contain-intrinsic-height: auto 360px;
  }
  sigma-plane-layer + sigma-plane-layer {
    margin-top: 8px;
    padding-top: 8px;
    border-top: 1px solid var(--hairline);
  }
  .more {
    margin-top: 12px;
  }
  @media (width < 1200px) {
    sigma-plane-toolbar,
    .net {
      padding-right: 16px;
      padding-left: 16px;
    }
    /* Over what is below the net: beside it there would be no room for the net. */
    main {
      position: relative;
    }
    sigma-slice {
      position: absolute;
      z-index: 3;
      top: 100%;
      right: 0;
      left: 0;
      height: 300px;
      overflow: hidden auto;
    }
  }
  @media (width < 900px) {
    :host {
      display: flex;
      grid-area: pane;
      flex-direction: column;
      min-height: 0;
      overflow: hidden auto;
    }
    :host([pane='away']),
    :host([pane='net']) slot,
    :host([pane='settings']) aside > :not(slot),
    :host([pane='settings']) main > * {
      display: none !important;
    }
    aside,
    main {
      display: contents;
    }
    slot {
      display: block;
      padding: 8px 16px 16px;
    }
    h2 {
      display: none;
    }
    sigma-plane-toolbar {
      position: sticky;
      z-index: 3;
      top: 0;
      order: 0;
      background: var(--paper);
    }
    sigma-plane-input {
      order: 1;
      width: min(100% - 32px, 280px);
      margin: 12px auto 0;
    }
    .net {
      flex: none;
      order: 2;
      overflow: visible;
    }
    .cut {
      order: 1;
      align-self: center;
      width: min(100% - 32px, 280px);
    }
    sigma-slice {
      position: sticky;
      top: auto;
      bottom: 0;
      order: 4;
      height: auto;
    }
    .instruments {
      order: 3;
      padding: 0 16px 24px;
    }
  }
`;
