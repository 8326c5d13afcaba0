/**
 * One run: the training loop, for whatever network the engine holds. Owns the order of things (steps, reports, evaluations, pictures, checkpoints,
 * pauses) and the run's book; knows no backend, no worker and no storage. Everything that uses the engine happens in the loop, one thing at a time.
 */
import { RunError } from '../../src/domain/errors.ts';
import { underVariant } from '../../src/domain/experiment/twins.ts';
import { editMade, planeEdit, withNumbers, type PlaneEdit } from '../../src/domain/networks/plane-edit.ts';
import type { PlaneStep } from '../../src/domain/run/plane-step.ts';
import type { Checkpoint, RunChange } from '../../src/domain/run/run.ts';
import type { RunCommand, RunEnd, StartRequest } from '../../src/protocol/training.ts';
import type { RunNet } from '../atlas/nets.ts';
import { Amended, pickChanges } from './amended.ts';
import { takeCheckpoint, type Changes } from './checkpoints.ts';
import { RunControl } from './control.ts';
import { evaluateUnless } from './evaluating.ts';
import { Ledger, type BadStep, type TestLosses } from './ledger.ts';
import { Pace } from './pace.ts';
import { watchPlaneStep } from './plane-step.ts';
import { prepare, throwIfAborted, type Prepared, type SessionParts } from './prepare.ts';
import { describeChange } from './sigmas.ts';
import { Teller, type Phase } from './telling.ts';
import { Breather } from './yielding.ts';

const BREATHE_MS = 30;
const CHECKPOINT_MS = 30_000;

/** Phases in which a pause has something to stop, and in which the run waits for the person. */
const WORKING: ReadonlySet<Phase | null> = new Set<Phase>(['training', 'evaluating']);
const WAITING: ReadonlySet<Phase | null> = new Set<Phase>(['paused', 'stepping']);

export class TrainingSession {
  private readonly request: StartRequest;
  private readonly parts: SessionParts;
  private readonly control: RunControl;
  private readonly abort = new AbortController();
  private readonly teller: Teller;
  private readonly ledger: Ledger;
  private readonly pace = new Pace();
  private readonly breather = new Breather(BREATHE_MS);
  private readonly amended: Amended;
  private prepared!: Prepared;

  /** The last one, with the changes it was made under. */
  private saved: { readonly checkpoint: Checkpoint; readonly changes: Changes } | null = null;
  private savedAt = 0;
  /** Steps enqueued since the last report, and when the first of them was. */
  private ahead = 0;
  private aheadSince = 0;
  /** A step was asked for singly: it, and the evaluation that may follow it, are done in spite of the pause. */
  private inSingleStep = false;
  private bad: BadStep | null = null;
  private over = false;

  constructor(request: StartRequest, parts: SessionParts) {
    const { resumeFrom } = request;
    this.request = request;
    this.parts = parts;
    this.control = new RunControl(request.paused ?? false);
    this.teller = new Teller(parts.listener, this.abort.signal);
    this.ledger = new Ledger(resumeFrom ?? { step: 0, epochLossSum: 0, epochSteps: 0, seconds: 0 });
    this.amended = new Amended(request.experiment, parts, resumeFrom ?? {});
    if (resumeFrom) this.saved = { checkpoint: resumeFrom, changes: this.amended.changes };
  }

  /** Trains until the end, a stop, or divergence. Rejects with AbortError, or with what went wrong. */
  async run(): Promise<RunEnd> {
    try {
      this.prepared = await prepare(this.request, this.amended.changes, this.parts, this.teller, this.abort.signal);
      return await this.loop();
    } finally {
      this.over = true;
      this.control.close();
      this.parts.company.leave();
      // Not there where preparing failed.
      (this.prepared as Prepared | undefined)?.engine.dispose();
    }
  }

  /** Obeys at once as far as the person can see; a step under way is finished behind the scenes. */
  command(command: RunCommand): void {
    const { control, teller } = this;
    control.obey(command);
    this.parts.company.poke();
    const going = WORKING.has(teller.phase);
    const waiting = WAITING.has(teller.phase);
    if (command === 'pause' && going) teller.enter('paused');
    if (command === 'resume' && waiting) teller.enter('training');
    if (command === 'step' && (going || waiting)) teller.enter('stepping');
    if (command === 'stop') teller.enter('stopping');
  }

