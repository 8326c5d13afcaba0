/** The runs that are going on: one, or twins that keep step. Owns who may begin beside whom. */
import { RunError } from '../../src/domain/errors.ts';
import type { StartRequest } from '../../src/protocol/training.ts';
import { Company } from './company.ts';
import { Lockstep } from './lockstep.ts';
import type { TrainingSession } from './session.ts';

export interface Going {
  readonly request: StartRequest;
  readonly session: TrainingSession;
}

export class GoingRuns {
  private readonly runs = new Map<string, Going>();
  private readonly ended = new Set<string>();
  private lockstep: { readonly group: string; readonly members: Lockstep } | null = null;

  /** Any of them, or null where nothing trains. */
  get any(): Going | null {
    return [...this.runs.values()][0] ?? null;
  }

  /** What a run keeps step with. Throws RunError where it may not begin beside what is going on. */
  place({ twins }: StartRequest): Company {
    if (this.runs.size > 0 && (!twins || this.lockstep?.group !== twins.group))
      throw new RunError('One run at a time: the last one still goes on.');
    if (!twins) return new Company(null);
    if (this.lockstep?.group !== twins.group || this.lockstep.members.empty)
      this.lockstep = { group: twins.group, members: new Lockstep(twins.count) };
    return new Company(this.lockstep.members, twins.index);
  }

  add(going: Going): void {
    this.runs.set(going.request.runId, going);
  }

  delete(runId: string): void {
    this.runs.delete(runId);
    this.ended.add(runId);
  }

  /** Whether the run went on once: what is asked of it now comes a moment too late, and is no mistake. */
  hasEnded(runId: string): boolean {
    return this.ended.has(runId) && !this.runs.has(runId);
  }

  /** The run of this id, or null. */
  get(runId: string): Going | null {
    return this.runs.get(runId) ?? null;
  }

  /** The run of this id; throws RunError where it isn't going on. */
  find(runId: string): Going {
    const going = this.runs.get(runId);
    if (!going) throw new RunError(`No run ${runId} is going on.`);
    return going;
  }

  /** The run of this id with those that keep step with it, in their order; throws RunError where it isn't going on. */
  together(runId: string): readonly Going[] {
    const { request } = this.find(runId);
    if (!request.twins) return [this.find(runId)];
    return [...this.runs.values()].sort((a, b) => (a.request.twins?.index ?? 0) - (b.request.twins?.index ?? 0));
  }

  /** Has twins part that were edited otherwise than the first. */
  compareEdits(): void {
    this.lockstep?.members.compareEdits();
  }

  /** Throws RunError with this message where anything goes on. */
  refuse(message: string): void {
    if (this.runs.size > 0) throw new RunError(message);
  }
}
