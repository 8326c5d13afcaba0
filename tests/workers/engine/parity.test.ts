/** The tensor engine makes PyTorch's numbers, on every backend. */
import { TensorEngine } from '../../../workers/engine/tensor-engine.ts';
import type { Backend } from '../../../src/domain/run/run.ts';
import { assert } from '../../support/expect.ts';
import { sharedAvailable } from '../../support/shared.ts';
import { onBackends } from '../backends.ts';
import { follow, ownTrajectories, sharedTrajectories, type Outcome, type Trajectory } from './trajectories.ts';

const MINUTE = 60_000;
/** Tolerance of trainings that are not chaotic. */
const CALM = 2e-4;

/**
 * Trainings that hang on the last bit of one number: a pre-activation of 2.6e-6 that float32 may put on the other
 * side of ReLU's kink, as PyTorch's own float32 does; its gradients then differ by 3 %. Backends whose sums are
 * float64 where it matters keep to the right side.
 */
function hangsOnABit({ title }: Trajectory, backend: Backend): boolean {
  return title === 'relu with adam' && backend === 'webgpu';
}

function assertClose(outcome: Outcome, { expected, tolerance }: Trajectory, slack: number): void {
  const losses = [...outcome.losses, outcome.testLoss];
  [...expected.losses, expected.testLoss].forEach((loss, i) => {
    assert.isAtMost(
      Math.abs(losses[i]! / loss - 1),
      slack + tolerance[i]!,
      i === losses.length - 1 ? 'test loss' : `loss before step ${String(i + 1)}`,
    );
  });
  // Where float32 already strays in the first loss (jumps of σ), it does so more in the gradients.
  const first = slack + tolerance[0]!;
  const relative = first <= CALM ? CALM : 10 * first;
  const largest = Math.max(...Object.values(expected.gradNorms));
  assert.sameMembers(Object.keys(outcome.gradNorms), Object.keys(expected.gradNorms));
  for (const [name, norm] of Object.entries(expected.gradNorms)) {
    // Biases that BatchNorm cancels have gradients of rounding errors alone, hence the absolute part.
    assert.closeTo(outcome.gradNorms[name]!, norm, relative * norm + 1e-6 * largest, `gradient of ${name}`);
  }
}

async function check(trajectory: Trajectory, backend: Backend): Promise<void> {
  const engine = new TensorEngine(trajectory.options);
  try {
    assertClose(await follow(engine, trajectory), trajectory, hangsOnABit(trajectory, backend) ? 0.02 : 0);
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
