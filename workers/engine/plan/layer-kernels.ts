/** Which kernels a layer's convolutions and its weight gradient get, by the device's tuning. */
import { correlation, type Convolution, type Sides, type Taps } from '../../kernels/plan/correlation.ts';
import { correlationProduct, spreadProduct } from '../../kernels/plan/product-convolution.ts';
import { productWeightGradient } from '../../kernels/plan/product-weight-gradient.ts';
import { spread } from '../../kernels/plan/spread.ts';
import { correlationStrip, spreadStrip } from '../../kernels/plan/strip.ts';
import { weightGradient, type WeightGradient } from '../../kernels/plan/weight-gradient.ts';
import type { Tuning } from './tuning.ts';

/** A convolution of `count` examples, or with `spreads` a transposed one; `normed`: it normalises what it reads. */
export interface ConvolutionNeeds {
  readonly taps: Taps;
  readonly sides: Sides;
  readonly count: number;
  readonly spreads: boolean;
  readonly normed: boolean;
}

/** A weight gradient, and about how many slices it should come in. */
export interface SlicedGradient extends WeightGradient {
  readonly slices: number;
}

/** What the tuner measures: layers of the autoencoder, for a batch of this size. */
export const MEASURED = {
  count: 32,
  large: { bigSize: 26, smallSize: 24 },
  small: { bigSize: 6, smallSize: 4 },
} as const;
/** Output pixels from which on images count as large: halfway, by orders of magnitude, between those that are measured. */
const LARGE_PIXELS = MEASURED.count * MEASURED.large.smallSize * MEASURED.small.smallSize;

const SOFTWARE_WEIGHT_SLICES = 64;
const LEAST_WEIGHT_SLICES = 8;
/** Workgroups wanted at least for a weight gradient that is a product, counted in tiles of this side whatever the tile. */
const PRODUCT_GROUPS = 512;
const COUNTED_TILE = 64;

export function convolutionFor(tuning: Tuning, needs: ConvolutionNeeds): Convolution {
  const { taps, sides, count, spreads, normed } = needs;
  const { strips, tile, products } = tuning;
  if (strips && !spreads) return correlationStrip(taps, normed);
  if (strips && taps.stride === 1) return spreadStrip(taps, normed);
  const side = spreads ? sides.bigSize : sides.smallSize;
  const product = count * side ** 2 < LARGE_PIXELS ? products.small : products.large;
  if (product && suitsProduct(taps)) return (spreads ? spreadProduct : correlationProduct)(taps, product, normed);
  return (spreads ? spread : correlation)(taps, { ...tile, pixels: Math.min(tile.pixels, side) }, normed);
}

/** `normed`: the side whose BatchNorm is applied while it is read. */
export function weightGradientFor(tuning: Tuning, taps: Taps, normed: 'big' | 'small' | null): SlicedGradient {
  const { allTapRows, products, weightThreads } = tuning;
  if (products.weights && suitsProduct(taps)) {
    const rows = taps.kernel ** 2 * taps.big;
    const tiles = Math.ceil(rows / COUNTED_TILE) * Math.ceil(taps.small / COUNTED_TILE);
    const slices = Math.max(LEAST_WEIGHT_SLICES, Math.ceil(PRODUCT_GROUPS / tiles));
    return { ...productWeightGradient(taps, products.weights, normed), slices };
  }
  const gradient = weightGradient(taps, { allTapRows, normed });
  const slices =
    weightThreads === 0
      ? SOFTWARE_WEIGHT_SLICES
      : Math.max(LEAST_WEIGHT_SLICES, Math.ceil(weightThreads / gradient.threadsPerSlice));
  return { ...gradient, slices };
}

/** Products read images in quads; a layer that meets the network's own input or output of a single channel has little to multiply. */
const suitsProduct = ({ big }: Taps): boolean => big > 1;
