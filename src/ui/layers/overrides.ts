/** Layers with σ and rules of their own: edits from one network to the next, and words for them. Pure. */
import type { AutoencoderSpec, LayerOverride } from '../../domain/experiment/experiment.ts';
import { describeAutoencoder } from '../../domain/networks/autoencoder.ts';
import type { Block } from '../../domain/networks/description.ts';

/** One layer as a person knows it. */
export interface Layer {
  /** Name of the weights before σ, "encoder.0". */
  readonly name: string;
  /** "encoder 1". */
  readonly label: string;
  readonly half: 'encoder' | 'decoder';
  readonly block: Block;
  readonly own: LayerOverride | null;
}

/** The sixteen layers in order; the last has the output's sigmoid and no σ. */
export function layersOf(spec: AutoencoderSpec): readonly Layer[] {
  return describeAutoencoder(spec).blocks.map((block) => {
    const [half, index] = block.name.split('.') as ['encoder' | 'decoder', string];
    const label = `${half} ${Number(index) / 3 + 1}`;
    return { name: block.name, label, half, block, own: spec.layers?.[block.name] ?? null };
  });
}

/** The network with σ or rule of these layers set. */
export function withOwn(spec: AutoencoderSpec, names: readonly string[], change: LayerOverride): AutoencoderSpec {
  const own = names.map((name) => [name, { ...spec.layers?.[name], ...change }] as const);
  return { ...spec, layers: { ...spec.layers, ...Object.fromEntries(own) } };
}

/** The network with these layers as all others again. */
export function withoutOwn({ layers = {}, ...spec }: AutoencoderSpec, names: readonly string[]): AutoencoderSpec {
  const rest = Object.entries(layers).filter(([name]) => !names.includes(name));
  return rest.length === 0 ? spec : { ...spec, layers: Object.fromEntries(rest) };
}

/** How many layers differ, in a few words. */
export function ownSummary({ layers = {} }: AutoencoderSpec): string {
  const count = Object.keys(layers).length;
  return count === 0 ? 'all alike' : `${count} of 15 ${count === 1 ? 'differs' : 'differ'}`;
}
