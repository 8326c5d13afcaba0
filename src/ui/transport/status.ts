/** What the transport says and allows in each state of a run. Pure. */
import type { LiveRun } from '../../state/app-state.ts';
import { count, duration, loss, plural } from '../shared/format.ts';

export interface Status {
  /** One or two words that change with the state. */
  readonly headline: string;
  /** A sentence, or ''. */
  readonly detail: string;
  readonly tone: 'calm' | 'bad';
  /** What the large button does now. */
  readonly primary: 'train' | 'pause' | 'resume';
  readonly canPrimary: boolean;
  readonly canStep: boolean;
  readonly canStop: boolean;
  /** Share of the work done, 0…1; null where nobody knows. */
  readonly progress: number | null;
}

const AT_REST = { tone: 'calm', primary: 'train', canPrimary: true, canStep: true, canStop: false } as const;
const UNDER_WAY = { tone: 'calm', primary: 'pause', canPrimary: false, canStep: false, canStop: true } as const;
const WAITING = { ...UNDER_WAY, primary: 'resume', canPrimary: true, canStep: true } as const;

/** The state of `live` in words and permissions. */
export function statusOf(live: LiveRun | null): Status {
  if (live === null) return { ...AT_REST, headline: 'Ready', detail: 'Press Train to begin.', progress: 0 };
  const progress = live.totalSteps > 0 ? Math.min(1, live.step / live.totalSteps) : 0;
  switch (live.phase) {
    case 'starting':
      return { ...UNDER_WAY, headline: 'Starting', detail: '', progress: null };
    case 'loading-data':
      return { ...UNDER_WAY, headline: 'Loading data', detail: '', progress: null };
    case 'compiling':
      return { ...UNDER_WAY, headline: 'Compiling', ...compiling(live) };
    case 'training':
      return { ...UNDER_WAY, headline: 'Training', detail: latest(live), canPrimary: true, progress };
    case 'evaluating':
      return {
        ...UNDER_WAY,
        headline: 'Testing',
        detail: latest(live),
        canPrimary: true,
        progress,
      };
    case 'paused':
      return { ...WAITING, headline: 'Paused', detail: latest(live), progress };
    case 'stepping':
      return { ...WAITING, headline: 'Stepping', detail: latest(live), progress };
    case 'stopping':
      return { ...UNDER_WAY, headline: 'Stopping', detail: 'As soon as this step is done.', canStop: false, progress };
    case 'ended':
      return { ...AT_REST, ...ended(live), progress };
    default:
      return live.phase satisfies never;
  }
}

/** The newest losses. */
function latest({ run }: LiveRun): string {
  const now = run.steps.at(-1);
  if (now === undefined) return '';
  const test = run.epochs.at(-1);
  return `Train loss ${loss(now.trainLoss)}${test === undefined ? '' : `, test loss ${loss(test.testLoss)}`}`;
}

function compiling({ compile }: LiveRun): Pick<Status, 'detail' | 'progress'> {
  if (compile === null || compile.total === 0) return { detail: 'Preparing the device.', progress: null };
  return {
    detail: `Kernel ${count(compile.done)} of ${count(compile.total)}.`,
    progress: compile.done / compile.total,
  };
}

function ended({ run, step }: LiveRun): Pick<Status, 'headline' | 'detail' | 'tone'> {
  const reason = run.reason ?? '';
  switch (run.status) {
    case 'done':
      return { headline: 'Done', detail: doneDetail(run.epochs), tone: 'calm' };
    case 'paused':
      return { headline: 'Stopped', detail: `At step ${count(step)}. It is kept and can be continued.`, tone: 'calm' };
    case 'diverged':
      return {
        headline: 'Diverged',
        detail: reason || `The loss stopped being a number at step ${count(step)}. What came before is kept.`,
        tone: 'bad',
      };
    case 'interrupted':
      return { headline: 'Interrupted', detail: reason || `At step ${count(step)}.`, tone: 'bad' };
    case 'failed':
      return { headline: 'Failed', detail: reason || 'The run could not go on.', tone: 'bad' };
    case 'running':
      return { headline: 'Ending', detail: reason, tone: 'calm' };
    default:
      return run.status satisfies never;
  }
}

function doneDetail(epochs: LiveRun['run']['epochs']): string {
  const last = epochs.at(-1);
  if (last === undefined) return '';
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return `Test loss ${loss(last.testLoss)} after ${plural(last.epoch, 'epoch')}, in ${duration(seconds)}.`;
}
