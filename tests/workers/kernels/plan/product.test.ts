import type { Convolution, Taps } from '../../../../workers/kernels/plan/correlation.ts';
import { geometryOf, PRODUCT_TILES, type ProductTile } from '../../../../workers/kernels/plan/product.ts';
import { correlationProduct, spreadProduct } from '../../../../workers/kernels/plan/product-convolution.ts';
import { productWeightGradient } from '../../../../workers/kernels/plan/product-weight-gradient.ts';
import { checkConvolution, checkWeightGradient, nameOf, shape, tapsInQuads, type Shape } from './convolutions.ts';
import { assert } from '../../../support/expect.ts';
import { onGpu } from './support.ts';

/** Tiles too small to be fast: a few channels are beyond them, and an emulated adapter compiles them in no time. The second has threads that stage nothing. */
const LITTLE: readonly ProductTile[] = [
  { rows: 8, columns: 8, threadRows: 4, threadColumns: 4 },
  { rows: 16, columns: 8, threadRows: 8, threadColumns: 4 },
];

/** One example, one channel, channels and pixels one beyond a tile, sums one beyond a step, taps that straddle steps. */
const SHAPES: readonly Shape[] = [
  shape(1, 1, 1, 3, 1, 1),
  shape(1, 3, 5, 3, 1, 2),
  shape(1, 4, 33, 3, 1, 1),
  shape(1, 33, 17, 3, 1, 5),
  shape(2, 16, 64, 3, 1, 4),
  shape(1, 65, 4, 2, 1, 8),
  shape(33, 17, 16, 3, 3, 1),
  shape(1, 5, 3, 3, 3, 3),
  shape(65, 4, 5, 2, 1, 1),
  shape(1, 64, 64, 3, 1, 3),
];

/** Beyond every tile that trains. */
const BEYOND = shape(1, 65, 68, 3, 1, 12);

type Make = (taps: Taps, tile: ProductTile, normed: boolean) => Convolution;

const DIRECTIONS: readonly (readonly [string, Make, boolean])[] = [
  ['correlation', correlationProduct, true],
  ['spread', spreadProduct, false],
];

const nameOfTile = ({ rows, columns }: ProductTile): string => `${rows} × ${columns}`;

onGpu('convolutions as products of matrices, against float64', (device) => {
  const check = (tile: ProductTile, s: Shape, normed: boolean) => {
    const taps = tapsInQuads(s);
    for (const [name, make, forward] of DIRECTIONS)
      it(`${name} by ${nameOfTile(tile)}${normed ? ', normed' : ''}: ${nameOf(s)}`, () =>
        checkConvolution(device(), s, make(taps, tile, normed), forward, normed, taps));
  };
  const checkGradient = (tile: ProductTile, s: Shape, normed: 'big' | 'small' | null) => {
    it(`weight gradient by ${nameOfTile(tile)}, ${String(normed)} normed: ${nameOf(s)}`, () =>
      checkWeightGradient(device(), s, productWeightGradient(tapsInQuads(s), tile, normed), normed, tapsInQuads(s)));
  };
  for (const tile of LITTLE) {
    for (const s of SHAPES) {
      for (const normed of [false, true]) check(tile, s, normed);
      for (const normed of [null, 'big', 'small'] as const) checkGradient(tile, s, normed);
    }
  }
  PRODUCT_TILES.forEach((tile, i) => {
    check(tile, BEYOND, i % 2 === 0);
    checkGradient(tile, BEYOND, i % 2 === 0 ? 'small' : 'big');
  });
});

describe('tiles of products', () => {
  it('keep to what every device allows, and let each thread stage one block of either side at most', () => {
    for (const tile of [...PRODUCT_TILES, ...LITTLE]) {
      const { threads, depth } = geometryOf(tile);
      const taps = { big: 64, small: 64, kernel: 3, stride: 1 };
      const [, a, b] = /aTile: array<vec4f, (\d+)u>.*bTile: array<vec4f, (\d+)u>/s.exec(
        correlationProduct(taps, tile).kernel.code,
      )!;
      assert.isAtMost(16 * (Number(a) + Number(b)), 16384, nameOfTile(tile));
      assert.isAtMost(threads, 256);
      assert.isAtMost((Math.max(tile.rows, tile.columns) * depth) / 16, threads);
    }
  });
});
