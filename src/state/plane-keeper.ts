/**
 * The 2D net of the page: keeps each view's experiment while the other view is open, what was edited by hand, and how it is looked at. The experiment
 * itself lives in the configuration, like any other.
 */
import { DEFAULT_EXPERIMENT, defaultSource } from '../domain/experiment/defaults.ts';
import type { DataSpec, Experiment, NetworkSpec, PlaneSpec } from '../domain/experiment/experiment.ts';
import { sameData } from '../domain/experiment/objects.ts';
import type { LiveRun, View } from './app-state.ts';
import type { Configuration } from './configuration.ts';
import { takenBack, type RunEdit } from './live-net.ts';
import type { Model } from './model.ts';
import { START_NET } from './plane-edits.ts';
import { EditHistory } from './edit-history.ts';
import { fitLook, type PlaneLook } from './plane-look.ts';

/** A view's experiment while the other view is open. */
interface Kept {
  readonly experiment: Experiment;
  readonly dataChosen: boolean;
}

/** What was there before an edit: numbers, σ and rules of the configured net, its points, or what brings runs under way back while they stand where they were edited. */
type Before =
  | { readonly of: 'net'; readonly layers: PlaneSpec['layers'] }
  | { readonly of: 'points'; readonly data: DataSpec }
  | { readonly of: 'runs'; readonly at: string; readonly edits: readonly RunEdit[] };

/** A net so small learns fast and takes large steps: long enough to be watched. */
const START: Experiment = {
  ...DEFAULT_EXPERIMENT,
  network: START_NET,
  optimizer: { ...DEFAULT_EXPERIMENT.optimizer, learningRate: 0.01 },
  epochs: 300,
  data: { ...DEFAULT_EXPERIMENT.data, source: defaultSource(START_NET) },
};

export class PlaneKeeper {
  private readonly model: Model;
  private readonly configuration: Configuration;
  private readonly history = new EditHistory<Before>();
  private readonly kept: Record<'autoencoder' | 'plane', Kept> = {
    autoencoder: { experiment: DEFAULT_EXPERIMENT, dataChosen: false },
    plane: { experiment: START, dataChosen: false },
  };
  /** The net that was last seen: another one, from a link or a run, starts a history of its own. */
  private known: PlaneSpec = START_NET;
  private editing = false;

  constructor(parts: { model: Model; configuration: Configuration }) {
    ({ model: this.model, configuration: this.configuration } = parts);
    this.configuration.addEventListener('change', () => this.followConfiguration());
    this.model.addEventListener('change', () => this.followRuns());
  }

  /** Opens a view, with the experiment that it had. */
  show(view: View): void {
    const { experiment, dataChosen } = this.configuration;
    if (view === 'runs') return this.model.update({ view });
    if (experiment.network.kind !== view) {
      this.kept[experiment.network.kind] = { experiment, dataChosen };
      const { experiment: back, dataChosen: chosen } = this.kept[view];
      this.configuration.apply(back, chosen);
    }
    this.model.update({ view });
  }

  /** Replaces the net by an edited one. Edits with the same key are undone together. */
  edit(network: PlaneSpec, key: string): void {
    const { network: before } = this.configuration.experiment;
    if (before.kind !== 'plane' || network === before) return;
    const after = this.configure(network);
    if (after === before || after.kind !== 'plane') return; // refused, with a notice
    if (network.layers !== before.layers)
      this.history.note({ of: 'net', layers: before.layers }, key, performance.now());
    this.announce(after);
  }

  /** Sets points by hand as what the net learns. */
  editPoints(data: DataSpec, key: string): void {
    const { network, data: before } = this.configuration.experiment;
    if (network.kind !== 'plane') return;
    this.configuration.configure({ data });
    if (this.configuration.experiment.data === before) return; // refused, with a notice
    this.history.note({ of: 'points', data: before }, key, performance.now());
    this.announce(network);
  }

