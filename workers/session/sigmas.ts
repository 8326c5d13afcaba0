/** Which σ and which rule each block of a network has: the block's own, else what the run was changed to, else the experiment's. */
import type {
  ActivationSpec,
  Annealing,
  DerivativeSpec,
  Experiment,
  LayerOverride,
} from '../../src/domain/experiment/experiment.ts';
import type { Block, NetworkDescription } from '../../src/domain/networks/description.ts';
import type { BlockSigma } from '../engine/engine.ts';
import type { Changes } from './checkpoints.ts';

/** Makes kernels' input of an activation and a rule (SPEC §3). Throws FormulaError. */
export type MakeSigma = (activation: ActivationSpec, derivative: DerivativeSpec) => BlockSigma;

/** One a block; null where the block has no σ. */
export function blockSigmas(
  network: NetworkDescription,
  experiment: Experiment,
  changes: Changes,
  makeSigma: MakeSigma,
): (BlockSigma | null)[] {
  return network.blocks.map((block, i) => {
    if (block.after !== 'sigma') return null;
    const activation =
      ownSigma(experiment, changes, block, i).activation ?? changes.activation ?? experiment.activation;
    return makeSigma(activation, derivativeOf(experiment, changes, block, i));
  });
}

/** What each block's rule moves to, and when; one a block. */
export function blockAnnealings(
  network: NetworkDescription,
  experiment: Experiment,
  changes: Changes,
): (Annealing | undefined)[] {
  return network.blocks.map((block, i) => derivativeOf(experiment, changes, block, i).anneal);
}

function derivativeOf(experiment: Experiment, changes: Changes, block: Block, index: number): DerivativeSpec {
  return ownSigma(experiment, changes, block, index).derivative ?? changes.derivative ?? experiment.derivative;
}

function ownSigma({ network }: Experiment, { layers }: Changes, block: Block, index: number): LayerOverride {
  const { kind } = network;
  switch (kind) {
    case 'autoencoder':
      return network.layers?.[block.name] ?? {};
    case 'plane':
      return layers?.[index] ?? network.layers[index] ?? {};
    default:
      return kind satisfies never;
  }
}

/** The change in words: "relu → gelu", "exact → straight-through", "alpha 1 → 1.5". */
export function describeChange(before: Pick<Experiment, 'activation' | 'derivative'>, change: Changes): string {
  const { activation, derivative } = change;
  const parts = [
    activation && describeSigma(before.activation, activation),
    derivative && describeRule(before.derivative, derivative),
  ];
  return parts.filter(Boolean).join(', ');
}

const PARAMETERS = ['alpha', 'beta', 'gamma', 'delta', 'resolution'] as const;

function describeSigma(before: ActivationSpec, after: ActivationSpec): string {
  const moved = nameOf(before) === nameOf(after) && numbersMoved(before, after, PARAMETERS);
  return moved || `σ: ${nameOf(before)} → ${nameOf(after)}`;
}

function describeRule(before: DerivativeSpec, after: DerivativeSpec): string {
  const moved = before.rule === after.rule && numbersMoved(before, after, ['width', 'noise']);
  return moved || `derivative: ${before.rule} → ${after.rule}`;
}

/** "alpha 1 → 1.5" for each number that moved; a missing one is the default. */
function numbersMoved<K extends string>(
  before: Readonly<Partial<Record<K, number>>>,
  after: Readonly<Partial<Record<K, number>>>,
  names: readonly K[],
): string {
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${before[name] ?? 'default'} → ${after[name] ?? 'default'}`)
    .join(', ');
}

function nameOf(activation: ActivationSpec): string {
  return activation.name ?? activation.formula;
}
