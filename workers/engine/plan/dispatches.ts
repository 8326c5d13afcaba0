/**
 * The dispatches of a training step, an evaluation and a prediction, in order. Pure bookkeeping: what a kernel computes stands in
 * `kernels/plan`, how dispatches run in `plan.ts`.
 *
 * Life of a step: gather the batch → for each block: convolve (normalising its input as it reads it), σ with partial statistics, merge them → loss and its gradient → for
 * each block from the last: gradients of γ and β, ∂L/∂x of BatchNorm and σ, gradients of bias and weights, ∂L/∂(input) → norms, clipping, update.
 */
import type { Loss, OptimizerSpec } from '../../../src/domain/experiment/experiment.ts';
import type { Block, NetworkDescription } from '../../../src/domain/networks/description.ts';
import { correlation, type Convolution, type Taps } from '../../kernels/plan/correlation.ts';
import { appendCoordinates, gatherImages } from '../../kernels/plan/gather.ts';
import { addLoss, finishLoss, lossOnly, lossWithGradient, outputKernel } from '../../kernels/plan/loss.ts';
import * as norm from '../../kernels/plan/normalisation.ts';
import { cautiousShares, clipKernel, gradientSquares, updateKernel } from '../../kernels/plan/optimizer.ts';
import type { SigmaText } from '../../kernels/plan/sigma-text.ts';
import { spread } from '../../kernels/plan/spread.ts';
import { correlationStrip, spreadStrip } from '../../kernels/plan/strip.ts';
import { sumSlices } from '../../kernels/plan/sum-slices.ts';
import { weightGradient } from '../../kernels/plan/weight-gradient.ts';
import type { BlockBuffers, NetworkBuffers } from './buffers.ts';
import * as dense from './dense.ts';
import { sidesOf, tapsOf, type Layout } from './layout.ts';
import type { Dispatch, Slice } from './plan.ts';
import { weightSlices, type Tuning } from './tuning.ts';

/** Everything that decides which dispatches there are. */
export interface PlanContext {
  readonly network: NetworkDescription;
  readonly buffers: NetworkBuffers;
  readonly sigmas: readonly (SigmaText | null)[];
  readonly optimizer: OptimizerSpec;
  readonly loss: Loss;
  readonly tuning: Tuning;
  /** Outputs of the 2D net that have targets, its first ones. */
  readonly outputs: number;
}

/** One optimizer step on the batch whose indices lie in `indices`. */
export function trainingStep(context: PlanContext, data: Slice): Dispatch[] {
  return [
    ...trainingForward(context, data),
    ...context.buffers.blocks.toReversed().flatMap((block) => backward(context, block)),
    ...update(context),
  ];
}

/** The part of a step up to the loss and its slope. */
export function trainingForward(context: PlanContext, data: Slice): Dispatch[] {
  return [
    ...gather(context, data),
    ...context.buffers.blocks.flatMap((block) => [convolve(context, block), ...activate(context, block)]),
    ...lossForTraining(context),
  ];
}

/** Adds the loss of the first `count` examples of the batch, in evaluation mode, to `lossTotal`. */
export function evaluation(context: PlanContext, data: Slice, count: number): Dispatch[] {
  const { buffers, loss } = context;
  const last = buffers.blocks.at(-1)!;
  const slices = Math.min(context.tuning.slices, last.rows);
  const outputs = count * last.block.map.outSize ** 2;
  return [
    ...predictionInto(context, data),
    context.network.kind === 'plane'
      ? dense.rowLoss(context, count)
      : {
          kernel: lossOnly(loss),
          buffers: { partial: buffers.scratch.loss, x: last.x, goal: buffers.image },
          sizes: { count: outputs, slices },
          extent: { threads: slices },
        },
    {
      kernel: addLoss(),
      buffers: { total: buffers.lossTotal, partial: buffers.scratch.loss },
      sizes: { slices },
      extent: { threads: 1 },
    },
  ];
}

/** The constants of evaluation, from the running statistics; once before evaluating. */
export function evaluationConstants({ buffers }: PlanContext): Dispatch[] {
  return normed(buffers).map((block) => ({
    kernel: norm.runningConstants(),
    buffers: {
      constants: block.constants,
      ...runningOf(buffers, block),
      ...gammaBeta(buffers.parameters, buffers.parameter, block),
    },
    sizes: { quads: block.quads },
    extent: { threads: block.quads },
  }));
}

