/**
 * The range of each image that colours run over: its own, its row of images' (the x of a layer, or its a), or the whole net's; or fixed. Also how
 * much of an image is 1: the share that is dead.
 */
import { colourRange } from '../../src/domain/atlas/colours.ts';
import type { Drawing } from '../../src/domain/atlas/images.ts';
import type { AtlasScale } from '../../src/protocol/atlas.ts';

/** Lowest and highest finite value, and the mean, of one image. */
export interface ImageSummary {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
}

/** Summaries of images lying one behind the other. */
export function summarise(values: Float32Array, images: number): ImageSummary[] {
  const pixels = values.length / images;
  return Array.from({ length: images }, (_, i) => summariseOne(values.subarray(i * pixels, (i + 1) * pixels)));
}

function summariseOne(values: Float32Array): ImageSummary {
  let low = Infinity;
  let high = -Infinity;
  let sum = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  return { low: low === Infinity ? 0 : low, high: high === -Infinity ? 0 : high, mean: sum / values.length };
}

/** For each image the range of its colours; `groups` says which share one. */
export function sharedRanges(
  { mode, range, colours }: AtlasScale,
  groups: readonly number[],
  summaries: readonly ImageSummary[],
): [number, number][] {
  if (mode === 'fixed') return summaries.map(() => [...range]);
  return summaries.map((_, i) => {
    const own = summaries.filter((_other, j) => groups[j] === groups[i]);
    const low = Math.min(...own.map((summary) => summary.low));
    const high = Math.max(...own.map((summary) => summary.high));
    return colourRange(colours, [low, high]);
  });
}

/** Which images of a drawing share a range: a number an image. One that is drawn alone shares with none. */
export function rangeGroups({ program, only }: Drawing, mode: AtlasScale['mode']): number[] {
  if (only !== undefined) return [0];
  const rows = program.layers.flatMap(({ rows: neurons }, k) => [
    ...Array<number>(neurons).fill(2 * k),
    ...Array<number>(neurons).fill(2 * k + 1),
  ]);
  if (mode === 'layer') return rows;
  return rows.map((_, i) => (mode === 'all' ? 0 : i));
}