  /** Notes edits of runs under way before they are made. */
  noteRun(edits: readonly RunEdit[], key: string): void {
    const back = takenBack(edits, this.stage());
    this.history.note({ of: 'runs', at: this.place(), edits: back }, key, performance.now());
    this.announce(this.known);
  }

  /** Takes the last edit back; what of it has to be told to runs under way is the caller's to tell. */
  undo(): readonly RunEdit[] {
    return this.restore('undo');
  }

  redo(): readonly RunEdit[] {
    return this.restore('redo');
  }

  look(change: Partial<PlaneLook>): void {
    const { plane, experiment } = this.model.state;
    const look = { ...plane.look, ...change };
    const fitting = experiment.network.kind === 'plane' ? fitLook(look, experiment.network) : look;
    this.model.update({ plane: { ...plane, look: fitting } });
  }

  /** The worker was replaced, and the canvases that it had are gone. */
  forgetCanvases(): void {
    const { plane } = this.model.state;
    this.model.update({ plane: { ...plane, canvases: plane.canvases + 1 } });
  }

  private restore(step: 'undo' | 'redo'): readonly RunEdit[] {
    const { network } = this.configuration.experiment;
    const wanted = step === 'undo' ? this.history.last : this.history.next;
    if (network.kind !== 'plane' || !this.allows(wanted)) return [];
    const found = this.history[step]((before) => this.presentOf(before));
    if (found?.of === 'net') this.configure({ ...network, layers: found.layers });
    if (found?.of === 'points') this.configuration.configure({ data: found.data });
    const after = this.configuration.experiment.network;
    if (after.kind === 'plane') this.announce(after);
    return found?.of === 'runs' ? found.edits : [];
  }

  /** What is there now in place of what was there before. */
  private presentOf(before: Before): Before {
    const { network, data } = this.configuration.experiment;
    switch (before.of) {
      case 'net':
        return { of: 'net', layers: (network as PlaneSpec).layers };
      case 'points':
        return { of: 'points', data };
      case 'runs':
        return { of: 'runs', at: before.at, edits: takenBack(before.edits, this.stage()) };
      default:
        return before satisfies never;
    }
  }

  /** While a run goes on its net is the one on show: nobody would see the configured one change. */
  private allows(before: Before | null): boolean {
    const { live } = this.model.state;
    const goesOn = live !== null && live.phase !== 'ended' && Boolean(live.plane?.numbers);
    return before !== null && !(before.of === 'net' && goesOn);
  }

  private stage(): readonly LiveRun[] {
    const { live, twins } = this.model.state;
    return twins.length > 0 ? twins : live === null ? [] : [live];
  }

  /** Where the runs on stage stand: as soon as one takes another step, its edits can't be taken back. */
  private place(): string {
    return this.stage()
      .map(({ run, step, phase }) => `${run.id} ${step} ${phase === 'ended' ? 'ended' : ''}`)
      .join();
  }

  private followRuns(): void {
    const place = this.place();
    const { canUndo, canRedo } = this.model.state.plane;
    const forgot = this.history.forget((before) => before.of === 'runs' && before.at !== place);
    if (forgot || canUndo !== this.allows(this.history.last) || canRedo !== this.allows(this.history.next))
      this.announce(this.known);
  }

  private configure(network: PlaneSpec): NetworkSpec {
    this.editing = true;
    this.configuration.configure({ network });
    this.editing = false;
    return this.configuration.experiment.network;
  }

  private announce(spec: PlaneSpec): void {
    this.known = spec;
    const canUndo = this.allows(this.history.last);
    const canRedo = this.allows(this.history.next);
    const { plane } = this.model.state;
    this.model.update({ plane: { ...plane, canUndo, canRedo, look: fitLook(plane.look, spec) } });
  }

  /** A link or a run's experiment may bring another kind of network, and with it the view. */
  private followConfiguration(): void {
    const { view } = this.model.state;
    const { network } = this.configuration.experiment;
    if (view !== 'runs' && network.kind !== view) this.model.update({ view: network.kind });
    if (network.kind !== 'plane' || this.editing || sameData(network, this.known)) return;
    this.history.clear();
    this.announce(network);
  }
}