/** The network's output for the batch, in evaluation mode. */
export function prediction(context: PlanContext, data: Slice): Dispatch[] {
  const { buffers } = context;
  const last = buffers.blocks.at(-1)!;
  if (context.network.kind === 'plane') return predictionInto(context, data);
  return [
    ...predictionInto(context, data),
    { kernel: outputKernel(), buffers: { y: buffers.output, x: last.x }, sizes: {}, extent: { threads: last.rows } },
  ];
}

function predictionInto(context: PlanContext, data: Slice): Dispatch[] {
  const { buffers } = context;
  return [
    ...gather(context, data),
    ...buffers.blocks.flatMap((block) => [convolve(context, block), ...activateForEvaluation(context, block)]),
  ];
}

function gather(context: PlanContext, data: Slice): Dispatch[] {
  const { network, buffers } = context;
  if (network.kind === 'plane') return dense.gatherRows(context, data);
  const size = network.blocks[0]!.map.inSize;
  const pixels = buffers.image.size! / 4;
  const images: Dispatch = {
    kernel: gatherImages(),
    buffers: { image: buffers.image, bytes: data, indices: buffers.indices },
    sizes: { wordsPerImage: (size * size) / 4 },
    extent: { threads: pixels / 4 },
  };
  if (!network.coordinates) return [images];
  const input = buffers.blocks[0]!.input;
  return [
    images,
    {
      kernel: appendCoordinates(),
      buffers: { x: input, image: buffers.image },
      sizes: { size },
      extent: { threads: pixels },
    },
  ];
}

/** x of a block, from its input. */
function convolve(context: PlanContext, block: BlockBuffers): Dispatch {
  const { parameter, parameters } = context.buffers;
  const bias = part(parameters, parameter, `${block.block.name}.bias`);
  const input = { x: block.input, constants: block.inputNorm };
  return affine(context, block, block.x, input, bias, block.block.map.type === 'conv-transposed');
}

/** ∂L/∂(input) of a block, from ∂L/∂x: the map the other way round, without bias. */
function convolveBack(context: PlanContext, block: BlockBuffers): Dispatch {
  const { scratch } = context.buffers;
  const input = { x: scratch.dx, constants: null };
  return affine(context, block, scratch.dy, input, scratch.zeros, block.block.map.type !== 'conv-transposed');
}

/** `constants`: those of a BatchNorm that x still has to go through. */
function affine(
  { buffers, tuning }: PlanContext,
  { block, index, rows }: BlockBuffers,
  y: Slice,
  { x, constants }: { readonly x: Slice; readonly constants: Slice | null },
  bias: Slice,
  spreads: boolean,
): Dispatch {
  const sides = sidesOf(block);
  const batch = batchOf(block, rows);
  const convolution = convolutionFor(tuning, block, tapsOf(block, index), spreads, constants !== null);
  const w = part(buffers.parameters, buffers.parameter, `${block.name}.weight`);
  return {
    kernel: convolution.kernel,
    buffers: { y, x, w, bias, ...(constants && { constants }) },
    sizes: convolution.sizes(batch, sides),
    extent: { threads: convolution.threads(batch, sides) },
  };
}

function convolutionFor(
  { strips, tile }: Tuning,
  block: Block,
  taps: Taps,
  spreads: boolean,
  normed: boolean,
): Convolution {
  if (strips && !spreads) return correlationStrip(taps, normed);
  if (strips && taps.stride === 1) return spreadStrip(taps, normed);
  const { bigSize, smallSize } = sidesOf(block);
  const pixels = Math.min(tile.pixels, spreads ? bigSize : smallSize);
  return (spreads ? spread : correlation)(taps, { ...tile, pixels }, normed);
}

/** a and the constants of BatchNorm of a block while training. */
function activate(context: PlanContext, block: BlockBuffers): Dispatch[] {
  const { buffers, sigmas, tuning } = context;
  const sigma = sigmas[block.index];
  if (!sigma) return [];
  if (block.block.norm === null) return dense.activateAlone(context, block);
  const { rows, quads, x, a, constants } = block;
  const slices = Math.min(rows, tuning.slices);
  const partial = buffers.scratch.statistics;
  return [
    {
      kernel: norm.activateWithStatistics(sigma),
      buffers: { a, partial, x, sigmaValues: block.sigmaValues, frame: buffers.frame },
      sizes: { rows, quads, slices, channels: block.block.map.outChannels },
      extent: { threads: slices * quads },
    },
    {
      kernel: norm.finishStatistics(tuning.lanes),
      buffers: {
        constants,
        partial,
        ...runningOf(buffers, block),
        ...gammaBeta(buffers.parameters, buffers.parameter, block),
      },
      sizes: { rows, quads, slices },
      extent: { groups: quads },
    },
  ];
}

