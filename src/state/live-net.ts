/** The 2D net of a run on stage, as it is by now. Pure. */
import type { PlaneSpec } from '../domain/experiment/experiment.ts';
import { bothEdits, reversed, withEdit, type PlaneEdit } from '../domain/networks/plane-edit.ts';
import { netOf, withLayerNumbers } from '../domain/run/plane-run.ts';
import type { LiveRun } from './app-state.ts';

/** An edit by hand, and the runs under way that get it. */
export interface RunEdit {
  readonly runs: readonly string[];
  readonly edit: PlaneEdit;
}

/** One list of edits after another: those of the same runs become one. */
export function joinedEdits(earlier: readonly RunEdit[], later: readonly RunEdit[]): readonly RunEdit[] {
  return later.reduce<readonly RunEdit[]>((all, one) => {
    const last = all.at(-1);
    if (last?.runs.join() !== one.runs.join()) return [...all, one];
    return all.with(-1, { runs: one.runs, edit: bothEdits(last.edit, one.edit) });
  }, earlier);
}

/** What takes edits back on the runs as they are: the same for all runs where their numbers are the same. */
export function takenBack(edits: readonly RunEdit[], stage: readonly LiveRun[]): readonly RunEdit[] {
  const back = new Map<string, RunEdit>();
  for (const { runs, edit } of edits.toReversed())
    for (const live of stage.filter(({ run }) => runs.includes(run.id))) {
      const net = liveNet(live);
      if (net === null) continue;
      const undone = reversed(edit, net);
      const key = JSON.stringify(undone);
      back.set(key, { runs: [...(back.get(key)?.runs ?? []), live.run.id], edit: undone });
    }
  return [...back.values()];
}

/** With the numbers that the run told last, and edits that it has not yet heard of; null before it has told any, and for other networks. */
export function liveNet({ run, plane }: Pick<LiveRun, 'run' | 'plane'>): PlaneSpec | null {
  const network = netOf(run);
  if (network === null || !plane?.numbers) return null;
  const net = withLayerNumbers(network, plane.numbers);
  return plane.edited === null ? net : withEdit(net, plane.edited);
}
