import { candidatesFor, DIRECT_TILES, fastest, type Found } from '../../../../workers/engine/plan/measuring.ts';
import { tunedFor, type TuningStore } from '../../../../workers/engine/plan/tuner.ts';
import { correlation, type Convolution } from '../../../../workers/kernels/plan/correlation.ts';
import { PRODUCT_TILES } from '../../../../workers/kernels/plan/product.ts';
import { spread } from '../../../../workers/kernels/plan/spread.ts';
import { NO_PRODUCTS, tuningFor } from '../../../../workers/engine/plan/tuning.ts';
import { assert } from '../../../support/expect.ts';
import { noise, onGpu, poisoned, run, type Buffers } from '../../kernels/plan/support.ts';

/** Keeps in memory; `broken` holds for every key what no measurement would have left. */
class Shelf implements TuningStore {
  readonly kept = new Map<string, Found>();
  private readonly broken: unknown;

  constructor(broken: unknown = null) {
    this.broken = broken;
  }

  read(key: string): Promise<unknown> {
    return Promise.resolve(this.broken ?? this.kept.get(key));
  }

  write(key: string, found: Found): Promise<void> {
    this.kept.set(key, found);
    return Promise.resolve();
  }
}

const CHANNELS = 4;

onGpu('the tuner', (device) => {
  it('measures a named adapter once, keeps what it found, and measures again what was kept by nobody it knows', async () => {
    const shelf = new Shelf({ tile: { pixels: 3, quads: 1000 }, products: NO_PRODUCTS });
    const of = (adapter: string) => tunedFor(device(), { software: false, adapter }, CHANNELS, shelf);
    const found = await of('a test');
    assert.deepEqual(shelf.kept, new Map([['a test, 4 channels', { tile: found.tile, products: found.products }]]));
    assert.include([2, 4, 8], found.tile.pixels);
    shelf.kept.clear();
    assert.deepEqual(await of('a test'), found);
    assert.equal(shelf.kept.size, 0);
  });

  it('takes what was kept without measuring', async () => {
    const tile = { pixels: 2, quads: 1 };
    const products = { large: PRODUCT_TILES[2]!, small: null, weights: PRODUCT_TILES[0]! };
    const shelf = new Shelf(JSON.parse(JSON.stringify({ tile, products })));
    const tuning = await tunedFor(device(), { software: false, adapter: 'another' }, CHANNELS, shelf);
    assert.deepEqual(tuning, { ...tuningFor(false, CHANNELS), tile, products });
    assert.equal(shelf.kept.size, 0);
  });

  it('measures again where what was kept lacks something, as an older version left it', async () => {
    for (const [i, old] of [{ pixels: 2, quads: 1 }, { tile: { pixels: 2, quads: 1 } }, 7, 'x'].entries()) {
      const shelf = new Shelf(old);
      await tunedFor(device(), { software: false, adapter: `old ${String(i)}` }, CHANNELS, shelf);
      assert.equal(shelf.kept.size, 1);
    }
  });

  it('tries products of matrices where there are many channels', async () => {
    assert.deepEqual(candidatesFor(31), { direct: DIRECT_TILES, products: [] });
    assert.deepEqual(
      candidatesFor(32).products,
      PRODUCT_TILES.filter(({ columns }) => columns === 32),
    );
    assert.deepEqual(candidatesFor(33).products, PRODUCT_TILES);
    const candidates = {
      direct: [{ pixels: 2, quads: 1 }],
      products: [{ rows: 8, columns: 8, threadRows: 4, threadColumns: 4 }],
    };
    const { tile, products } = await fastest(device(), 8, candidates);
    assert.deepEqual(tile, candidates.direct[0]);
    for (const product of Object.values(products)) assert.include([null, ...candidates.products], product);
  });

  it('leaves emulated and nameless adapters as they are', async () => {
    const shelf = new Shelf();
    assert.deepEqual(await tunedFor(device(), { software: true, adapter: 'x' }, CHANNELS, shelf), tuningFor(true, 4));
    assert.deepEqual(await tunedFor(device(), { software: false }, CHANNELS, shelf), tuningFor(false, 4));
    assert.equal(shelf.kept.size, 0);
  });

  it('chooses among tiles that give the same bits', async () => {
    const taps = { big: 8, small: 8, kernel: 3, stride: 1 };
    const sides = { bigSize: 13, smallSize: 11 };
    const [big, small] = [noise(13 * 13 * 8), noise(11 * 11 * 8)];
    const common = { w: noise(9 * 8 * 8), bias: noise(8), constants: noise(4 * 8) };
    const outcome = async (convolution: Convolution, x: Buffers[string], length: number) => {
      const buffers = { ...common, x, y: poisoned(length) };
      const { y } = await run(device(), convolution.kernel, buffers, convolution.sizes(1, sides), {
        threads: convolution.threads(1, sides),
      });
      return [...y!];
    };
    const outcomes = await Promise.all(
      DIRECT_TILES.map(async (tile) => [
        await outcome(correlation(taps, tile, true), big, small.length),
        await outcome(spread(taps, tile, true), small, big.length),
      ]),
    );
    for (const other of outcomes) assert.deepEqual(other, outcomes[0]);
  });

  it('gives back the memory it measured in', async () => {
    const gpu = device();
    const create = gpu.createBuffer.bind(gpu);
    let live = 0;
    gpu.createBuffer = (description) => {
      const buffer = create(description);
      const destroy = buffer.destroy.bind(buffer);
      live++;
      buffer.destroy = () => {
        live--;
        return destroy();
      };
      return buffer;
    };
    try {
      await fastest(gpu, CHANNELS);
      assert.equal(live, 0);
    } finally {
      gpu.createBuffer = create;
    }
  });
});
