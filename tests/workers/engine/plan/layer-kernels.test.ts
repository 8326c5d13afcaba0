import { convolutionFor, weightGradientFor } from '../../../../workers/engine/plan/layer-kernels.ts';
import { NO_PRODUCTS, tuningFor, type Products } from '../../../../workers/engine/plan/tuning.ts';
import { PRODUCT_TILES } from '../../../../workers/kernels/plan/product.ts';
import { assert } from '../../../support/expect.ts';

const [FEW, MANY] = [PRODUCT_TILES[0]!, PRODUCT_TILES[2]!];
const TAPS = { big: 64, small: 64, kernel: 3, stride: 1 };

const tuning = (products: Partial<Products>, software = false) => ({
  ...tuningFor(software, 64),
  products: { ...NO_PRODUCTS, ...products },
});

const keyOf = (products: Partial<Products>, side: number, count: number, taps = TAPS, spreads = false): string => {
  const sides = { bigSize: side + 2, smallSize: side };
  return convolutionFor(tuning(products), { taps, sides, count, spreads, normed: false }).kernel.key;
};

describe('the kernels of a layer', () => {
  it('are products for large or small images, as the tuning says', () => {
    assert.match(keyOf({ large: MANY, small: FEW }, 24, 32), /^correlation-product.*-64-64-8-8$/);
    assert.match(keyOf({ large: MANY, small: FEW }, 6, 32), /^correlation-product.*-32-32-4-4$/);
    assert.match(keyOf({ large: MANY, small: FEW }, 6, 512), /-64-64-8-8$/);
    assert.match(keyOf({ large: MANY }, 6, 32), /^correlation-64/);
    assert.match(keyOf({ small: FEW }, 24, 32), /^correlation-64/);
    assert.match(keyOf({ large: MANY }, 24, 32, TAPS, true), /^spread-product/);
  });

  it('are direct where an image has a single channel, and on emulated adapters', () => {
    const single = { ...TAPS, big: 1 };
    assert.match(keyOf({ large: MANY }, 24, 32, single), /^correlation-1-/);
    assert.match(weightGradientFor(tuning({ weights: MANY }), single, null).kernel.key, /^weight-gradient-1-/);
    const needs = { taps: TAPS, sides: { bigSize: 26, smallSize: 24 }, count: 32, spreads: false, normed: false };
    assert.match(convolutionFor(tuningFor(true, 64), needs).kernel.key, /^correlation-strip/);
  });

  it('cut weight gradients into as many slices for every tile', () => {
    const slices = PRODUCT_TILES.map((tile) => weightGradientFor(tuning({ weights: tile }), TAPS, 'big').slices);
    assert.deepEqual(
      slices,
      PRODUCT_TILES.map(() => 57),
    );
  });
});
