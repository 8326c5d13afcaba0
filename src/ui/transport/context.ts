/** What a transport has to know of the page besides its run. Pure. */
import { RESUMABLE, type AppState } from '../../state/app-state.ts';

/** Why nothing can be trained, or ''. */
export function obstacleOf({ deviceStatus, deviceError }: AppState): string {
  return deviceStatus === 'failed' ? (deviceError ?? 'No device works here.') : '';
}

/** Whether the run on stage has ended and could go on. */
export function canContinue({ live, runs }: AppState): boolean {
  return (
    live?.phase === 'ended' &&
    RESUMABLE.includes(live.run.status) &&
    runs.some(({ run, resumable }) => resumable && run.id === live.run.id)
  );
}
