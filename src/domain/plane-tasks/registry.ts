/** Every task on the plane, in the order of menus. */
import * as labels from './labels.ts';
import * as targets from './targets.ts';
import type { PlaneTask } from './task.ts';

export const PLANE_TASKS: readonly PlaneTask[] = [
  labels.spirals,
  labels.circles,
  labels.xorTask,
  labels.gaussians,
  labels.checkerboard,
  labels.moons,
  targets.formula,
  targets.image,
  targets.identity,
  targets.points,
];

/** The task of this name, or null. */
export function planeTask(source: string): PlaneTask | null {
  return PLANE_TASKS.find(({ id }) => id === source) ?? null;
}