  /** Gives the run up, without a last checkpoint. */
  cancel(): void {
    this.abort.abort();
    this.control.obey('stop');
  }

  /** Changes σ, the rule or both from the next step on. */
  change(change: Changes): Promise<void> {
    return this.between(async () => {
      const { network } = this.request.experiment;
      if (network.kind === 'plane')
        await this.applyEdit(planeEdit(this.amended.plane, underVariant(this.amended.plane, change)));
      else await this.applyChange(pickChanges(change));
    });
  }

  /** Edits the 2D net by hand after the step that all twins have taken; with null this one only keeps them company. */
  edit(edit: PlaneEdit | null): Promise<void> {
    return this.between(async () => {
      await this.meetTwins();
      if (edit) await this.applyEdit(edit);
    });
  }

  /** Takes one step and takes it apart; twins take the same one. */
  slowStep(place: number): Promise<PlaneStep> {
    return this.between(async () => {
      await this.meetTwins();
      return this.watchStep(place);
    });
  }

  /** The 2D net that trains here; null before it does, and for other networks. */
  get plane(): RunNet | null {
    const { network } = this.request.experiment;
    if (network.kind !== 'plane' || this.over || (this.prepared as Prepared | undefined) === undefined) return null;
    return { network: this.amended.plane, engine: this.prepared.engine };
  }

  /** A checkpoint of now. */
  takeCheckpoint(): Promise<Checkpoint> {
    return this.between(() => this.save());
  }

  /** Does something else with the device between two steps. Rejects with RunError where the run ends before. */
  between<T>(work: () => Promise<T>): Promise<T> {
    const done = this.control.between(work);
    this.parts.company.poke();
    return done;
  }

  /** Seconds that a step takes in this run; 0 where it isn't known yet. */
  get secondsPerStep(): number {
    return this.pace.secondsPerStep;
  }

  private async loop(): Promise<RunEnd> {
    this.parts.company.join(this.prepared.engine.step, (step) => this.teller.tell({ type: 'parted', step }));
    await this.save();
    await this.show(true);
    for (;;) {
      throwIfAborted(this.abort.signal);
      const end = await this.turn();
      if (end) return end;
      await this.breather.breathe();
    }
  }

  /** Does the next thing that is to be done; returns the run's end when that is it. */
  private async turn(): Promise<RunEnd | null> {
    const { control, ledger } = this;
    const { engine, schedule } = this.prepared;
    const { company } = this.parts;
    const { pokes } = company;
    await control.runTasks();
    if (this.bad) return this.endDiverged(this.bad);
    if (control.stopping) return this.end('paused');
    const evaluationDue = schedule.evaluatesAfter(engine.step) && (ledger.steps > 0 || this.ahead > 0);
    if (engine.step >= schedule.totalSteps && !evaluationDue) return this.end('done');
    if (!this.inSingleStep && !control.wantsStep && !company.isBehind) await this.rest(pokes);
    else if (!evaluationDue && !company.mayStep) await this.waitForOthers(pokes);
    else if (!this.inSingleStep && !company.isBehind && !control.grantStep()) await this.rest(pokes);
    else if (evaluationDue) await this.closeEpoch();
    else await this.step();
    return null;
  }

  private async step(): Promise<void> {
    const { engine, order, schedule } = this.prepared;
    this.work(this.control.paused ? 'stepping' : 'training');
    if (this.ahead === 0) this.aheadSince = performance.now();
    const t = engine.step;
    engine.setAnneal(this.amended.annealAt(t, schedule));
    await this.parts.guard(engine.trainStep(order.batch(t)));
    this.ahead++;
    this.parts.company.took(t + 1);
    if (t === 0)
      this.teller.tell({ type: 'gradNorms', gradNorms: await this.parts.guard(engine.parameterGradNorms()) });
    const { views } = this.prepared;
    const last = this.inSingleStep || schedule.evaluatesAfter(t + 1) || t + 1 >= schedule.totalSteps;
    if (!last && !views.wants(t + 1) && this.ahead < this.pace.stepsAhead(views.aheadMs)) return;
    await this.report();
    await this.showWhatIsDue();
    if (!schedule.evaluatesAfter(t + 1)) this.endSingleStep();
  }

