/**
 * The tensor engine makes PyTorch's numbers, on every backend: short trainings on each, and longer ones on Fashion-MNIST on the backend
 * that people without WebGPU get. Graphics in software take minutes for that, and what is theirs alone, the kernels, is held to
 * numbers one by one elsewhere: they take every other of the short ones, which have all of coordinates, clipping and both losses.
 */
import type { Backend } from '../../../src/domain/run/run.ts';
import { TensorEngine } from '../../../workers/engine/tensor-engine.ts';
import { sharedAvailable } from '../../support/shared.ts';
import { onBackends } from '../backends.ts';
import { assertFollows, follow, ownTrajectories, sharedTrajectories, type Trajectory } from './trajectories.ts';

async function check(trajectory: Trajectory): Promise<void> {
  const engine = new TensorEngine(trajectory.options);
  try {
    assertFollows(await follow(engine, trajectory), trajectory);
  } finally {
    engine.dispose();
  }
}

const short = (backend: Backend): Trajectory[] =>
  ownTrajectories().filter((_, i) => i % 2 === 0 || backend === 'cpu' || backend === 'wasm');

onBackends("the tensor engine against PyTorch's trainings", (backend) => {
  for (const trajectory of short(backend)) it(trajectory.title, () => check(trajectory));
});

const shared = (await sharedAvailable()) ? await sharedTrajectories() : [];

onBackends(
  "the tensor engine against PyTorch's trainings on Fashion-MNIST",
  () => {
    for (const trajectory of shared) it(trajectory.title, () => check(trajectory));
    if (shared.length === 0) it.skip('the reference folder ../shared is not here');
  },
  ['wasm'],
);
