/**
 * The 2D net of the page: keeps each view's experiment while the other view is open, what was edited by hand, and how it is looked at. The experiment
 * itself lives in the configuration, like any other.
 */
import { DEFAULT_EXPERIMENT, defaultSource } from '../domain/experiment/defaults.ts';
import type { Experiment, NetworkSpec, PlaneSpec } from '../domain/experiment/experiment.ts';
import { sameData } from '../domain/experiment/objects.ts';
import type { View } from './app-state.ts';
import type { Configuration } from './configuration.ts';
import type { Model } from './model.ts';
import { START_NET } from './plane-edits.ts';
import { EditHistory } from './edit-history.ts';
import { fitLook, type PlaneLook } from './plane-look.ts';

/** A view's experiment while the other view is open. */
interface Kept {
  readonly experiment: Experiment;
  readonly dataChosen: boolean;
}

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
  private readonly history = new EditHistory<PlaneSpec['layers']>();
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
    if (network.layers !== before.layers) this.history.note(before.layers, key, performance.now());
    this.announce(after);
  }

  undo(): void {
    this.restore((layers) => this.history.undo(layers));
  }

  redo(): void {
    this.restore((layers) => this.history.redo(layers));
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

  private restore(step: (layers: PlaneSpec['layers']) => PlaneSpec['layers'] | null): void {
    const { network } = this.configuration.experiment;
    if (network.kind !== 'plane') return;
    const layers = step(network.layers);
    if (layers === null) return;
    const after = this.configure({ ...network, layers });
    if (after.kind === 'plane') this.announce(after);
  }

  private configure(network: PlaneSpec): NetworkSpec {
    this.editing = true;
    this.configuration.configure({ network });
    this.editing = false;
    return this.configuration.experiment.network;
  }

  private announce(spec: PlaneSpec): void {
    this.known = spec;
    const { canUndo, canRedo } = this.history;
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
