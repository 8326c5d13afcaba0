import { START_NET } from '../../../../src/state/plane-edits.ts';
import type { AtlasFrame, AtlasFrameRequest, AtlasWorker } from '../../../../src/protocol/atlas.ts';
import { AtlasDesks } from '../../../../src/ui/plane/page/desk.ts';
import { assert } from '../../../support/expect.ts';

const FRAME: AtlasFrame = { ranges: [], deadShares: null, ms: 1 };

const requestOn = (canvas: string): AtlasFrameRequest => ({
  network: START_NET,
  seed: 1,
  window: { centreX: 0, centreY: 0, extent: 4 },
  quantity: 'value',
  side: 'right',
  scale: { colours: 'diverging', mode: 'each', range: [-1, 1], contour: true },
  size: 64,
  coarseness: 2,
  tiles: [{ image: 0, canvas, x: 0, y: 0 }],
});

class FakeWorker implements AtlasWorker {
  readonly live: (readonly AtlasFrameRequest[])[] = [];
  attachCanvas = () => Promise.resolve();
  detachCanvas = () => Promise.resolve();
  atlas = () => Promise.reject(new Error('unused'));
  atlasRows = () => Promise.reject(new Error('unused'));
  paintAtlases = () => Promise.reject(new Error('unused'));
  drawAtlases = () => Promise.resolve(FRAME);
  liveAtlases(requests: readonly AtlasFrameRequest[]): Promise<void> {
    this.live.push(requests);
    return Promise.resolve();
  }
}

describe('desks for atlases', () => {
  let worker: FakeWorker;
  let desks: AtlasDesks;

  beforeEach(() => {
    worker = new FakeWorker();
    desks = new AtlasDesks();
    desks.use(worker);
  });

  it('pass on what is asked, each drawing at its own', async () => {
    const [net, output] = [desks.desk('net')!, desks.desk('output')!];
    assert.equal(desks.desk('net'), net);
    assert.notEqual(net, output);
    const frames = await Promise.all([net.drawAtlases(requestOn('a')), output.drawAtlases(requestOn('b'))]);
    assert.deepEqual(frames, [FRAME, FRAME]);
  });

  it('hand all requests over at once while a run is followed, with its weights, and take them back after', async () => {
    desks.follow('r');
    void desks.desk('net')!.drawAtlases(requestOn('a'));
    await desks.desk('output')!.drawAtlases(requestOn('b'));
    await Promise.resolve();
    const sent = worker.live.at(-1)!;
    assert.deepEqual(sent.map(({ weights, coarseness }) => [weights, coarseness]), [
      [{ from: 'run', runId: 'r' }, 1],
      [{ from: 'run', runId: 'r' }, 1],
    ]); // prettier-ignore
    assert.equal(desks.frameOf('output', [FRAME, { ...FRAME, ms: 2 }])!.ms, 2);
    assert.isNull(desks.frameOf('output', [FRAME]));
    desks.follow(null);
    await Promise.resolve();
    assert.isEmpty(worker.live.at(-1));
  });

  it('say nothing again that the worker knows, and forget with a canvas what was drawn on it', async () => {
    desks.follow('r');
    const net = desks.desk('net')!;
    await net.drawAtlases(requestOn('a'));
    await net.drawAtlases(requestOn('a'));
    await Promise.resolve();
    assert.lengthOf(worker.live, 1);
    await net.detachCanvas('a');
    await Promise.resolve();
    assert.isEmpty(worker.live.at(-1));
  });
});
