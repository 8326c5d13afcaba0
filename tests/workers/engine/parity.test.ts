/** The tensor engine makes PyTorch's numbers, on every backend. */
import { TensorEngine } from '../../../workers/engine/tensor-engine.ts';
import type { Backend } from '../../../src/domain/run/run.ts';
import { sharedAvailable } from '../../support/shared.ts';
import { onBackends } from '../backends.ts';
import { assertFollows, follow, ownTrajectories, sharedTrajectories, type Trajectory } from './trajectories.ts';

const MINUTE = 60_000;
/**
 * Trainings that hang on the last bit of one number: a pre-activation of 2.6e-6 that float32 may put on the other
 * side of ReLU's kink, as PyTorch's own float32 does; its gradients then differ by 3 %. Backends whose sums are
 * float64 where it matters keep to the right side.
 */
function hangsOnABit({ title }: Trajectory, backend: Backend): boolean {
  return title === 'relu with adam' && backend === 'webgpu';
}

async function check(trajectory: Trajectory, backend: Backend): Promise<void> {
  const engine = new TensorEngine(trajectory.options);
  try {
    assertFollows(await follow(engine, trajectory), trajectory, hangsOnABit(trajectory, backend) ? 0.02 : 0);
  } finally {
    engine.dispose();
  }
}

const shared = (await sharedAvailable()) ? await sharedTrajectories() : [];

onBackends('the tensor engine against PyTorch', (backend) => {
  for (const trajectory of ownTrajectories()) {
    it(trajectory.title, async function () {
      this.timeout(10 * MINUTE);
      await check(trajectory, backend);
    });
  }
  for (const trajectory of shared) {
    it(`${trajectory.title}, on Fashion-MNIST`, async function () {
      this.timeout(10 * MINUTE);
      await check(trajectory, backend);
    });
  }
  if (shared.length === 0) it.skip('the reference folder ../shared is not here');
});
