import type { PlaneSpec } from '../../../../src/domain/experiment/experiment.ts';
import { START_NET } from '../../../../src/state/plane-edits.ts';
import '../../../../src/ui/plane/sigma/sigma-plane-sigma.ts';
import type { SigmaPlaneSigma } from '../../../../src/ui/plane/sigma/sigma-plane-sigma.ts';
import { assert } from '../../../support/expect.ts';

const IDENTITY = { activation: { name: 'identity' }, derivative: { rule: 'exact', noise: 0 } } as const;
const READ_OUT: PlaneSpec = {
  ...START_NET,
  layers: [START_NET.layers[0]!, { ...START_NET.layers[1]!, activation: { name: 'tanh' } }, { ...START_NET.layers[1]!, ...IDENTITY }],
}; // prettier-ignore

describe('<sigma-plane-sigma>', () => {
  let element: SigmaPlaneSigma;
  let edited: PlaneSpec[];

  beforeEach(async () => {
    element = document.createElement('sigma-plane-sigma');
    edited = [];
    element.addEventListener('sigma-plane-edit', (event) => edited.push((event as CustomEvent<{ network: PlaneSpec }>).detail.network)); // prettier-ignore
    element.network = READ_OUT;
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  const choose = (tag: string, event: string, detail: object): void => {
    element.shadowRoot!.querySelector(tag)!.dispatchEvent(new CustomEvent(event, { detail }));
  };
  const names = (): unknown[] => edited.at(-1)!.layers.map(({ activation }) => activation.name);

  it('sets σ of every layer but those that only read out', () => {
    choose('sigma-picker', 'change', { activation: { name: 'sin' } });
    assert.deepEqual(names(), ['sin', 'sin', 'identity']);
    assert.deepEqual(edited[0]!.layers[0]!.weights, START_NET.layers[0]!.weights, 'numbers stay');
  });

  it('sets the rule of the same layers, by itself or as a lie to try', () => {
    const derivative = { rule: 'straight-through', noise: 0 };
    choose('sigma-rule', 'change', { derivative });
    choose('sigma-lies', 'choose', { derivative });
    for (const { layers } of edited) assert.deepEqual(layers.map((layer) => layer.derivative.rule), ['straight-through', 'straight-through', 'exact']); // prettier-ignore
  });

  it('says that layers differ, and sets all but the last where every σ is the identity', async () => {
    assert.include(element.shadowRoot!.textContent, 'Layers differ');
    element.network = { ...READ_OUT, layers: READ_OUT.layers.map((layer) => ({ ...layer, ...IDENTITY })) };
    await element.updateComplete;
    assert.notInclude(element.shadowRoot!.textContent, 'Layers differ');
    choose('sigma-picker', 'change', { activation: { name: 'relu' } });
    assert.deepEqual(names(), ['relu', 'relu', 'identity']);
  });
});