  /** Starts the clock, and notes whether this goes on in spite of a pause. */
  private work(phase: 'training' | 'evaluating' | 'stepping'): void {
    this.inSingleStep = this.control.paused;
    this.teller.enter(phase);
    this.ledger.stopwatch.start();
  }

  private endSingleStep(): void {
    this.inSingleStep = false;
    if (this.control.paused) this.ledger.stopwatch.stop();
  }

  /** Waits for what is enqueued and enters it into the book. */
  private async report(): Promise<void> {
    if (this.ahead === 0 || this.bad) return;
    const report = await this.parts.guard(this.prepared.engine.report());
    this.pace.took(this.ahead, performance.now() - this.aheadSince);
    this.ahead = 0;
    this.parts.company.report(this.ledger.step + 1, report.losses, report.gradNorms);
    this.bad = this.ledger.enter(report);
    if (this.teller.stepsDue) this.tellSteps();
  }

  private tellSteps(): void {
    this.teller.steps(this.ledger, this.pace, this.prepared.schedule);
  }

  /** Comes behind a report: nothing is under way then. */
  private async showWhatIsDue(): Promise<void> {
    if (this.bad) return;
    if (this.inSingleStep) this.tellSteps();
    if (performance.now() - this.savedAt >= CHECKPOINT_MS) await this.save();
    if (this.inSingleStep || this.prepared.views.due(this.prepared.engine.step)) await this.show(this.inSingleStep);
  }

  /** Evaluates on the test set and closes the epoch in the book; interrupted by a command, it leaves all as it was. */
  private async closeEpoch(): Promise<void> {
    const { engine, schedule, test } = this.prepared;
    await this.report();
    if (this.bad) return;
    this.tellSteps();
    this.work('evaluating');
    const { interruptions } = this.control;
    const start = performance.now();
    const losses = await this.parts.guard(
      evaluateUnless(engine, test, () => this.control.interruptions !== interruptions),
    );
    if (losses !== null) {
      this.teller.evaluationSeconds = (performance.now() - start) / 1000;
      await this.enterEpoch(schedule.epochsAt(engine.step), losses);
    }
    this.endSingleStep();
  }

  private async enterEpoch(epoch: number, losses: TestLosses): Promise<void> {
    this.bad = this.ledger.checkTestLoss(losses.testLoss);
    if (this.bad) return;
    this.teller.tell({ type: 'epoch', epoch: this.ledger.closeEpoch(epoch, losses) });
    const { views, engine } = this.prepared;
    const long = performance.now() - this.savedAt >= views.epochMs;
    if (long) await this.save();
    if (views.epochMs === 0 || views.due(engine.step)) await this.show(views.epochMs === 0);
  }

  /** Waits for the person, or for another run to come ahead of this one: a pause may reach that one a step later. */
  private async rest(pokes: number): Promise<void> {
    await this.report();
    if (this.bad) return;
    this.ledger.stopwatch.stop();
    this.tellSteps();
    this.teller.enter('paused');
    if (!this.isSaved()) {
      await this.save();
      await this.show(true);
    }
    await Promise.race([this.control.somethingNew(), this.parts.company.moved(pokes)]);
  }

  private async end(status: 'done' | 'paused'): Promise<RunEnd> {
    const checkpoint = await this.save();
    if (this.bad) return this.endDiverged(this.bad);
    // Whoever stops a run wants it to end, not to look at it.
    if (status === 'done') await this.show(true);
    return { status, step: checkpoint.step, weights: checkpoint.weights, checkpoint };
  }

  /** The weights are spoilt by now: the last checkpoint is the end of what is good. */
  private endDiverged({ reason }: BadStep): RunEnd {
    this.tellSteps();
    const { checkpoint } = this.saved!;
    return { status: 'diverged', reason, step: this.ledger.step, weights: checkpoint.weights, checkpoint };
  }

