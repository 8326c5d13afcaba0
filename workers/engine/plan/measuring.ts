/**
 * The short measurement behind `tuner.ts`: layers of the autoencoder by every kernel and tile worth trying, in turns, so that a drifting machine hurts all
 * alike. The kernels are those that the plan would take (`layer-kernels.ts`), so what is measured is what will run.
 */
import type { Sides, Taps, Tile } from '../../kernels/plan/correlation.ts';
import { PRODUCT_TILES, type ProductTile } from '../../kernels/plan/product.ts';
import { convolutionFor, MEASURED, weightGradientFor } from './layer-kernels.ts';
import { slicedRuns } from './parts.ts';
import { compileKernels } from './pipelines.ts';
import { Arena, Plan, uniformBuffer, type Dispatch, type Slice } from './plan.ts';
import { NO_PRODUCTS, tuningFor, type Tuning } from './tuning.ts';

/** What is found by measuring. */
export type Found = Pick<Tuning, 'tile' | 'products'>;

/** What there is to choose from. */
export interface Candidates {
  readonly direct: readonly Tile[];
  readonly products: readonly ProductTile[];
}

/** Tiles of the direct kernels worth trying. */
export const DIRECT_TILES: readonly Tile[] = [2, 4, 8].flatMap((pixels) => [1, 2].map((quads) => ({ pixels, quads })));

/** Channels from which on products of matrices are tried. */
const PRODUCTS_FROM = 32;

/** What is worth trying with so many channels; a tile of products must be filled to more than half. */
export function candidatesFor(channels: number): Candidates {
  const products = channels < PRODUCTS_FROM ? [] : PRODUCT_TILES.filter(({ columns }) => columns < 2 * channels);
  return { direct: DIRECT_TILES, products };
}

/** A product is taken where it needs at most this share of the direct kernel's time: chance must not decide between them. */
const CLEARLY_FASTER = 0.85;

/** Milliseconds of work that are waited for at a time, the most times that this may be the same, and rounds of which the fastest counts. */
const TURN_MS = 4;
const MOST_REPEATS = 8;
const ROUNDS = 3;

/** The fastest tile of the direct kernels and the products that beat it, on layers of `channels` channels. */
export async function fastest(
  device: GPUDevice,
  channels: number,
  candidates: Candidates = candidatesFor(channels),
): Promise<Found> {
  const plain = tuningFor(false, channels);
  const direct = candidates.direct.map((tile) => ({ ...plain, tile }));
  const products = candidates.products.map((tile) => ({
    ...plain,
    products: { large: tile, small: tile, weights: tile },
  }));
  const layers = new Layers(device, channels, [...direct, ...products]);
  try {
    const convolutions = (tunings: readonly Tuning[], sides: Sides) =>
      layers.race(tunings, (tuning) => layers.convolutions(tuning, sides));
    const times = await convolutions([...direct, ...products], MEASURED.large);
    const best = direct[indexOfLeast(times.slice(0, direct.length))]!;
    if (products.length === 0) return { tile: best.tile, products: NO_PRODUCTS };
    const rest = [best, ...products];
    const faster = (raced: readonly number[]) => productIfFaster(candidates.products, raced);
    return {
      tile: best.tile,
      products: {
        large: faster(times),
        small: faster(await convolutions(rest, MEASURED.small)),
        weights: faster(await layers.race(rest, (tuning) => [layers.gradient(tuning)])),
      },
    };
  } finally {
    layers.dispose();
  }
}

/** The fastest product, whose times come last, where it is clearly faster than everything direct. */
function productIfFaster(tiles: readonly ProductTile[], times: readonly number[]): ProductTile | null {
  const [direct, products] = [times.slice(0, -tiles.length), times.slice(-tiles.length)];
  const least = indexOfLeast(products);
  return products[least]! <= CLEARLY_FASTER * Math.min(...direct) ? tiles[least]! : null;
}

const indexOfLeast = (times: readonly number[]): number => times.indexOf(Math.min(...times));

