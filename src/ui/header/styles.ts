import { css } from 'lit';

/** The look of `<sigma-header>`: one line, the title at the left, the device and the page's own controls at the right. */
export const styles = css`
  :host {
    display: block;
  }
  header {
    display: flex;
    align-items: center;
    height: 56px;
    padding: 0 8px 0 16px;
    gap: 4px;
  }
  h1 {
    display: flex;
    align-items: baseline;
    gap: 8px;
    margin: 0 16px 0 0;
    font: 600 var(--text-l) / 24px var(--sans);
    white-space: nowrap;
  }
  h1 i {
    font: italic 400 26px/24px var(--math);
  }
  nav {
    display: flex;
    height: 100%;
    margin-right: auto;
  }
  nav button {
    position: relative;
    height: 100%;
    border: 0;
    border-radius: 0;
    color: var(--ink-2);
    font-weight: 400;
  }
  nav button[aria-current='page'] {
    color: var(--ink);
    font-weight: 500;
  }
  nav button[aria-current='page']::after {
    position: absolute;
    right: 12px;
    bottom: -1px;
    left: 12px;
    height: 2px;
    background: var(--ink);
    content: '';
  }
  nav button:focus-visible {
    outline-offset: -4px;
  }
  sigma-device {
    margin-right: 4px;
  }
  wa-icon {
    font-size: 16px;
  }
  @media (width < 900px) {
    header {
      height: 52px;
      padding-right: 4px;
    }
    .share span {
      display: none;
    }
    .share {
      width: var(--target);
      padding: 0;
    }
  }
  /* The views need the room that the name has. */
  @media (width < 600px) {
    h1 {
      margin-right: 4px;
    }
    h1 span {
      position: absolute;
      overflow: hidden;
      width: 1px;
      clip-path: inset(50%);
    }
    nav button {
      padding: 0 10px;
    }
    nav button[aria-current='page']::after {
      right: 10px;
      left: 10px;
    }
  }
`;
