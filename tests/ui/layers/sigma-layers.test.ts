import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import type { AutoencoderSpec, Experiment } from '../../../src/domain/experiment/experiment.ts';
import { decodeLink, encodeLink } from '../../../src/domain/experiment/link.ts';
import '../../../src/ui/layers/sigma-layers.ts';
import type { SigmaLayers } from '../../../src/ui/layers/sigma-layers.ts';
import { layersOf, ownSummary, withoutOwn, withOwn } from '../../../src/ui/layers/overrides.ts';
import { assert } from '../../support/expect.ts';

const SPEC: AutoencoderSpec = { kind: 'autoencoder', channels: 4, latent: 2, coordinates: false };
const GELU = { name: 'gelu' };
const BEST = { rule: 'best', noise: 0 } as const;

describe('layers of their own', () => {
  it('are set, added to, and made as all others again', () => {
    const one = withOwn(SPEC, ['encoder.0', 'decoder.3'], { activation: GELU });
    const two = withOwn(one, ['encoder.0'], { derivative: BEST });
    assert.deepEqual(two.layers, { 'encoder.0': { activation: GELU, derivative: BEST }, 'decoder.3': { activation: GELU } }); // prettier-ignore
    assert.deepEqual(withoutOwn(two, ['decoder.3']).layers, { 'encoder.0': { activation: GELU, derivative: BEST } });
    assert.deepEqual(withoutOwn(two, ['decoder.3', 'encoder.0']), SPEC);
    assert.deepEqual([SPEC, one, two].map(ownSummary), ['all alike', '2 of 15 differ', '2 of 15 differ']);
  });

  it('are named from 1 in each half, with the sizes they make', () => {
    const layers = layersOf(SPEC);
    assert.deepEqual(
      layers.map(({ block }) => block.map.outSize),
      [26, 24, 22, 20, 18, 6, 2, 1, 2, 6, 18, 20, 22, 24, 26, 28],
    );
    assert.deepEqual([layers[2]!.label, layers[8]!.label, layers[15]!.label], ['encoder 3', 'decoder 1', 'decoder 8']);
  });

  it('go with a link', () => {
    const network = withOwn(SPEC, ['encoder.6'], { activation: GELU, derivative: { ...BEST, left: '1' } });
    const experiment: Experiment = { ...DEFAULT_EXPERIMENT, network };
    assert.deepEqual(decodeLink(encodeLink(experiment)), { experiment, warnings: [] });
  });
});

describe('<sigma-layers>', () => {
  let element: SigmaLayers;
  let made: AutoencoderSpec[];

  const cells = (): HTMLElement[] => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.layer')];
  const button = (name: RegExp): HTMLElement =>
    [...element.shadowRoot!.querySelectorAll<HTMLElement>('button')].find(({ textContent }) => name.test(textContent.replace(/\s+/g, ' ').trim()))!; // prettier-ignore
  const chosen = (): number[] => cells().flatMap((cell, i) => (cell.ariaPressed === 'true' ? [i] : []));
  const press = async (key: string): Promise<void> => {
    (element.shadowRoot!.activeElement ?? cells()[0]!).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }),
    );
    await element.updateComplete;
  };

  beforeEach(async () => {
    element = document.createElement('sigma-layers');
    element.spec = SPEC;
    made = [];
    element.addEventListener('sigma-configure', ({ detail }: CustomEventInit<Partial<Experiment>>) => {
      made.push(detail!.network as AutoencoderSpec);
      element.spec = made.at(-1)!;
    });
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  it('shows sixteen, one stop for Tab, and goes along and across by arrows', async () => {
    assert.lengthOf(cells(), 16);
    assert.equal(cells().filter(({ tabIndex }) => tabIndex === 0).length, 1);
    assert.equal(cells()[0]!.getAttribute('aria-label'), 'encoder 1, 26 × 26, ReLU, exact');
    cells()[0]!.focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowLeft', 'ArrowUp', 'ArrowUp']) await press(key);
    assert.strictEqual(element.shadowRoot!.activeElement, cells()[7]);
  });

  it('gives those chosen a σ and a rule, and takes them back', async () => {
    cells()[2]!.click();
    cells()[9]!.click();
    cells()[15]!.click();
    await element.updateComplete;
    assert.deepEqual(chosen(), [2, 9]);
    const detail = { activation: GELU };
    element.shadowRoot!.querySelector('sigma-picker')!.dispatchEvent(new CustomEvent('change', { detail }));
    await element.updateComplete;
    cells()[9]!.click();
    await element.updateComplete;
    element.shadowRoot!.querySelector('sigma-rule')!.dispatchEvent(new CustomEvent('change', { detail: { derivative: BEST } })); // prettier-ignore
    await element.updateComplete;
    assert.deepEqual(made.at(-1)!.layers, { 'encoder.6': { activation: GELU, derivative: BEST }, 'decoder.3': { activation: GELU } }); // prettier-ignore
    assert.match(cells()[2]!.getAttribute('aria-label')!, /GELU, best, its own$/);
    button(/^As all others/).click();
    await element.updateComplete;
    assert.deepEqual(Object.keys(made.at(-1)!.layers!), ['decoder.3']);
    cells()[2]!.click();
    await element.updateComplete;
    button(/^Make all alike/).click();
    assert.deepEqual(made.at(-1), SPEC);
  });

  it('chooses a half at once, without the output', async () => {
    button(/^all of the decoder/).click();
    await element.updateComplete;
    assert.deepEqual(chosen(), [8, 9, 10, 11, 12, 13, 14]);
    button(/^none of the decoder/).click();
    await element.updateComplete;
    assert.isEmpty(chosen());
  });
});
