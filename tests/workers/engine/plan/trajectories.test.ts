import { sharedAvailable } from '../../../support/shared.ts';
import { onGpu } from '../../kernels/plan/support.ts';
import { assertFollows, follow, ownTrajectories, sharedTrajectories, type Trajectory } from '../trajectories.ts';
import { withPlan } from './support.ts';

const SHARED = await sharedAvailable();
if (!SHARED) console.log('skipped: the reference folder ../shared is not here');
const LONG = SHARED ? await sharedTrajectories() : [];

/** A real adapter's plan computes the same in other slices, which short trainings show as well. */
const followed = (software: boolean): readonly Trajectory[] => [...ownTrajectories(), ...(software ? LONG : [])];

onGpu("the plan follows PyTorch's trajectories", (device) => {
  for (const software of [true, false]) {
    for (const trajectory of followed(software)) {
      it(`${trajectory.title}, as on ${software ? 'an emulated' : 'a real'} adapter`, async () => {
        const outcome = await withPlan(trajectory.options, device(), (engine) => follow(engine, trajectory), software);
        assertFollows(outcome, trajectory);
      });
    }
  }
});
