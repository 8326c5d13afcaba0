/**
 * The short measurement behind `tuner.ts`: layers of the autoencoder by every kernel and tile worth trying, in turns, so that a drifting machine hurts all
 * alike. The kernels are those that the plan would take (`layer-kernels.ts`), so what is measured is what will run.
 */
import type { Sides, Tile } from '../../kernels/plan/correlation.ts';
import { PRODUCT_TILES, type ProductTile } from '../../kernels/plan/product.ts';
import { MEASURED } from './layer-kernels.ts';
import { compileKernels } from './pipelines.ts';
import { Plan, uniformBuffer, type Dispatch } from './plan.ts';
import { SampleLayers } from './sample-layers.ts';
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
  const layers = new SampleLayers(device, channels, [...direct, ...products]);
  try {
    const convolutions = (tunings: readonly Tuning[], sides: Sides) =>
      race(
        device,
        tunings.map((tuning) => [false, true].map((spreads) => layers.convolution(tuning, sides, spreads))),
      );
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
        weights: faster(
          await race(
            device,
            rest.map((tuning) => [layers.weightGradient(tuning)]),
          ),
        ),
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

/** Milliseconds that each list of dispatches takes, at best. */
async function race(device: GPUDevice, lists: readonly (readonly Dispatch[])[]): Promise<number[]> {
  const pipelines = await compileKernels(
    device,
    lists.flat().map(({ kernel }) => kernel),
  );
  const plans = lists.map((list) => new Plan(device, list, pipelines, uniformBuffer(device, list.length)));
  try {
    return await bestTimes(device, plans);
  } finally {
    plans.forEach((plan) => plan.dispose());
  }
}

async function bestTimes(device: GPUDevice, plans: readonly Plan[]): Promise<number[]> {
  const repeats: number[] = [];
  for (const plan of plans) {
    // The first time warms up.
    await milliseconds(device, plan, 1);
    repeats.push(repeatsFor(await milliseconds(device, plan, 1)));
  }
  const times = plans.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, plan] of plans.entries())
      times[i] = Math.min(times[i]!, (await milliseconds(device, plan, repeats[i]!)) / repeats[i]!);
  return times;
}

async function milliseconds(device: GPUDevice, plan: Plan, repeats: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) plan.submit();
  await device.queue.onSubmittedWorkDone();
  return performance.now() - start;
}

/** How often to do what took so long once. */
const repeatsFor = (once: number): number => Math.max(1, Math.min(MOST_REPEATS, Math.ceil(TURN_MS / once)));
