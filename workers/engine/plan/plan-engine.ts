/**
 * The engine for WebGPU: a training step is a plan built once — static buffers, prebuilt pipelines and bind groups — and one submit. Uses
 * tfjs's own device, so that tensors and plans share it; owns all of its buffers and none of tfjs's. What a step computes is listed in
 * `dispatches.ts`; each step uploads only its frame and the indices of its batch, and leaves its loss and gradient norm in a ring that
 * `report()` reads in one transfer.
 */
import type { OutOfMemoryError } from '../../../src/domain/errors.ts';
import type { NamedArrays, NetworkDescription } from '../../../src/domain/networks/description.ts';
import { OPTIMIZERS } from '../../../src/domain/optimizers/registry.ts';
import { packSigmaUniforms } from '../../../src/domain/formula/shader/index.ts';
import { coefficientNames } from '../../kernels/plan/optimizer.ts';
import { packFrame } from '../../kernels/plan/frame.ts';
import { sigmaText, type SigmaText } from '../../kernels/plan/sigma-text.ts';
import type { BlockSigma, DeviceWeights, Engine, EngineOptions, Examples, StepReport } from '../engine.ts';
import { allocate, inFloats, REPORT_SLOTS, type NetworkBuffers } from './buffers.ts';
import { allocateExamples, uploadExamples, type DataPart } from './examples.ts';
import { trainingStep } from './dispatches.ts';
import { EvaluationPlan } from './evaluation-plan.ts';
import { pack, unpack } from './layout.ts';
import { limitsOf, megabytes, partsWithin, tooLarge, widestMap, type PlanLimits } from './memory.ts';
import { compileKernels } from './pipelines.ts';
import { Arena, Plan, uniformBuffer, type Dispatch } from './plan.ts';
import { readBuffers } from './read-buffer.ts';
import type { PlanContext } from './stages/context.ts';
import { tunedFor } from './tuner.ts';
import type { Tuning } from './tuning.ts';

/** Whether a plan exists for this network and these data: rows of numbers for the 2D net; else images as bytes, and a transposed convolution to one channel at the end. */
export function planSupports({ network, train }: EngineOptions): boolean {
  if (network.kind === 'plane') return train.inputs instanceof Float32Array;
  const { type, outChannels } = network.blocks.at(-1)!.map;
  const images = train.inputs instanceof Uint8Array && train.inputLength % 4 === 0 && train.targets === null;
  return type === 'conv-transposed' && outChannels === 1 && images;
}

/** Whether images between this network's layers can be kept in half precision. */
function canHalve({ kind }: NetworkDescription, device: GPUDevice): boolean {
  return kind === 'autoencoder' && device.features.has('shader-f16');
}

export interface PlanDevice {
  readonly device: GPUDevice;
  readonly software: boolean;
  /** The adapter's name; where there is none, its kernels are not tuned by measuring. */
  readonly adapter?: string;
  /** What to keep to, where not to the device's own limits. */
  readonly limits?: PlanLimits;
  /** The tuning to take, where not the device's own. */
  readonly tuning?: Tuning;
}

/** Builds the plan: tunes, allocates, uploads, compiles. Rejects with OutOfMemoryError where the device can't hold it. */
export async function openPlanEngine(wanted: EngineOptions, planDevice: PlanDevice): Promise<PlanEngine> {
  const { network, optimizer, loss, train } = wanted;
  const { device } = planDevice;
  const options = { ...wanted, half: wanted.half === true && canHalve(network, device) };
  // The 2D net's layers are too small for tiles to matter.
  const measured = network.kind === 'plane' ? { software: planDevice.software } : planDevice;
  const tuned = planDevice.tuning ?? (await tunedFor(device, measured, widestMap(network)));
  // Strips add up in what they write, and sums are floats.
  const tuning = options.half ? { ...tuned, strips: false } : tuned;
  const limits = planDevice.limits ?? limitsOf(device);
  const parts = partsWithin(options, tuning, limits);
  const arena = new Arena(device);
  try {
    device.pushErrorScope('out-of-memory');
    const buffers = allocate(options, parts, tuning, arena);
    const data = uploadExamples(device, arena, network, train, limits);
    const full = await device.popErrorScope();
    if (full) throw await noRoom(options, tuning, limits, device, arena);
    const engine = new PlanEngine(
      device,
      options,
      arena,
      { network, buffers, sigmas: [], optimizer, loss, tuning, limits, outputs: train.targetLength },
      data,
    );
    await engine.start();
    return engine;
  } catch (error) {
    arena.dispose();
    throw error;
  }
}