/** Layers of so many channels, with memory for every tuning that may run them. */
class Layers {
  private readonly taps: Taps;
  private readonly arena: Arena;
  private readonly buffers: Readonly<Record<string, Slice>>;
  private readonly device: GPUDevice;

  constructor(device: GPUDevice, channels: number, tunings: readonly Tuning[]) {
    const width = 4 * Math.ceil(channels / 4);
    this.device = device;
    this.taps = { big: width, small: width, kernel: 3, stride: 1 };
    this.arena = new Arena(device);
    const { count, large } = MEASURED;
    const [x, y] = [large.bigSize, large.bigSize].map((side) =>
      this.arena.floats(count * side ** 2 * width, 'tuning image'),
    );
    const weights = 9 * width * width;
    const slices = Math.max(...tunings.map((tuning) => this.slicesOf(tuning).slices));
    this.buffers = {
      x: x!,
      y: y!,
      big: x!,
      small: y!,
      w: this.arena.floats(weights, 'tuning weights'),
      bias: this.arena.floats(width, 'tuning bias'),
      constants: this.arena.floats(4 * width, 'tuning constants'),
      partial: this.arena.floats(slices * weights, 'tuning weight gradients'),
    };
  }

  /** A convolution and a transposed one. */
  convolutions(tuning: Tuning, sides: Sides): Dispatch[] {
    const { taps, buffers } = this;
    const { count } = MEASURED;
    return [false, true].map((spreads) => {
      const convolution = convolutionFor(tuning, { taps, sides, count, spreads, normed: true });
      return {
        kernel: convolution.kernel,
        buffers,
        sizes: convolution.sizes(count, sides),
        extent: { threads: convolution.threads(count, sides) },
      };
    });
  }

  /** A weight gradient, of large images. */
  gradient(tuning: Tuning): Dispatch {
    const { kernel, threadsPerSlice } = weightGradientFor(tuning, this.taps, 'big');
    const slicing = this.slicesOf(tuning);
    return {
      kernel,
      buffers: this.buffers,
      sizes: { ...MEASURED.large, ...slicing },
      extent: { threads: slicing.slices * threadsPerSlice },
    };
  }

  private slicesOf(tuning: Tuning) {
    const rows = MEASURED.count * MEASURED.large.smallSize;
    return { rows, ...slicedRuns([rows], weightGradientFor(tuning, this.taps, 'big').slices)[0]! };
  }

  /** Milliseconds that each tuning takes for the same work, at best. */
  async race(tunings: readonly Tuning[], work: (tuning: Tuning) => Dispatch[]): Promise<number[]> {
    const lists = tunings.map(work);
    const pipelines = await compileKernels(
      this.device,
      lists.flat().map(({ kernel }) => kernel),
    );
    const plans = lists.map((list) => new Plan(this.device, list, pipelines, uniformBuffer(this.device, list.length)));
    try {
      return await this.bestTimes(plans);
    } finally {
      plans.forEach((plan) => plan.dispose());
    }
  }

  private async bestTimes(plans: readonly Plan[]): Promise<number[]> {
    const repeats: number[] = [];
    for (const plan of plans) {
      await this.milliseconds(plan, 1);
      repeats.push(repeatsFor(await this.milliseconds(plan, 1)));
    }
    const times = plans.map(() => Infinity);
    for (let round = 0; round < ROUNDS; round++)
      for (const [i, plan] of plans.entries())
        times[i] = Math.min(times[i]!, (await this.milliseconds(plan, repeats[i]!)) / repeats[i]!);
    return times;
  }

  private async milliseconds(plan: Plan, repeats: number): Promise<number> {
    const start = performance.now();
    for (let i = 0; i < repeats; i++) plan.submit();
    await this.device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  }

  dispose(): void {
    this.arena.dispose();
  }
}

/** How often to do what took so long once. */
const repeatsFor = (milliseconds: number): number =>
  Math.max(1, Math.min(MOST_REPEATS, Math.ceil(TURN_MS / milliseconds)));
