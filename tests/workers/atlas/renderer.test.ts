/** Frames on canvases: the same picture from WebGPU as from the processor, nothing between the tiles, and nothing left behind. */
import * as tf from '@tensorflow/tfjs-core';
import type { Quantity } from '../../../src/domain/atlas/images.ts';
import type { PlaneSpec } from '../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import type { AtlasFrameRequest } from '../../../src/protocol/atlas.ts';
import { AtlasRenderer } from '../../../workers/atlas/renderer.ts';
import { onBackends, openBackend } from '../backends.ts';
import { assert } from '../../support/expect.ts';

const SIZE = 24;
const GAP = 8;
const QUANTITIES: readonly Quantity[] = ['value', 'slope', 'rule', 'dead', 'wrt'];
/** One drawing, and two over each other. */
const LEAN: readonly Quantity[] = ['value', 'dead'];

const { experiment } = parseExperiment({
  network: { kind: 'plane', layers: [{ width: 2 }, { width: 1 }] },
  activation: { name: 'softplus' },
});

/** All six images in a row with gaps between. */
function requestOf(quantity: Quantity, seed = 1): AtlasFrameRequest {
  return {
    network: experiment.network as PlaneSpec,
    seed,
    window: { centreX: 0.3, centreY: -0.2, extent: 2 },
    quantity,
    wrt: { layer: 0, row: 0, column: 1 },
    side: 'right',
    scale: { colours: 'diverging', mode: 'each', range: [-1, 1], contour: false },
    size: SIZE,
    coarseness: 1,
    tiles: Array.from({ length: 6 }, (_, image) => ({ image, canvas: 'c', x: image * (SIZE + GAP), y: 0 })),
  };
}

const canvas = () => new OffscreenCanvas(6 * (SIZE + GAP), SIZE + GAP);

function deviceInUse(): GPUDevice | null {
  return tf.getBackend() === 'webgpu' ? (tf.backend() as unknown as { device: GPUDevice }).device : null;
}

function pixelsOf(source: OffscreenCanvas): Uint8ClampedArray {
  const context = new OffscreenCanvas(source.width, source.height).getContext('2d')!;
  context.drawImage(source, 0, 0);
  return context.getImageData(0, 0, source.width, source.height).data;
}

async function pictureOf(quantity: Quantity): Promise<Uint8ClampedArray> {
  const renderer = new AtlasRenderer(() => null);
  const target = canvas();
  renderer.attach('c', target, deviceInUse());
  await renderer.draw(requestOf(quantity));
  return pixelsOf(target);
}

/** Bytes of the buffers that a device has made from now on and not destroyed. */
function countBytes(device: GPUDevice): () => number {
  let bytes = 0;
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    let alive = true;
    bytes += descriptor.size;
    buffer.destroy = () => {
      if (alive) bytes -= descriptor.size;
      alive = false;
      return destroy();
    };
    return buffer;
  };
  return () => bytes;
}

onBackends(
  'frames of atlases',
  (backend) => {
    it('leave what lies between the tiles to the page', async () => {
      const pixels = await pictureOf('value');
      const opacity = (x: number, y: number) => pixels[4 * (y * 6 * (SIZE + GAP) + x) + 3];
      assert.equal(opacity(SIZE - 1, SIZE - 1), 255);
      assert.equal(opacity(SIZE + 1, 3), 0);
      assert.equal(opacity(3, SIZE + 1), 0);
    });

    it('leave nothing behind, however many are drawn', async () => {
      const device = deviceInUse();
      const renderer = new AtlasRenderer(() => null);
      renderer.attach('c', canvas(), device);
      const bytes = device ? countBytes(device) : () => 0;
      for (const quantity of LEAN) await renderer.draw(requestOf(quantity));
      const before = [tf.memory().numTensors, bytes()];
      for (let i = 0; i < 60; i++) await renderer.draw(requestOf(LEAN[i % 2]!, i));
      assert.deepEqual([tf.memory().numTensors, bytes()], before, backend);
    });

    it('leave nothing behind of nets that were wider and of canvases that went', async () => {
      const device = deviceInUse();
      const bytes = device ? countBytes(device) : () => 0;
      const renderer = new AtlasRenderer(() => null);
      const show = async (name: string, width: number): Promise<void> => {
        const { experiment: wide } = parseExperiment({
          network: { kind: 'plane', layers: [{ width }, { width: 1 }] },
          activation: { name: 'softplus' },
        });
        renderer.attach(name, canvas(), device);
        const tiles = [{ image: 0, canvas: name, x: 0, y: 0 }];
        await renderer.draw({ ...requestOf('dead'), network: wide.network as PlaneSpec, tiles });
      };
      await show('start', 2);
      const before = [tf.memory().numTensors, bytes()];
      renderer.detach('start');
      for (const width of [9, 16, 3]) {
        await show(`wide ${String(width)}`, width);
        renderer.detach(`wide ${String(width)}`);
      }
      await show('start', 2);
      assert.deepEqual([tf.memory().numTensors, bytes()], before, backend);
    });
  },
  ['cpu', 'webgpu'],
);

