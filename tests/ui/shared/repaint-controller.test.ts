import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { RepaintController } from '../../../src/ui/shared/repaint-controller.ts';
import { expect } from '../../support/expect.ts';

@customElement('test-painted')
class TestPainted extends LitElement {
  @query('canvas') canvas!: HTMLCanvasElement;
  painted = 0;

  constructor() {
    super();
    new RepaintController(this, () => this.painted++);
  }

  protected override render(): TemplateResult {
    return html`<canvas></canvas>`;
  }
}

describe('an element with a canvas', () => {
  let element: TestPainted;

  beforeEach(async () => {
    element = document.createElement('test-painted') as TestPainted;
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => {
    element.remove();
    delete document.documentElement.dataset['theme'];
  });

  it('paints again what the browser lost', () => {
    element.canvas.dispatchEvent(new Event('contextrestored')); // as the browser sends it: it does not bubble
    expect(element.painted).to.equal(1);
  });

  it('paints again when the theme changes, while it is on the page', async () => {
    document.documentElement.dataset['theme'] = 'dark';
    await Promise.resolve();
    expect(element.painted).to.equal(1);
    element.remove();
    document.documentElement.dataset['theme'] = 'light';
    await Promise.resolve();
    expect(element.painted).to.equal(1);
  });

  it('paints once after it was taken off the page and put back', async () => {
    element.remove();
    document.body.append(element);
    await element.updateComplete;
    element.canvas.dispatchEvent(new Event('contextrestored'));
    expect(element.painted).to.equal(1);
  });
});
