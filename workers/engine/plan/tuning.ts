/**
 * The choices that make kernels fast on one device and not on another. A tile never changes a bit of any result. The number of slices and lanes
 * changes the order of sums, so it depends on the kind of device and of kernel alone, never on a measurement. Whether a layer goes as a product
 * of matrices changes the order, too: that is measured once for an adapter, and kept under its name (`tuner.ts`).
 */
import type { Tile } from '../../kernels/plan/correlation.ts';
import type { ProductTile } from '../../kernels/plan/product.ts';

/** The tiles of layers that go as products of matrices (`product.ts`); null where the direct kernels are faster. */
export interface Products {
  /** Of convolutions whose outputs are as many as in large images, and as few as in small ones. */
  readonly large: ProductTile | null;
  readonly small: ProductTile | null;
  /** Of weight gradients. */
  readonly weights: ProductTile | null;
}

export const NO_PRODUCTS: Products = { large: null, small: null, weights: null };

export interface Tuning {
  /** Whether convolutions go by strips of rows (`strip.ts`) or by tiles. */
  readonly strips: boolean;
  /** Tile of convolutions that go by tiles. */
  readonly tile: Tile;
  readonly products: Products;
  /** Slices that reductions over rows are cut into, at most. */
  readonly slices: number;
  /** Threads wanted at least for a weight gradient; it takes as many slices as that needs. */
  readonly weightThreads: number;
  /** Whether a thread of a weight gradient takes all rows of taps. */
  readonly allTapRows: boolean;
  /** Threads that add one sum of slices. */
  readonly lanes: 1 | 16;
  /** Threads of a workgroup that adds up a whole parameter. */
  readonly segmentLanes: 1 | 64;
}

/** A processor posing as a GPU: barriers are dear, threads few, long loops in one thread fine. */
const SOFTWARE: Omit<Tuning, 'tile' | 'products'> = {
  strips: true,
  slices: 64,
  weightThreads: 0,
  allTapRows: true,
  lanes: 1,
  segmentLanes: 1,
};

/** A GPU: thousands of threads, or it idles. */
const HARDWARE: Omit<Tuning, 'tile' | 'products'> = {
  strips: false,
  slices: 1024,
  weightThreads: 16384,
  allTapRows: false,
  lanes: 16,
  segmentLanes: 64,
};

export function tuningFor(software: boolean, channels: number): Tuning {
  if (software) return { ...SOFTWARE, tile: { pixels: channels <= 8 ? 8 : 12, quads: 2 }, products: NO_PRODUCTS };
  return { ...HARDWARE, tile: { pixels: 4, quads: 2 }, products: NO_PRODUCTS };
}