/** The device has refused memory: finds out, by halving, how much it would give. */
async function noRoom(
  options: EngineOptions,
  tuning: Tuning,
  limits: PlanLimits,
  device: GPUDevice,
  arena: Arena,
): Promise<OutOfMemoryError> {
  const where = `in what memory this graphics device gives (it would take ${megabytes(arena.bytes)})`;
  arena.dispose();
  for (let batchSize = options.batchSize >> 1; batchSize > 1; batchSize >>= 1)
    if (await hasRoom({ ...options, batchSize }, tuning, limits, device)) return tooLarge(options, where, batchSize);
  return tooLarge(options, where, 0);
}

async function hasRoom(
  options: EngineOptions,
  tuning: Tuning,
  limits: PlanLimits,
  device: GPUDevice,
): Promise<boolean> {
  const { network, train } = options;
  const trial = new Arena(device);
  device.pushErrorScope('out-of-memory');
  allocate(options, partsWithin(options, tuning, limits), tuning, trial);
  allocateExamples(network, train, limits, trial);
  const full = await device.popErrorScope();
  trial.dispose();
  return full === null;
}

/** See the top of the file; made by `openPlanEngine`. */
export class PlanEngine implements Engine {
  step = 0;
  private anneal: readonly number[] = [];
  private waiting = 0;
  private training!: Plan;
  private sigmas: (BlockSigma | null)[];
  private readonly coefficients: readonly string[];
  /** By the examples, in full precision and in half: a test set is uploaded once for each. */
  private readonly evaluations = [false, true].map(() => new Map<Examples, EvaluationPlan>());
  /** The same weights' loss with images in half precision; of a plan that trains so. */
  readonly evaluateInHalf?: NonNullable<Engine['evaluateInHalf']>;

  private readonly device: GPUDevice;
  private readonly options: EngineOptions;
  private readonly arena: Arena;
  private context: PlanContext;
  private readonly data: readonly DataPart[];

  constructor(
    device: GPUDevice,
    options: EngineOptions,
    arena: Arena,
    context: PlanContext,
    data: readonly DataPart[],
  ) {
    this.device = device;
    this.options = options;
    this.arena = arena;
    this.context = context;
    this.data = data;
    this.sigmas = [...options.sigmas];
    this.coefficients = coefficientNames(options.optimizer);
    if (options.half)
      this.evaluateInHalf = async (examples, cancelled = () => false) =>
        (await this.evaluationOf(examples, true)).loss(cancelled);
  }

  /** Uploads the parameters and compiles. */
  async start(): Promise<void> {
    this.upload(this.options.weights, new Map());
    this.writeTables();
    this.sigmas.forEach((_, block) => this.writeSigma(block));
    this.context = this.withSigmas();
    this.training = await this.compile(trainingStep(this.context, this.data));
  }

  get deviceWeights(): DeviceWeights {
    const { parameter, parameters } = this.buffers;
    const quadOf = (name: string): number => parameters.segments.find(({ info }) => info.name === name)!.offset / 4;
    return { device: this.device, buffer: parameter.buffer, quadOf };
  }

  async trainStep(indices: Uint32Array): Promise<void> {
    if (this.waiting === REPORT_SLOTS)
      throw new RangeError(`At most ${String(REPORT_SLOTS)} steps may wait to be reported.`);
    const { queue } = this.device;
    queue.writeBuffer(this.buffers.indices.buffer, 0, indices as Uint32Array<ArrayBuffer>);
    this.writeFrame();
    this.training.submit();
    this.step += 1;
    this.waiting += 1;
    return Promise.resolve();
  }

  async report(): Promise<StepReport> {
    const count = this.waiting;
    this.waiting = 0;
    const [pairs] = await readBuffers(this.device, [{ slice: this.buffers.report, floats: 2 * count }]);
    return { losses: pairs!.filter((_, i) => i % 2 === 0), gradNorms: pairs!.filter((_, i) => i % 2 === 1) };
  }

  async parameterGradNorms(): Promise<Record<string, number>> {
    const { parameters, squares } = this.buffers;
    const [values] = await readBuffers(this.device, [{ slice: squares, floats: parameters.segments.length }]);
    return Object.fromEntries(parameters.segments.map(({ info }, i) => [info.name, Math.sqrt(values![i]!)]));
  }

  async evaluate(examples: Examples, cancelled = () => false): Promise<number> {
    return (await this.evaluationOf(examples)).loss(cancelled);
  }

  async predict(examples: Examples): Promise<Float32Array> {
    return (await this.evaluationOf(examples)).output();
  }

  async setSigma(block: number, sigma: BlockSigma): Promise<void> {
    const before = this.sigmas[block];
    this.sigmas[block] = sigma;
    if (before && textKey(before) === textKey(sigma)) {
      this.writeSigma(block);
      return;
    }
    const context = this.withSigmas();
    const training = await this.compile(trainingStep(context, this.data));
    this.training.dispose();
    this.forgetEvaluations();
    Object.assign(this, { context, training });
    this.writeSigma(block);
  }