describe('frames of atlases on WebGPU', () => {
  it('are one submission and one buffer to read back, however many canvases', async () => {
    await openBackend('webgpu');
    const device = deviceInUse()!;
    const renderer = new AtlasRenderer(() => null);
    for (const name of ['c', 'd', 'e']) renderer.attach(name, canvas(), device);
    const request = requestOf('dead');
    const tiles = ['c', 'd', 'e'].flatMap((name) => request.tiles.map((tile) => ({ ...tile, canvas: name })));
    await renderer.draw({ ...request, tiles });
    let [submissions, buffers] = [0, 0];
    const submit = device.queue.submit.bind(device.queue);
    const create = device.createBuffer.bind(device);
    device.queue.submit = (commands) => {
      submissions++;
      submit(commands);
    };
    device.createBuffer = (descriptor) => {
      buffers++;
      return create(descriptor);
    };
    try {
      await renderer.draw({ ...request, tiles });
      assert.deepEqual([submissions, buffers], [1, 1]);
    } finally {
      device.queue.submit = submit;
      device.createBuffer = create;
    }
  });
});

describe('frames of atlases under way', () => {
  it('end on the processor where newer ones are wanted on their canvases, and only there', async () => {
    await openBackend('cpu');
    const renderer = new AtlasRenderer(() => null);
    for (const name of ['c', 'd']) renderer.attach(name, canvas(), null);
    const fine = (name: string): AtlasFrameRequest => ({
      ...requestOf('value'),
      size: 256,
      tiles: [{ image: 0, canvas: name, x: 0, y: 0 }],
    });
    const [old, newer] = await Promise.all([renderer.draw(fine('c')), renderer.draw(fine('c'))]);
    assert.isNull(old);
    assert.isNotNull(newer);
    const [older, other] = await Promise.all([renderer.draw(fine('c')), renderer.draw(fine('d'))]);
    assert.isNotNull(older);
    assert.isNotNull(other);
  });
});

describe('frames of atlases that wait', () => {
  const request = (name: string, coarseness: number): AtlasFrameRequest => ({
    ...requestOf('value'),
    size: 256,
    coarseness,
    tiles: [{ image: 0, canvas: name, x: 0, y: 0 }],
  });

  for (const backend of ['cpu', 'webgpu'] as const)
    it(`are drawn coarse ones first, and only the newest of those for the same canvases, on ${backend}`, async () => {
      await openBackend(backend);
      const renderer = new AtlasRenderer(() => null);
      const names = ['a', 'b', 'c', 'd'];
      for (const name of names) renderer.attach(name, canvas(), deviceInUse());
      const order: string[] = [];
      const ask = async (name: string, coarseness: number): Promise<void> => {
        const frame = await renderer.draw(request(name, coarseness));
        order.push(`${name}${String(coarseness)}${frame === null ? ' replaced' : ''}`);
      };
      await Promise.all([ask('a', 1), ask('b', 1), ask('c', 4), ask('b', 1), ask('d', 4)]);
      const drawn = order.filter((one) => !one.includes('replaced'));
      const coarse = ['c4', 'd4'];
      // Between its parts the processor turns from a fine one to the coarse ones; a device does what it was told to its end.
      assert.deepEqual(drawn, backend === 'cpu' ? [...coarse, 'a1', 'b1'] : ['a1', ...coarse, 'b1']);
      assert.deepEqual(order.filter((one) => one.includes('replaced')), ['b1 replaced']); // prettier-ignore
    });
});

describe('frames of atlases on two devices', () => {
  it('are the same pictures', async () => {
    for (const quantity of QUANTITIES) {
      await openBackend('cpu');
      const here = await pictureOf(quantity);
      await openBackend('webgpu');
      const there = await pictureOf(quantity);
      const off = here.filter((value, i) => Math.abs(value - there[i]!) > 2).length;
      assert.equal(off, 0, quantity);
    }
  });
});
