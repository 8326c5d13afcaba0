/**
 * The choices that make kernels fast on one device and not on another. Those in `Tile` never change a bit of any result; the
 * number of slices and lanes changes the order of sums, so it depends on the kind of device alone, never on a measurement.
 */
import type { Tile } from '../../kernels/plan/correlation.ts';

export interface Tuning {
  /** Whether convolutions go by strips of rows (`strip.ts`) or by tiles. */
  readonly strips: boolean;
  /** Tile of convolutions that go by tiles. */
  readonly tile: Tile;
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
const SOFTWARE: Omit<Tuning, 'tile'> = {
  strips: true,
  slices: 64,
  weightThreads: 0,
  allTapRows: true,
  lanes: 1,
  segmentLanes: 1,
};

/** A GPU: thousands of threads, or it idles. */
const HARDWARE: Omit<Tuning, 'tile'> = {
  strips: false,
  slices: 1024,
  weightThreads: 16384,
  allTapRows: false,
  lanes: 16,
  segmentLanes: 64,
};

/** Slices of a weight gradient on a software adapter. */
const SOFTWARE_WEIGHT_SLICES = 64;

export function tuningFor(software: boolean, channels: number): Tuning {
  if (software) return { ...SOFTWARE, tile: { pixels: channels <= 8 ? 8 : 12, quads: 2 } };
  return { ...HARDWARE, tile: { pixels: 4, quads: 2 } };
}

/** How many slices a weight gradient takes, given what one slice occupies. */
export function weightSlices(tuning: Tuning, threadsPerSlice: number): number {
  if (tuning.weightThreads === 0) return SOFTWARE_WEIGHT_SLICES;
  return Math.max(8, Math.ceil(tuning.weightThreads / threadsPerSlice));
}