function activateForEvaluation({ sigmas, buffers }: PlanContext, block: BlockBuffers): Dispatch[] {
  const sigma = sigmas[block.index];
  if (!sigma) return [];
  const { sizes, extent } = eachRow(block);
  return [
    {
      kernel: norm.activate(sigma),
      buffers: { a: block.a, x: block.x, sigmaValues: block.sigmaValues, frame: buffers.frame },
      sizes: { ...sizes, channels: block.block.map.outChannels },
      extent,
    },
  ];
}

/** Sizes and threads of a kernel that gives each thread a few rows of one quad. */
function eachRow({ rows, quads }: BlockBuffers) {
  const stride = Math.ceil(rows / norm.ROWS_PER_THREAD);
  return { sizes: { rows, quads, stride }, extent: { threads: stride * quads } };
}

function lossForTraining(context: PlanContext): Dispatch[] {
  const { network, buffers, loss, tuning } = context;
  if (network.kind === 'plane') return dense.rowLossForTraining(context);
  const last = buffers.blocks.at(-1)!;
  const { scratch } = buffers;
  const slices = Math.min(tuning.slices, last.rows);
  const bias = segmentOf(buffers.parameters, `${last.block.name}.bias`);
  return [
    {
      kernel: lossWithGradient(loss),
      buffers: { dx: scratch.dx, partial: scratch.loss, x: last.x, goal: buffers.image },
      sizes: { count: last.rows, slices },
      extent: { threads: slices },
    },
    {
      kernel: finishLoss(),
      buffers: { report: buffers.report, gradient: buffers.gradient, partial: scratch.loss, frame: buffers.frame },
      sizes: { count: last.rows, slices, bias: bias.offset / 4 },
      extent: { threads: 1 },
    },
  ];
}

/** From ∂L/∂y of a block (or, for the last, ∂L/∂x) to the gradients of its parameters and ∂L/∂(input). */
function backward(context: PlanContext, block: BlockBuffers): Dispatch[] {
  return [
    ...(block.block.norm !== null
      ? backwardOfNormAndSigma(context, block)
      : block.block.after === 'sigma'
        ? backwardOfSigma(context, block)
        : []),
    ...gradientOfWeights(context, block),
    ...(block.index === 0 ? [] : [convolveBack(context, block)]),
  ];
}

/** Of σ without a BatchNorm, and the bias before it. */
function backwardOfSigma(context: PlanContext, block: BlockBuffers): Dispatch[] {
  const { buffers, tuning } = context;
  const slices = Math.min(block.rows, tuning.slices);
  const place = segmentOf(buffers.parameters, `${block.block.name}.bias`).offset / 4;
  const sizes = { slices, length: block.quads, place, split: block.quads, placeAfter: 0 };
  return [
    dense.sigmaBackwardAlone(context, block, slices),
    summed(tuning, buffers.gradient, buffers.scratch.sums, sizes),
  ];
}

function backwardOfNormAndSigma({ buffers, sigmas, tuning }: PlanContext, block: BlockBuffers): Dispatch[] {
  const { scratch, gradient, parameters } = buffers;
  const { rows, quads, x, a, constants } = block;
  const slices = Math.min(rows, tuning.slices);
  const offset = (name: string) => segmentOf(parameters, name).offset / 4;
  const norms = {
    place: offset(`${block.block.norm!}.weight`),
    split: quads,
    placeAfter: offset(`${block.block.norm!}.bias`),
  };
  const bias = { place: offset(`${block.block.name}.bias`), split: quads, placeAfter: 0 };
  return [
    {
      kernel: norm.normBackwardSums(),
      buffers: { partial: scratch.sums, dy: scratch.dy, a, constants },
      sizes: { rows, quads, slices },
      extent: { threads: slices * quads },
    },
    summed(tuning, gradient, scratch.sums, { slices, length: 2 * quads, ...norms }),
    {
      kernel: norm.normSigmaBackward(sigmas[block.index]!),
      buffers: {
        dx: scratch.dx,
        partial: scratch.sums,
        dy: scratch.dy,
        a,
        x,
        constants,
        gradient,
        sigmaValues: block.sigmaValues,
        frame: buffers.frame,
      },
      sizes: { rows, quads, slices, channels: block.block.map.outChannels, gamma: norms.place, beta: norms.placeAfter },
      extent: { threads: slices * quads },
    },
    summed(tuning, gradient, scratch.sums, { slices, length: quads, ...bias }),
  ];
}

