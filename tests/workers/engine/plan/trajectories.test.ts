import { assert } from '../../../support/expect.ts';
import { sharedAvailable } from '../../../support/shared.ts';
import { onGpu } from '../../kernels/plan/support.ts';
import { follow, ownTrajectories, sharedTrajectories, type Outcome, type Trajectory } from '../trajectories.ts';
import { withPlan } from './support.ts';

/** Tolerance of trainings that are not chaotic. */
const CALM = 2e-4;

const SHARED = await sharedAvailable();
if (!SHARED) console.log('skipped: the reference folder ../shared is not here');
const TRAJECTORIES: readonly Trajectory[] = [...ownTrajectories(), ...(SHARED ? await sharedTrajectories() : [])];

onGpu("the plan follows PyTorch's trajectories", (device) => {
  for (const software of [true, false]) {
    for (const trajectory of TRAJECTORIES) {
      it(`${trajectory.title}, as on ${software ? 'an emulated' : 'a real'} adapter`, async () => {
        const outcome = await withPlan(trajectory.options, device(), (engine) => follow(engine, trajectory), software);
        assertFollows(outcome, trajectory);
      });
    }
  }
});

function assertFollows({ losses, testLoss, gradNorms }: Outcome, { expected, tolerance }: Trajectory): void {
  assert.lengthOf(losses, expected.losses.length);
  losses.forEach((loss, step) => within(`loss ${step}`, loss, expected.losses[step]!, tolerance[step]!));
  within('test loss', testLoss, expected.testLoss, tolerance.at(-1)!);
  // Where float32 already strays in the first loss (jumps of σ), it does so more in the gradients.
  const [relative, absolute] = tolerance[0]! <= CALM ? [5 * CALM, 1e-6] : [20 * tolerance[0]!, 2e-3];
  const largest = Math.max(...Object.values(expected.gradNorms));
  for (const [name, norm] of Object.entries(expected.gradNorms))
    assert.approximately(gradNorms[name]!, norm, relative * norm + absolute * largest, name);
}

function within(what: string, got: number, expected: number, tolerance: number): void {
  assert.isAtMost(Math.abs(got / expected - 1), tolerance, `${what}: ${got} for ${expected}`);
}
