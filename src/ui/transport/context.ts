/** What a transport has to know of the page besides its run. Pure. */
import { RESUMABLE, type AppState, type LiveRun } from '../../state/app-state.ts';

/** Why nothing can be trained, or ''. */
export function obstacleOf({ deviceStatus, deviceError }: AppState): string {
  return deviceStatus === 'failed' ? (deviceError ?? 'No device works here.') : '';
}

/** The run that the transport is about: the one on stage; of twins the first that has not ended. */
export function leaderOf({ live, twins }: AppState): LiveRun | null {
  return twins.find(({ phase }) => phase !== 'ended') ?? live;
}

/** Whether the run on stage has ended and could go on. */
export function canContinue({ live, runs }: AppState): boolean {
  return (
    live?.phase === 'ended' &&
    RESUMABLE.includes(live.run.status) &&
    runs.some(({ run, resumable }) => resumable && run.id === live.run.id)
  );
}
