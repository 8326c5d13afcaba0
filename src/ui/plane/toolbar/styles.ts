import { css } from 'lit';

/** The look of `<sigma-plane-toolbar>`: one line where there is room, wrapped where not. */
export const styles = css`
  :host {
    display: block;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    min-height: 48px;
    padding: 6px 0;
  }
  .history {
    display: flex;
  }
  .history wa-icon {
    font-size: 16px;
  }
  .history button:disabled {
    border-color: transparent;
  }
  .choice {
    min-width: 96px;
    color: var(--seen);
    font-size: var(--text-m);
  }
  .choice i {
    font-family: var(--math);
    font-size: 15px;
  }
  .sliders {
    display: flex;
    flex: 1 1 220px;
    flex-wrap: wrap;
    justify-content: end;
    gap: 4px 20px;
    min-width: 0;
  }
  sigma-slider {
    flex: 0 1 220px;
  }
  @media (width < 900px) {
    .bar {
      gap: 4px 8px;
    }
    sigma-segmented {
      flex: 1 1 100%;
      order: 2;
    }
    .choice {
      order: 3;
    }
    .sliders {
      flex: 1 1 200px;
      gap: 0 8px;
    }
    sigma-slider {
      flex: 1 1 200px;
    }
  }
`;
