/**
 * What a task on the plane is: points with what the net should say there. To add one, write it like those in `labels.ts` and name it in `registry.ts`;
 * menus, data and documentation follow from the registry. Pure, from the seed.
 */
import type { DataSpec, PlaneSource } from '../experiment/experiment.ts';
import type { Xoshiro128 } from '../random/xoshiro.ts';

/** Tasks lie in the square [−TASK_EXTENT, TASK_EXTENT]², whatever part of the plane is on show. */
export const TASK_EXTENT = 3;

/** A point and what the net should say there. */
export interface Sample {
  readonly x: number;
  readonly y: number;
  readonly target: number;
}

export interface PlaneTask {
  readonly id: PlaneSource;
  readonly label: string;
  /** A sentence for people. */
  readonly description: string;
  /** What is asked for: one of the labels 0 and 1, a number, or the point itself (two numbers). */
  readonly asks: 'label' | 'value' | 'point';
  /** What `data.noise` is the standard deviation of: it is added to both coordinates, or to the value. */
  readonly noise: 'coordinates' | 'value' | 'none';
  /** Field of `data` without which there is no such task. */
  readonly needs?: 'formula' | 'image' | 'points';
  /** Draws example i without its noise. Throws FormulaError where the formula is wrong. Tasks by hand have none. */
  readonly sampler?: (data: DataSpec) => (random: Xoshiro128, i: number) => Sample;
}

/** Outputs that a task compares: those of the last layer, from its first neuron on. */
export function outputsOf({ asks }: Pick<PlaneTask, 'asks'>): 1 | 2 {
  return asks === 'point' ? 2 : 1;
}

/** A number anywhere in the task's square. */
export function anywhere(random: Xoshiro128): number {
  return TASK_EXTENT * (2 * random.uniform() - 1);
}