  setAnneal(t: readonly number[]): void {
    this.anneal = t;
  }

  async weights(): Promise<NamedArrays> {
    const { parameters, statistics, parameter, running } = this.buffers;
    const [trained, counted] = await readBuffers(this.device, [
      { slice: parameter, floats: parameters.length },
      { slice: running, floats: statistics.length },
    ]);
    const arrays: NamedArrays = new Map();
    unpack(parameters, trained!, arrays);
    unpack(statistics, counted!, arrays);
    return arrays;
  }

  async optimizerState(): Promise<NamedArrays> {
    const { parameters, moments } = this.buffers;
    const flats = await readBuffers(
      this.device,
      Array.from(moments.values(), (slice) => ({ slice, floats: parameters.length })),
    );
    const arrays: NamedArrays = new Map();
    Array.from(moments.keys()).forEach((moment, i) => unpack(parameters, flats[i]!, arrays, `${moment}/`));
    return arrays;
  }

  restore(weights: NamedArrays, optimizerState: NamedArrays, step: number): Promise<void> {
    this.upload(weights, optimizerState);
    this.step = step;
    this.waiting = 0;
    return Promise.resolve();
  }

  dispose(): void {
    this.training.dispose();
    this.forgetEvaluations();
    this.arena.dispose();
  }

  private get buffers(): NetworkBuffers {
    return this.context.buffers;
  }

  private withSigmas(): PlanContext {
    return { ...this.context, sigmas: this.sigmas.map((sigma) => sigma && textOf(sigma)) };
  }

  private async compile(list: readonly Dispatch[]): Promise<Plan> {
    const kernels = list.map(({ kernel }) => kernel);
    const pipelines = await compileKernels(this.device, kernels, this.options.onCompile);
    return new Plan(this.device, list, pipelines, uniformBuffer(this.device, list.length));
  }

  private async evaluationOf(examples: Examples, half = false): Promise<EvaluationPlan> {
    const plans = this.evaluations[Number(half)]!;
    let plan = plans.get(examples);
    if (!plan) {
      const context = half ? this.context : { ...this.context, buffers: inFloats(this.buffers) };
      plan = await EvaluationPlan.open(this.device, context, examples, this.options.batchSize);
      plans.set(examples, plan);
    }
    return plan;
  }

  private forgetEvaluations(): void {
    for (const plans of this.evaluations) {
      for (const plan of plans.values()) plan.dispose();
      plans.clear();
    }
  }

  private upload(weights: NamedArrays, optimizerState: NamedArrays): void {
    const { parameters, statistics, parameter, running, moments } = this.buffers;
    const { queue } = this.device;
    queue.writeBuffer(parameter.buffer, 0, pack(parameters, weights));
    queue.writeBuffer(running.buffer, 0, pack(statistics, weights));
    for (const [moment, slice] of moments)
      queue.writeBuffer(slice.buffer, 0, pack(parameters, optimizerState, `${moment}/`));
  }

  /** What never changes: where segments lie, and to which each 64 floats belong. */
  private writeTables(): void {
    const { parameters, segments, segmentOf } = this.buffers;
    const table = parameters.segments.flatMap(({ offset, length, count }) => [offset / 4, length / 4, count, 0]);
    const owner = new Uint32Array(parameters.length / 64);
    parameters.segments.forEach(({ offset, length }, i) =>
      owner.fill(i, offset / 64, Math.ceil((offset + length) / 64)),
    );
    this.device.queue.writeBuffer(segments.buffer, 0, new Uint32Array(table));
    this.device.queue.writeBuffer(segmentOf.buffer, 0, owner);
  }

  /** Noise is keyed by the steps taken before this one; optimizers count this one too. */
  private writeFrame(): void {
    const { optimizer } = this.options;
    const values = OPTIMIZERS[optimizer.name].coefficients(optimizer, this.step + 1);
    const frame = packFrame(
      this.waiting,
      this.step,
      this.anneal,
      this.coefficients.map((name) => values[name]!),
    );
    this.device.queue.writeBuffer(this.buffers.frame.buffer, 0, frame);
  }

  private writeSigma(block: number): void {
    const sigma = this.sigmas[block];
    if (!sigma) return;
    const context = { seed: this.options.seed, step: 0, layer: block, training: true, anneal: 0 };
    this.device.queue.writeBuffer(
      this.buffers.blocks[block]!.sigmaValues.buffer,
      0,
      packSigmaUniforms(sigma.values, context),
    );
  }
}

const textOf = ({ program, values }: BlockSigma): SigmaText => sigmaText(program, values.noise > 0);

const textKey = (sigma: BlockSigma): string => `${sigma.program.key} ${String(sigma.values.noise > 0)}`;
