import type { Experiment } from '../../../../src/domain/experiment/experiment.ts';
import type { AtlasFrameRequest, AtlasWorker } from '../../../../src/protocol/atlas.ts';
import type { WrittenPlane } from '../../../../src/state/plane-edits.ts';
import { INITIAL_LOOK } from '../../../../src/state/plane-look.ts';
import '../../../../src/ui/plane/output/sigma-plane-output.ts';
import type { SigmaPlaneOutput } from '../../../../src/ui/plane/output/sigma-plane-output.ts';
import { assert } from '../../../support/expect.ts';
import { FakeStore } from '../../../support/fake-store.ts';
import { until } from '../../../support/frame.ts';

interface PointsSet {
  readonly data: Experiment['data'];
  readonly key: string;
}

describe('<sigma-plane-output>', () => {
  let element: SigmaPlaneOutput;
  let set: PointsSet[];
  let asked: AtlasFrameRequest[];

  const worker = {
    attachCanvas: () => Promise.resolve(),
    detachCanvas: () => Promise.resolve(),
    drawAtlases: (request: AtlasFrameRequest) => {
      asked.push(request);
      return Promise.resolve({ ranges: [[-2, 2]] as const, deadShares: null, ms: 1 });
    },
  } as unknown as AtlasWorker;

  beforeEach(async () => {
    const { experiment } = new FakeStore('plane').state;
    [set, asked] = [[], []];
    element = document.createElement('sigma-plane-output');
    element.style.cssText = 'display:block;width:240px';
    const data = { ...experiment.data, source: 'xor', trainSize: 6, testSize: 2 };
    Object.assign(element, { experiment: { ...experiment, data }, spec: experiment.network as WrittenPlane, look: INITIAL_LOOK, atlases: worker }); // prettier-ignore
    element.addEventListener('sigma-plane-points', (event) => set.push((event as CustomEvent<PointsSet>).detail));
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  const overlay = () => element.shadowRoot!.querySelector('sigma-points')!;

  it('draws the chosen neuron of the last layer, alone where its colours need no other', async () => {
    await until(() => asked.length > 0);
    assert.deepEqual([asked[0]!.only, asked[0]!.tiles[0]!.image], [6, 0]);
    element
      .shadowRoot!.querySelector('sigma-segmented')!
      .dispatchEvent(new CustomEvent('change', { detail: { value: '1' } }));
    await until(() => asked.at(-1)!.only === 7);
    element.look = { ...INITIAL_LOOK, scale: { ...INITIAL_LOOK.scale, mode: 'all' } };
    await until(() => asked.at(-1)!.only === undefined);
    assert.equal(asked.at(-1)!.tiles[0]!.image, 7);
  });

  it('shows the points of the task, training points first', () => {
    assert.deepEqual(overlay().points.map((point) => point[3]), [0, 0, 0, 0, 0, 0, 1, 1]); // prettier-ignore
  });

  it('has points edited by hand once asked to, each edit with its key', async () => {
    assert.isFalse(overlay().editing);
    element.shadowRoot!.querySelector<HTMLButtonElement>('.edit')!.click();
    await element.updateComplete;
    assert.isTrue(overlay().editing);
    const points = [...overlay().points, [1, 1, 0, 0] as const];
    overlay().dispatchEvent(new CustomEvent('points-change', { detail: { points, selected: 8, key: 'drag#1' } }));
    assert.deepEqual([set[0]!.data.source, set[0]!.data.points?.length, set[0]!.key], ['points', 9, 'drag#1']);
    await element.updateComplete;
    assert.deepEqual(element.shadowRoot!.querySelector('sigma-point-tools')!.point, [1, 1, 0, 0]);
  });
});
