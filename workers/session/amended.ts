/** The experiment as it is by now: σ, rules and the 2D net's layers with what was changed on the way. Owns what was changed, nothing of the loop. */
import { RunError } from '../../src/domain/errors.ts';
import type { Annealing, Experiment, PlaneSpec } from '../../src/domain/experiment/experiment.ts';
import type { Engine } from '../engine/engine.ts';
import type { Changes } from './checkpoints.ts';
import type { SessionParts } from './prepare.ts';
import type { Schedule } from './schedule.ts';
import { blockAnnealings, blockSigmas } from './sigmas.ts';

export class Amended {
  private readonly experiment: Experiment;
  private readonly parts: Pick<SessionParts, 'network' | 'makeSigma' | 'guard'>;
  private made: Changes;
  private annealings: readonly (Annealing | undefined)[];
  /** The 2D net with what was edited, made once for each edit. */
  private editedNet: { readonly by: Changes['layers']; readonly network: PlaneSpec } | null = null;

  constructor(experiment: Experiment, parts: Pick<SessionParts, 'network' | 'makeSigma' | 'guard'>, changes: Changes) {
    this.experiment = experiment;
    this.parts = parts;
    this.made = pickChanges(changes);
    this.annealings = blockAnnealings(parts.network, experiment, this.made);
  }

  /** All that was changed; another object after every change, of weights too. */
  get changes(): Changes {
    return this.made;
  }

  /** The experiment's own σ and rule, or those they were changed to. */
  get sigma(): Pick<Experiment, 'activation' | 'derivative'> {
    const { activation, derivative } = this.experiment;
    return { activation: this.made.activation ?? activation, derivative: this.made.derivative ?? derivative };
  }

  /** The 2D net with σ and rules as they are by now. Throws RunError for other networks. */
  get plane(): PlaneSpec {
    const { network } = this.experiment;
    if (network.kind !== 'plane') throw new RunError('Only the 2D net is edited and watched while it trains.');
    const { layers: edited } = this.made;
    if (!edited) return network;
    if (this.editedNet?.by !== edited) {
      const layers = network.layers.map((layer, k) => ({ ...layer, ...edited[k] }));
      this.editedNet = { by: edited, network: { ...network, layers } };
    }
    return this.editedNet.network;
  }

  /** How far each block's annealing has got at this step, one a block. */
  annealAt(step: number, schedule: Schedule): number[] {
    return this.annealings.map((annealing) => schedule.annealAt(step, annealing));
  }

  /** Gives every block of the engine the σ and rule that it has under these changes besides the earlier ones. */
  async change(changes: Changes, engine: Engine): Promise<void> {
    const { network, makeSigma, guard } = this.parts;
    const made = { ...this.made, ...pickChanges(changes) };
    const sigmas = blockSigmas(network, this.experiment, made, makeSigma);
    for (const [i, sigma] of sigmas.entries()) if (sigma) await guard(engine.setSigma(i, sigma));
    this.made = made;
    this.annealings = blockAnnealings(network, this.experiment, made);
  }

  /** Only weights were changed. */
  touch(): void {
    this.made = { ...this.made };
  }
}

/** Of something that holds more, the changes alone. */
export function pickChanges({ activation, derivative, layers }: Changes): Changes {
  return { ...(activation && { activation }), ...(derivative && { derivative }), ...(layers && { layers }) };
}