  private async applyChange(change: Changes): Promise<void> {
    const { engine, schedule } = this.prepared;
    const before = this.amended.sigma;
    await this.amended.change(change, engine);
    const epoch = schedule.epochsAt(engine.step);
    const made: RunChange = { step: engine.step, epoch, ...change, label: describeChange(before, change) };
    this.teller.tell({ type: 'changed', change: made });
  }

  /** Numbers, σ and rules of the 2D net as edited by hand; the optimizer's moments stay. */
  private async applyEdit(edit: PlaneEdit): Promise<void> {
    await this.report();
    if (this.bad) return;
    const { engine, schedule, views } = this.prepared;
    const { guard, company } = this.parts;
    const weights = await guard(engine.weights());
    const { numbers, layers, label } = editMade(this.amended.plane, weights, edit);
    if (numbers.length === 0 && layers === null) return;
    if (numbers.length > 0)
      await guard(engine.restore(withNumbers(weights, numbers), await guard(engine.optimizerState()), engine.step));
    if (layers) await this.amended.change({ layers }, engine);
    else this.amended.touch();
    views.lastStep = null;
    const { step } = engine;
    company.edited(JSON.stringify([step, numbers, layers]));
    const made = { ...(numbers.length > 0 && { numbers }), ...(layers && { layers }), label };
    this.teller.tell({ type: 'changed', change: { step, epoch: schedule.epochsAt(step), ...made } });
  }

  /** Comes to the step that the furthest of the twins has taken, when all are between two steps. */
  private async meetTwins(): Promise<void> {
    const furthest = await this.parts.company.meet();
    while (this.prepared.engine.step < furthest && !this.bad) {
      await this.evaluateIfDue();
      await this.step();
    }
  }

  private async evaluateIfDue(): Promise<void> {
    if (this.prepared.schedule.evaluatesAfter(this.prepared.engine.step) && this.ledger.steps > 0)
      await this.closeEpoch();
  }

  /** Takes the next step, and takes it apart for the example at this place of the batch. */
  private async watchStep(place: number): Promise<PlaneStep> {
    const { engine, order, schedule } = this.prepared;
    if (!this.control.paused) throw new RunError('Pause the run first: slow motion goes step by step.');
    if (engine.step >= schedule.totalSteps) throw new RunError('The run is at its end: there is no step left.');
    await this.evaluateIfDue();
    const t = engine.step;
    const before = await this.parts.guard(engine.weights());
    const anneal = this.amended.annealAt(t, schedule);
    const net = { network: this.amended.plane, experiment: this.request.experiment, before, anneal, step: t };
    const watched = watchPlaneStep(net, this.prepared.train, order.batch(t), place);
    await this.step();
    if (this.bad) throw new RunError(this.bad.reason);
    return watched(await this.parts.guard(engine.weights()));
  }

  /** Makes a checkpoint, unless the last one is of now. Where the run turns out to have diverged, it stays the last one. */
  private async save(): Promise<Checkpoint> {
    await this.report();
    if (this.saved && (this.bad || this.isSaved())) return this.saved.checkpoint;
    this.tellSteps();
    const { ledger } = this;
    const { changes } = this.amended;
    const taking = takeCheckpoint(this.request.runId, this.prepared.engine, ledger, changes);
    const checkpoint = await this.parts.guard(taking);
    this.saved = { checkpoint, changes };
    this.savedAt = performance.now();
    this.teller.tell({ type: 'checkpoint', checkpoint });
    return checkpoint;
  }

  private isSaved(): boolean {
    if (!this.saved) return false;
    const { checkpoint, changes } = this.saved;
    return (
      checkpoint.step === this.prepared.engine.step &&
      checkpoint.epochSteps === this.ledger.steps &&
      changes === this.amended.changes
    );
  }

  /** Shows what is due of the network; `all`: everything that isn't of this step already. */
  private async show(all: boolean): Promise<void> {
    const { views, engine } = this.prepared;
    if (views.lastStep === engine.step) return;
    await this.parts.guard(views.show(engine, (event) => this.teller.tell(event), all));
  }

  /** `pokes` as they were before this run looked whether it has to. */
  private async waitForOthers(pokes: number): Promise<void> {
    await this.report();
    if (!this.bad) await this.parts.company.moved(pokes);
  }
}
