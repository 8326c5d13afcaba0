import type { Convolution, Taps } from '../../../../workers/kernels/plan/correlation.ts';
import { geometryOf, PRODUCT_TILES, type ProductTile } from '../../../../workers/kernels/plan/product.ts';
import { correlationProduct, spreadProduct } from '../../../../workers/kernels/plan/product-convolution.ts';
import { productWeightGradient } from '../../../../workers/kernels/plan/product-weight-gradient.ts';
import { checkConvolution, checkWeightGradient, nameOf, shape, tapsInQuads, type Shape } from './convolutions.ts';
import { assert } from '../../../support/expect.ts';
import { onGpu } from './support.ts';

/** One example, channels about a quad and about a tile, pixels one beyond a tile, sums one beyond a step, taps that straddle steps. */
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

/** Shapes one beyond every tile, where the others might have room to err: 65 and 68 channels, 129 pixels. */
const BEYOND: readonly Shape[] = [shape(1, 65, 68, 3, 1, 12), shape(129, 5, 65, 3, 3, 1)];

const SMALLEST = PRODUCT_TILES[0]!;

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
  SHAPES.forEach((s, i) => {
    for (const normed of i < 2 ? [false, true] : [i % 2 === 0]) check(SMALLEST, s, normed);
    const norms = [null, 'big', 'small'] as const;
    for (const normed of i < 2 ? norms : [norms[i % 3]!]) checkGradient(SMALLEST, s, normed);
  });
  PRODUCT_TILES.forEach((tile, i) => {
    for (const s of BEYOND) {
      check(tile, s, i % 2 === 0);
      checkGradient(tile, s, i % 2 === 0 ? 'small' : 'big');
    }
  });
});

describe('tiles of products', () => {
  it('keep to what every device allows, and let each thread stage one block of either side at most', () => {
    for (const tile of PRODUCT_TILES) {
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
