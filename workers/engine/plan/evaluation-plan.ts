/**
 * Evaluation of a network on one set of examples, over the memory of its training plan: the same block buffers, batch by batch. A short last
 * batch repeats its last example to fill up, and counts only the true ones.
 */
import { AbortError } from '../../../src/domain/errors.ts';
import type { Examples } from '../engine.ts';
import { evaluation, prediction } from './dispatches.ts';
import { compileKernels } from './pipelines.ts';
import { comparedLength, uploadExamples } from './examples.ts';
import { Arena, Plan, uniformBuffer, type Dispatch } from './plan.ts';
import { readBuffers } from './read-buffer.ts';
import type { PlanContext } from './stages/context.ts';
import { evaluationConstants } from './stages/forward.ts';

/** Batches enqueued before the loop asks whether to go on. */
const BATCHES_AHEAD = 4;

interface Plans {
  /** BatchNorm's constants, once before everything. */
  readonly constants: Plan;
  readonly full: Plan;
  /** The last batch. */
  readonly rest: Plan;
  readonly output: Plan;
}

/** Made by `open`, which uploads the examples' bytes. */
export class EvaluationPlan {
  private readonly batches: number;
  private readonly device: GPUDevice;
  private readonly context: PlanContext;
  private readonly examples: Examples;
  private readonly arena: Arena;
  private readonly batchSize: number;
  private readonly plans: Plans;

  private constructor(
    device: GPUDevice,
    context: PlanContext,
    examples: Examples,
    arena: Arena,
    batchSize: number,
    plans: Plans,
  ) {
    this.device = device;
    this.context = context;
    this.examples = examples;
    this.arena = arena;
    this.batchSize = batchSize;
    this.plans = plans;
    this.batches = Math.ceil(examples.count / batchSize);
  }

  static async open(
    device: GPUDevice,
    context: PlanContext,
    examples: Examples,
    batchSize: number,
  ): Promise<EvaluationPlan> {
    const arena = new Arena(device);
    const data = uploadExamples(device, arena, context.network, examples, context.limits);
    const lists = {
      constants: evaluationConstants(context),
      full: evaluation(context, data, batchSize),
      rest: evaluation(context, data, examples.count % batchSize),
      output: prediction(context, data),
    };
    const pipelines = await compileKernels(
      device,
      Object.values(lists)
        .flat()
        .map(({ kernel }) => kernel),
    );
    const plan = (list: readonly Dispatch[]) => new Plan(device, list, pipelines, uniformBuffer(device, list.length));
    return new EvaluationPlan(device, context, examples, arena, batchSize, {
      constants: plan(lists.constants),
      full: plan(lists.full),
      rest: plan(lists.rest),
      output: plan(lists.output),
    });
  }

  /** Mean loss over all elements of all examples. Rejects with AbortError when cancelled. */
  async loss(cancelled: () => boolean): Promise<number> {
    const { lossTotal } = this.context.buffers;
    this.device.queue.writeBuffer(lossTotal.buffer, 0, new Float32Array(4));
    this.plans.constants.submit();
    for (let batch = 0; batch < this.batches; batch++) {
      if (cancelled()) throw new AbortError('The evaluation was given up.');
      this.writeIndices(batch);
      (this.countIn(batch) === this.batchSize ? this.plans.full : this.plans.rest).submit();
      if (batch % BATCHES_AHEAD === BATCHES_AHEAD - 1) await this.device.queue.onSubmittedWorkDone();
    }
    const [total] = await readBuffers(this.device, [{ slice: lossTotal, floats: 1 }]);
    return total![0]! / (this.examples.count * comparedLength(this.context.network, this.examples));
  }

  /** The network's output for every example. */
  async output(): Promise<Float32Array> {
    const { parts, length, stored } = this.outputPlaces();
    const all = new Float32Array(this.examples.count * length);
    this.plans.constants.submit();
    for (let batch = 0; batch < this.batches; batch++) {
      this.writeIndices(batch);
      this.plans.output.submit();
      const read = parts
        .map(({ first, count, slice }) => ({
          first,
          slice,
          floats: Math.min(count, this.countIn(batch) - first) * stored,
        }))
        .filter(({ floats }) => floats > 0);
      const values = await readBuffers(this.device, read);
      for (const [p, { first, floats }] of read.entries())
        for (let i = 0; i < floats / stored; i++)
          all.set(values[p]!.subarray(i * stored, i * stored + length), (batch * this.batchSize + first + i) * length);
    }
    return all;
  }

  /** Where a batch's outputs lie: so many numbers an example, of so many that are stored. */
  private outputPlaces() {
    const { parts, block, quads } = this.context.buffers.blocks.at(-1)!;
    const plane = this.context.network.kind === 'plane';
    const pixels = block.map.outSize ** 2;
    return {
      parts: parts.map(({ first, count, a, batch }) => ({ first, count, slice: plane ? a : batch.output })),
      length: plane ? block.map.outChannels : pixels,
      stored: plane ? 4 * quads : pixels,
    };
  }

  private countIn(batch: number): number {
    return Math.min(this.batchSize, this.examples.count - batch * this.batchSize);
  }

  private writeIndices(batch: number): void {
    const last = this.examples.count - 1;
    const indices = Uint32Array.from({ length: this.batchSize }, (_, i) => Math.min(last, batch * this.batchSize + i));
    this.device.queue.writeBuffer(this.context.buffers.indices.buffer, 0, indices);
  }

  dispose(): void {
    const { constants, full, rest, output } = this.plans;
    for (const plan of [constants, full, rest, output]) plan.dispose();
    this.arena.dispose();
  }
}
