/**
 * Finds the tile with which a graphics adapter convolves fastest, by a short measurement when the adapter first meets so many channels, and keeps it
 * under the adapter's name for the next visit. Tiles never change a bit of a result (`tuning.ts`), so nothing depends on what was found but time;
 * where measuring or keeping fails, the default stands.
 */
import { correlation, type Convolution, type Sides, type Taps, type Tile } from '../../kernels/plan/correlation.ts';
import { spread } from '../../kernels/plan/spread.ts';
import { compileKernels } from './pipelines.ts';
import { Arena, Plan, uniformBuffer, type Dispatch } from './plan.ts';
import { tuningFor, type Tuning } from './tuning.ts';

/** Where found tiles are kept. */
export interface TileStore {
  read(key: string): Promise<unknown>;
  write(key: string, tile: Tile): Promise<void>;
}

/** Tiles worth trying. */
export const CANDIDATES: readonly Tile[] = [2, 4, 8].flatMap((pixels) => [1, 2].map((quads) => ({ pixels, quads })));

/** What is measured: a layer of the autoencoder for a batch of this size. */
const SIDES: Sides = { bigSize: 26, smallSize: 24 };
const BATCH = 32;
/** Dispatches waited for at a time, and how often the fastest of them is looked for. */
const REPEATS = 8;
const ROUNDS = 3;

/** Tiles found or being looked for in this worker, by what they are kept under. */
const FOUND = new Map<string, Promise<Tile>>();

/** The tuning of a device. An emulated one has a fixed tuning, and one without a name isn't measured. */
export async function tunedFor(
  device: GPUDevice,
  { software, adapter }: { readonly software: boolean; readonly adapter?: string },
  channels: number,
  store: TileStore = cacheStore,
): Promise<Tuning> {
  const tuning = tuningFor(software, channels);
  if (tuning.strips || adapter === undefined) return tuning;
  const key = `${adapter}, ${channels} channels`;
  let tile = FOUND.get(key);
  if (!tile) {
    tile = find(device, channels, key, store, tuning.tile);
    FOUND.set(key, tile);
  }
  return { ...tuning, tile: await tile };
}

async function find(
  device: GPUDevice,
  channels: number,
  key: string,
  store: TileStore,
  otherwise: Tile,
): Promise<Tile> {
  const kept = candidateLike(await store.read(key).catch(() => null));
  if (kept) return kept;
  try {
    const tile = await fastestTile(device, channels);
    await store.write(key, tile).catch(() => undefined);
    return tile;
  } catch (error) {
    console.warn('No tile was found by measuring:', error);
    return otherwise;
  }
}

/** The candidate that a kept value names, or undefined where it names none. */
function candidateLike(kept: unknown): Tile | undefined {
  const { pixels, quads } = (kept ?? {}) as Partial<Record<keyof Tile, unknown>>;
  return CANDIDATES.find((tile) => tile.pixels === pixels && tile.quads === quads);
}

/** Measures every candidate on a convolution and a transposed one of `channels` channels. */
export async function fastestTile(device: GPUDevice, channels: number): Promise<Tile> {
  const width = 4 * Math.ceil(channels / 4);
  const taps: Taps = { big: width, small: width, kernel: 3, stride: 1 };
  const arena = new Arena(device);
  try {
    const plans = await plansOf(device, arena, taps);
    const times = plans.map(() => Infinity);
    for (let round = 0; round < ROUNDS; round++)
      for (const [i, plan] of plans.entries()) times[i] = Math.min(times[i]!, await millisecondsOf(device, plan));
    plans.forEach((plan) => plan.dispose());
    return CANDIDATES[times.indexOf(Math.min(...times))]!;
  } finally {
    arena.dispose();
  }
}

async function plansOf(device: GPUDevice, arena: Arena, taps: Taps): Promise<Plan[]> {
  const image = (label: string) => arena.floats(BATCH * SIDES.bigSize ** 2 * taps.big, label);
  const buffers = {
    x: image('tuning x'),
    y: image('tuning y'),
    w: arena.floats(taps.kernel ** 2 * taps.big * taps.small, 'tuning w'),
    bias: arena.floats(taps.big, 'tuning bias'),
    constants: arena.floats(4 * taps.big, 'tuning constants'),
  };
  const dispatchOf = (convolution: Convolution): Dispatch => ({
    kernel: convolution.kernel,
    buffers,
    sizes: convolution.sizes(BATCH, SIDES),
    extent: { threads: convolution.threads(BATCH, SIDES) },
  });
  const lists = CANDIDATES.map((tile) => [correlation(taps, tile, true), spread(taps, tile, true)].map(dispatchOf));
  const pipelines = await compileKernels(
    device,
    lists.flat().map(({ kernel }) => kernel),
  );
  return lists.map((list) => new Plan(device, list, pipelines, uniformBuffer(device, list.length)));
}

async function millisecondsOf(device: GPUDevice, plan: Plan): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < REPEATS; i++) plan.submit();
  await device.queue.onSubmittedWorkDone();
  return performance.now() - start;
}

/** The browser's cache storage, which workers have, too. */
const cacheStore: TileStore = {
  async read(key) {
    const answer = await (await caches.open(CACHE)).match(addressOf(key));
    return answer ? ((await answer.json()) as unknown) : null;
  },
  async write(key, tile) {
    await (await caches.open(CACHE)).put(addressOf(key), new Response(JSON.stringify(tile)));
  },
};

const CACHE = 'sigma-playground-tiles';

/** Cache storage knows things by address; nobody fetches this one. */
const addressOf = (key: string): string => `https://tiles.invalid/${encodeURIComponent(key)}`;
