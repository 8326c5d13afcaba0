import type { Convolution, Taps } from '../../../../workers/kernels/plan/correlation.ts';
import { PRODUCT_TILES, type ProductTile } from '../../../../workers/kernels/plan/product.ts';
import { correlationProduct, spreadProduct } from '../../../../workers/kernels/plan/product-convolution.ts';
import { productWeightGradient } from '../../../../workers/kernels/plan/product-weight-gradient.ts';
import { checkConvolution, checkWeightGradient, nameOf, shape, tapsInQuads, type Shape } from './convolutions.ts';
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
  shape(129, 4, 5, 2, 1, 1),
  shape(1, 64, 64, 3, 1, 3),
];

type Make = (taps: Taps, tile: ProductTile, normed: boolean) => Convolution;

const nameOfTile = ({ rows, columns }: ProductTile): string => `${rows} × ${columns}`;

onGpu('convolutions as products of matrices, against float64', (device) => {
  const directions: readonly (readonly [string, Make, boolean, (s: Shape) => boolean])[] = [
    ['correlation', correlationProduct, true, () => true],
    ['spread', spreadProduct, false, (s) => s.stride === 1 || s.stride === s.kernel],
  ];
  for (const tile of PRODUCT_TILES) {
    for (const s of SHAPES) {
      for (const [name, make, forward, takes] of directions) {
        if (!takes(s)) continue;
        it(`${name} by ${nameOfTile(tile)}: ${nameOf(s)}`, async () => {
          for (const normed of [false, true])
            await checkConvolution(device(), s, make(tapsInQuads(s), tile, normed), forward, normed, tapsInQuads(s));
        });
      }
      it(`weight gradient by ${nameOfTile(tile)}: ${nameOf(s)}`, async () => {
        for (const normed of [null, 'big', 'small'] as const) {
          const gradient = productWeightGradient(tapsInQuads(s), tile, normed);
          await checkWeightGradient(device(), s, gradient, normed, tapsInQuads(s));
        }
      });
    }
  }
});
