/**
 * An engine without arithmetic worth the name, for tests of the loop around it: one weight that moves with every batch, so that its losses tell
 * whether each step saw the right examples, weights and step number. Counts what was done to it.
 */
import type { NamedArrays } from '../../../src/domain/networks/description.ts';
import type { BlockSigma, Engine, EngineOptions, Examples, StepReport } from '../../../workers/engine/engine.ts';

export interface ToyBehaviour {
  /** Milliseconds that each step takes, as waiting. */
  readonly stepMs?: number;
  /** Milliseconds an evaluation takes, in ten slices. */
  readonly evaluateMs?: number;
  /** The step, counted from 1, whose loss is NaN. */
  readonly nanAt?: number;
  /** Whether it says what its weights lose in half precision. */
  readonly half?: boolean;
  /** Throws in this step. */
  readonly failAt?: number;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class ToyEngine implements Engine {
  step = 0;
  readonly batches: number[][] = [];
  readonly anneals: (readonly number[])[] = [];
  readonly sigmas: (readonly [number, BlockSigma])[] = [];
  disposed = false;
  evaluations = 0;
  readonly evaluateInHalf?: NonNullable<Engine['evaluateInHalf']>;
  private weight: number;
  private momentum = 0;
  private losses: number[] = [];
  private readonly options: EngineOptions;
  private readonly behaviour: ToyBehaviour;

  constructor(options: EngineOptions, behaviour: ToyBehaviour = {}) {
    this.options = options;
    this.behaviour = behaviour;
    if (behaviour.half) this.evaluateInHalf = async (...args) => 1.5 * (await this.evaluate(...args));
    this.weight = [...options.weights.values()][0]!.data[0]!;
  }

  async trainStep(indices: Uint32Array): Promise<void> {
    if (this.behaviour.stepMs) await wait(this.behaviour.stepMs);
    if (this.step + 1 === this.behaviour.failAt) throw new RangeError('Array buffer allocation failed');
    this.batches.push([...indices]);
    const mean = indices.reduce((sum, i) => sum + this.options.train.inputs[784 * i + 400]!, 0) / indices.length / 255;
    const error = this.weight - mean;
    this.step++;
    this.losses.push(this.step === this.behaviour.nanAt ? NaN : error * error);
    this.momentum = 0.9 * this.momentum + error;
    this.weight = Math.fround(this.weight - 0.01 * this.momentum);
    this.momentum = Math.fround(this.momentum);
  }

  report(): Promise<StepReport> {
    const losses = Float32Array.from(this.losses);
    this.losses = [];
    return Promise.resolve({ losses, gradNorms: losses.map((loss) => Math.sqrt(loss)) });
  }

  parameterGradNorms(): Promise<Record<string, number>> {
    return Promise.resolve({ 'encoder.0.weight': 1 });
  }

  async evaluate(_examples: Examples, cancelled: () => boolean = () => false): Promise<number> {
    this.evaluations++;
    for (let slice = 0; slice < 10; slice++) {
      if (this.behaviour.evaluateMs) await wait(this.behaviour.evaluateMs / 10);
      if (cancelled()) return NaN;
    }
    return Math.abs(this.weight);
  }

  predict(examples: Examples): Promise<Float32Array> {
    return Promise.resolve(Float32Array.from(examples.inputs, (byte) => byte / 255));
  }

  setSigma(block: number, sigma: BlockSigma): Promise<void> {
    this.sigmas.push([block, sigma]);
    return Promise.resolve();
  }

  setAnneal(t: readonly number[]): void {
    this.anneals.push(t);
  }

  weights(): Promise<NamedArrays> {
    const weights: NamedArrays = new Map(this.options.weights);
    const [name, first] = [...weights][0]!;
    const data = first.data.slice();
    data[0] = this.weight;
    weights.set(name, { shape: first.shape, data });
    return Promise.resolve(weights);
  }

  optimizerState(): Promise<NamedArrays> {
    return Promise.resolve(
      new Map([['momentum/encoder.0.weight', { shape: [1], data: Float32Array.of(this.momentum) }]]),
    );
  }

  restore(weights: NamedArrays, optimizerState: NamedArrays, step: number): Promise<void> {
    this.weight = [...weights.values()][0]!.data[0]!;
    this.momentum = optimizerState.get('momentum/encoder.0.weight')!.data[0]!;
    this.step = step;
    return Promise.resolve();
  }

  dispose(): void {
    this.disposed = true;
  }
}
