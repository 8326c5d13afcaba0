/** Random experiments, complete and valid, in all their variety; the same for the same seed. */
import { ACTIVATIONS } from '../../../src/domain/activations/index.ts';
import type {
  ActivationSpec,
  DataSpec,
  DerivativeSpec,
  Experiment,
  NetworkSpec,
  PlaneLayerSpec,
  RuleSpec,
} from '../../../src/domain/experiment/experiment.ts';
import { OPTIMIZER_NAMES, PLANE_SOURCES, RULE_NAMES } from '../../../src/domain/experiment/experiment.ts';
import { SIGMA_LAYERS } from '../../../src/domain/experiment/parse-network.ts';
import { inputCount } from '../../../src/domain/networks/plane-inputs.ts';
import { Xoshiro128 } from '../../../src/domain/random/xoshiro.ts';

const FORMULAS = [
  'x',
  'max(0, x)',
  'x > 0 ? 1 : 0.01',
  'floor(x) + smoothstep(0, 1, frac(x))',
  '1 - 0.9*cos(2*pi*x)',
  'alpha + beta*x + gamma*x^2 + delta*x^3',
  'perlin(x) && x != 3 || !x',
  Array.from({ length: 60 }, (_, i) => `${i}.5*x`).join('+'),
];

export class RandomExperiments {
  private readonly random: Xoshiro128;

  constructor(seed: number) {
    this.random = new Xoshiro128(seed);
  }

  next(): Experiment {
    const activation = this.activation();
    const derivative = this.derivative();
    const network = this.maybe() ? this.autoencoder() : this.plane(activation, derivative);
    return {
      network,
      activation,
      derivative,
      optimizer: {
        name: this.pick(OPTIMIZER_NAMES),
        learningRate: this.positive(),
        momentum: this.maybe() ? 0 : this.random.uniform(),
        weightDecay: this.maybe() ? 0 : this.positive(),
        clipNorm: this.maybe() ? null : this.positive() + 1e-9,
        cautious: this.maybe(),
      },
      loss: this.pick(['mse', 'bce']),
      batchSize: this.integer(1, 4096),
      epochs: this.integer(1, 100_000),
      steps: this.maybe() ? null : this.integer(1, 1000),
      seed: this.random.next(),
      shuffle: this.maybe(),
      ...(this.maybe() && { precision: 'float16' as const }),
      data: {
        trainSize: this.maybe() ? null : this.integer(1, 60_000),
        testSize: this.maybe() ? null : this.integer(1, 10_000),
        noise: this.maybe() ? 0 : this.random.uniform(),
        ...this.source(network),
      },
    };
  }

  integer(from: number, to: number): number {
    return from + this.random.below(to - from + 1);
  }

  pick<const T>(list: readonly T[]): T {
    return list[this.random.below(list.length)]!;
  }

  maybe(): boolean {
    return this.random.below(2) === 1;
  }

  private positive(): number {
    return this.pick([0, 1, 0.001, 1e-7, 12.5, 1e21, this.random.uniform() / 3]);
  }

  private parameters(): Record<string, number> {
    const given: Record<string, number> = {};
    for (const name of ['alpha', 'beta', 'gamma', 'delta'])
      if (this.random.below(4) === 0) given[name] = this.random.normal() * 1e3;
    if (this.random.below(6) === 0) given['resolution'] = this.pick([1, 2, 4, 8]);
    return given;
  }

  private activation(): ActivationSpec {
    const { id } = this.pick(ACTIVATIONS);
    const sigma = this.maybe() ? { name: id } : { formula: this.pick(FORMULAS) };
    return { ...sigma, ...this.parameters() };
  }

  private rule(): RuleSpec {
    const rule = this.pick(RULE_NAMES);
    return {
      rule,
      ...((rule === 'formula' || this.random.below(5) === 0) && { formula: this.pick(FORMULAS) }),
      ...(this.random.below(3) === 0 && { left: this.pick(FORMULAS), right: this.pick(FORMULAS) }),
      ...(this.random.below(3) === 0 && { width: this.random.uniform() + 1e-6 }),
    };
  }

  private derivative(): DerivativeSpec {
    const from = this.random.below(3) * this.random.uniform();
    return {
      ...this.rule(),
      noise: this.maybe() ? 0 : this.random.uniform(),
      ...(this.random.below(4) === 0 && { anneal: { to: this.rule(), from, until: from + 1 + this.random.uniform() } }),
    };
  }

  private autoencoder(): NetworkSpec {
    const names = SIGMA_LAYERS.filter(() => this.random.below(6) === 0);
    const layers = names.map((name) => {
      const activation = this.maybe() ? { activation: this.activation() } : {};
      const both = {
        ...activation,
        ...((this.maybe() || !('activation' in activation)) && { derivative: this.derivative() }),
      };
      return [name, both] as const;
    });
    return {
      kind: 'autoencoder',
      channels: this.integer(1, 512),
      latent: this.integer(1, 512),
      coordinates: this.maybe(),
      ...(this.maybe() && layers.length > 0 && { layers: Object.fromEntries(layers) }),
    };
  }

  private plane(activation: ActivationSpec, derivative: DerivativeSpec): NetworkSpec {
    const plain = this.maybe();
    const frequencies = this.maybe() ? {} : { frequencies: [1, 2.5] };
    let columns = inputCount(frequencies);
    const layers: PlaneLayerSpec[] = [];
    for (let i = this.integer(1, 8); i > 0; i--) {
      const width = this.integer(1, 16);
      const own =
        !plain && this.maybe()
          ? { activation: this.activation(), derivative: this.derivative() }
          : { activation, derivative };
      layers.push({
        width,
        ...(!plain &&
          this.maybe() && { weights: Array.from({ length: width }, () => this.row(columns)), bias: this.row(width) }),
        ...own,
      });
      columns = width;
    }
    return { kind: 'plane', layers, zoom: this.pick([4, 1, 0.5, 10]), ...frequencies };
  }

  private row(length: number): number[] {
    return Array.from({ length }, () => this.random.normal());
  }

  private source(network: NetworkSpec): Pick<DataSpec, 'source' | 'formula' | 'image' | 'points'> {
    if (network.kind === 'autoencoder')
      return { source: this.pick(['fashion-mnist', 'garments', 'local:sample', 'local:Größe & = #+%/🙂']) };
    const source = this.pick(PLANE_SOURCES);
    if (source === 'image') return { source, image: { size: 2, levels: 'AAB/' + '/w==' } };
    if (source === 'points')
      return { source, points: Array.from({ length: 40 }, () => [this.random.normal(), 1 / 3, 1, this.pick([0, 1])]) };
    return source === 'formula' ? { source, formula: 'sin(x)*y' } : { source };
  }
}
