/** What the state of the page allows beside training itself. */
import type { AppState, LiveRun } from '../../../state/app-state.ts';
import { obstacleOf } from '../../transport/context.ts';

const rests = ({ phase }: LiveRun): boolean => phase === 'paused' || phase === 'ended';

/** A step can be taken apart where a run waits, or none goes on. */
export function canSlow(now: AppState): boolean {
  return obstacleOf(now) === '' && (now.live === null || rests(now.live)) && now.twins.every(rests);
}

/** Recorded steps are filmed while the run rests. */
export function canFilm({ live, plane }: AppState): boolean {
  return plane.snapshots.length > 1 && live !== null && rests(live);
}