function gradientOfWeights(
  { buffers, tuning }: PlanContext,
  { block, index, input, inputNorm, rows }: BlockBuffers,
): Dispatch[] {
  const { scratch, gradient, parameters } = buffers;
  const taps = tapsOf(block, index);
  const sides = sidesOf(block);
  const transposed = block.map.type === 'conv-transposed';
  const [big, small] = transposed ? [scratch.dx, input] : [input, scratch.dx];
  const normed = inputNorm && (transposed ? 'small' : 'big');
  const { kernel, threadsPerSlice } = weightGradient(taps, { ...tuning, normed });
  const smallRows = batchOf(block, rows) * sides.smallSize;
  const rowsPerSlice = Math.ceil(smallRows / weightSlices(tuning, threadsPerSlice, smallRows));
  const slices = Math.ceil(smallRows / rowsPerSlice);
  const length = (taps.kernel ** 2 * taps.big * taps.small) / 4;
  const place = segmentOf(parameters, `${block.name}.weight`).offset / 4;
  return [
    {
      kernel,
      buffers: { partial: scratch.weights, big, small, ...(inputNorm && { constants: inputNorm }) },
      sizes: { ...sides, rows: smallRows, rowsPerSlice },
      extent: { threads: slices * threadsPerSlice },
    },
    summed(tuning, gradient, scratch.weights, { slices, length, place, split: length, placeAfter: 0 }),
  ];
}

function summed(
  tuning: Tuning,
  out: Slice,
  partial: Slice,
  sizes: Record<string, number> & { length: number },
): Dispatch {
  const { kernel, quadsPerGroup } = sumSlices(tuning.lanes);
  return { kernel, buffers: { out, partial }, sizes, extent: { groups: Math.ceil(sizes.length / quadsPerGroup) } };
}

function update({ buffers, optimizer, tuning }: PlanContext): Dispatch[] {
  const { gradient, parameter, segments, squares, shares, factor, report, frame } = buffers;
  const count = buffers.parameters.segments.length;
  const element = { parameter, gradient, factor, frame, ...Object.fromEntries(buffers.moments) };
  return [
    {
      kernel: gradientSquares(tuning.segmentLanes),
      buffers: { perSegment: squares, segments, gradient },
      sizes: {},
      extent: { groups: count },
    },
    {
      kernel: clipKernel(optimizer),
      buffers: { report, factor, perSegment: squares, frame },
      sizes: { segments: count },
      extent: { threads: 1 },
    },
    ...(optimizer.cautious
      ? [
          {
            kernel: cautiousShares(optimizer, tuning.segmentLanes),
            buffers: { perSegment: shares, segments, ...element },
            sizes: {},
            extent: { groups: count },
          },
        ]
      : []),
    {
      kernel: updateKernel(optimizer),
      buffers: { ...element, shares, segmentOf: buffers.segmentOf },
      sizes: {},
      extent: { threads: buffers.parameters.length / 4 },
    },
  ];
}

const normed = (buffers: NetworkBuffers): BlockBuffers[] => buffers.blocks.filter(({ block }) => block.norm !== null);

/** Examples in the batch. */
const batchOf = ({ map }: Block, rows: number): number => rows / map.outSize ** 2;

function segmentOf(layout: Layout, name: string) {
  const segment = layout.segments.find(({ info }) => info.name === name);
  if (!segment) throw new Error(`There is no parameter "${name}".`);
  return segment;
}

/** The part of a flat buffer in which one parameter lies. */
function part(layout: Layout, flat: Slice, name: string): Slice {
  const { offset, length } = segmentOf(layout, name);
  return { buffer: flat.buffer, offset: 4 * offset, size: 4 * length };
}

function gammaBeta(layout: Layout, flat: Slice, { block }: BlockBuffers): Record<'gamma' | 'beta', Slice> {
  return { gamma: part(layout, flat, `${block.norm!}.weight`), beta: part(layout, flat, `${block.norm!}.bias`) };
}

function runningOf(
  { statistics, running }: NetworkBuffers,
  { block }: BlockBuffers,
): Record<'runningMean' | 'runningVar', Slice> {
  return {
    runningMean: part(statistics, running, `${block.norm!}.running_mean`),
    runningVar: part(statistics, running, `${block.norm!}.running_var`),
  };
}
