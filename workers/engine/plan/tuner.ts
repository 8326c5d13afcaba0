/**
 * Finds the kernels and tiles with which a graphics adapter convolves fastest, by a short measurement when the adapter first meets so many channels, and
 * keeps them under the adapter's name for the next visit. Tiles never change a bit of a result; that a layer goes as a product of matrices does
 * (`tuning.ts`), so it must be clearly faster, and what was found once stays. Where measuring or keeping fails, the default stands.
 */
import { PRODUCT_TILES } from '../../kernels/plan/product.ts';
import { DIRECT_TILES, fastest, type Found } from './measuring.ts';
import { tuningFor, type Products, type Tuning } from './tuning.ts';

/** Where what was found is kept. */
export interface TuningStore {
  read(key: string): Promise<unknown>;
  write(key: string, found: Found): Promise<void>;
}

/** What was found or is being looked for in this worker, by what it is kept under. */
const FOUND = new Map<string, Promise<Found>>();

/** The tuning of a device. An emulated one has a fixed tuning, and one without a name isn't measured. */
export async function tunedFor(
  device: GPUDevice,
  { software, adapter }: { readonly software: boolean; readonly adapter?: string },
  channels: number,
  store: TuningStore = cacheStore,
): Promise<Tuning> {
  const tuning = tuningFor(software, channels);
  if (tuning.strips || adapter === undefined) return tuning;
  const key = `${adapter}, ${channels} channels`;
  let found = FOUND.get(key);
  if (!found) {
    found = find(device, channels, key, store, tuning);
    FOUND.set(key, found);
  }
  return { ...tuning, ...(await found) };
}

async function find(
  device: GPUDevice,
  channels: number,
  key: string,
  store: TuningStore,
  otherwise: Tuning,
): Promise<Found> {
  const kept = foundLike(await store.read(key).catch(() => null));
  if (kept) return kept;
  try {
    const found = await fastest(device, channels);
    await store.write(key, found).catch(() => undefined);
    return found;
  } catch (error) {
    console.warn('No kernels were found by measuring:', error);
    return { tile: otherwise.tile, products: otherwise.products };
  }
}

/** The candidates that a kept value names, or undefined where it names none. */
function foundLike(kept: unknown): Found | undefined {
  const { tile, products } = (kept ?? {}) as Partial<Record<keyof Found, unknown>>;
  const named = <T extends object>(candidates: readonly T[], value: unknown): T | undefined =>
    candidates.find((candidate) => sameFields(candidate, value));
  const productOf = (name: keyof Products) => {
    const value = (products as Partial<Record<keyof Products, unknown>> | undefined)?.[name];
    return value === null ? null : named(PRODUCT_TILES, value);
  };
  const [own, large, small, weights] = [
    named(DIRECT_TILES, tile),
    productOf('large'),
    productOf('small'),
    productOf('weights'),
  ];
  if (!own || large === undefined || small === undefined || weights === undefined) return undefined;
  return { tile: own, products: { large, small, weights } };
}

const sameFields = (a: object, b: unknown): boolean =>
  typeof b === 'object' &&
  b !== null &&
  Object.entries(a).every(([name, value]) => (b as Record<string, unknown>)[name] === value);

/** The browser's cache storage, which workers have, too. */
const cacheStore: TuningStore = {
  async read(key) {
    const answer = await (await caches.open(CACHE)).match(addressOf(key));
    return answer ? ((await answer.json()) as unknown) : null;
  },
  async write(key, found) {
    await (await caches.open(CACHE)).put(addressOf(key), new Response(JSON.stringify(found)));
  },
};

const CACHE = 'sigma-playground-tiles';

/** Cache storage knows things by address; nobody fetches this one. */
const addressOf = (key: string): string => `https://tiles.invalid/${encodeURIComponent(key)}`;
