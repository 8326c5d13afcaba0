/** The examples of a task: which points a run trains and tests on. A pure function of `data` and the seed, so that the page draws what the worker trains on. */
import { DataError } from '../errors.ts';
import type { DataSpec, Experiment, HandPoint } from '../experiment/experiment.ts';
import { pcg } from '../random/pcg.ts';
import { Xoshiro128 } from '../random/xoshiro.ts';
import { planeTask } from './registry.ts';
import { outputsOf, type PlaneTask, type Sample } from './task.ts';

/** Examples where an experiment names no number. */
export const PLANE_TRAIN_SIZE = 512;
export const PLANE_TEST_SIZE = 256;

/** Points and targets row after row: `points` is count × 2, `targets` count × outputs. */
export interface PlaneExamples {
  readonly count: number;
  readonly outputs: 1 | 2;
  readonly points: Float32Array<ArrayBuffer>;
  readonly targets: Float32Array<ArrayBuffer>;
}

export interface PlaneData {
  readonly task: PlaneTask;
  readonly train: PlaneExamples;
  readonly test: PlaneExamples;
}

/** Sets the tasks' random numbers apart from those of weights and batches. */
const TASK_KEY = 0x3c6ef372;

/** The examples of a run. Throws DataError where there is no such task, FormulaError where its formula is wrong. */
export function planeData({ data, seed }: Pick<Experiment, 'data' | 'seed'>): PlaneData {
  const task = planeTask(data.source);
  if (!task) throw new DataError(`There is no task "${data.source}" on the plane.`);
  return {
    task,
    train: examples(task, data, seed, 0, data.trainSize ?? PLANE_TRAIN_SIZE),
    test: examples(task, data, seed, 1, data.testSize ?? PLANE_TEST_SIZE),
  };
}

function examples(task: PlaneTask, data: DataSpec, seed: number, split: 0 | 1, count: number): PlaneExamples {
  if (!task.sampler) {
    const limit = (split === 0 ? data.trainSize : data.testSize) ?? Infinity;
    const chosen = (data.points ?? []).filter((point) => point[3] === split);
    return packed(task, chosen.slice(0, limit).map(fromHand));
  }
  const random = new Xoshiro128(pcg(pcg(seed ^ TASK_KEY) + split));
  const sample = task.sampler(data);
  return packed(
    task,
    Array.from({ length: count }, (_, i) => noisy(task, data.noise, sample(random, i), random)),
  );
}

const fromHand = ([x, y, target]: HandPoint): Sample => ({ x, y, target });

function noisy({ noise: where }: PlaneTask, noise: number, sample: Sample, random: Xoshiro128): Sample {
  if (noise === 0 || where === 'none') return sample;
  const { x, y, target } = sample;
  if (where === 'value') return { x, y, target: target + noise * random.normal() };
  return { x: x + noise * random.normal(), y: y + noise * random.normal(), target };
}

function packed(task: PlaneTask, samples: readonly Sample[]): PlaneExamples {
  const count = samples.length;
  const outputs = outputsOf(task);
  const points = new Float32Array(2 * count);
  samples.forEach(({ x, y }, i) => points.set([x, y], 2 * i));
  const targets = outputs === 2 ? points.slice() : Float32Array.from(samples, ({ target }) => target);
  return { count, outputs, points, targets };
}
