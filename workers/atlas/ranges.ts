/**
 * The range of each image that colours run over: its own, its row of images' (the x of a layer, or its a), or the whole net's; or fixed. Also how
 * much of an image is 1: the share that is dead.
 */
import { colourRange } from '../../src/domain/atlas/colours.ts';
import type { PlaneProgram } from '../../src/domain/atlas/plane-program.ts';
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

/** For each image the range of its colours. */
export function sharedRanges(
  program: PlaneProgram,
  { mode, range, colours }: AtlasScale,
  summaries: readonly ImageSummary[],
): [number, number][] {
  if (mode === 'fixed') return summaries.map(() => [...range]);
  const groups = groupsOf(program, mode);
  return summaries.map((_, i) => {
    const own = summaries.filter((_other, j) => groups[j] === groups[i]);
    const low = Math.min(...own.map((summary) => summary.low));
    const high = Math.max(...own.map((summary) => summary.high));
    return colourRange(colours, [low, high]);
  });
}

/** Which images share a range: a number an image. */
function groupsOf({ layers }: PlaneProgram, mode: Exclude<AtlasScale['mode'], 'fixed'>): number[] {
  const rows = layers.flatMap(({ rows: neurons }, k) => [
    ...Array<number>(neurons).fill(2 * k),
    ...Array<number>(neurons).fill(2 * k + 1),
  ]);
  if (mode === 'each') return rows.map((_, i) => i);
  return mode === 'all' ? rows.map(() => 0) : rows;
}
