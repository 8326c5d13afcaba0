/**
 * The device memory of a plan: parameters, moments and gradients (flat, see `layout.ts`), what forward keeps of each block for backward, and
 * scratch that all blocks share, sized for the largest. What grows with the batch lies in as many buffers as the batch has parts (`parts.ts`). Of a network
 * that keeps its images in half precision, x and a of all blocks but the last are float16; everything else is float32. Buffers
 * are made once; a step allocates nothing.
 */
import type { Block, NetworkDescription } from '../../../src/domain/networks/description.ts';
import { OPTIMIZERS } from '../../../src/domain/optimizers/registry.ts';
import { SIGMA_UNIFORM_BYTES } from '../../../src/domain/formula/shader/index.ts';
import type { EngineOptions } from '../engine.ts';
import { FRAME_BYTES } from '../../kernels/plan/frame.ts';
import { weightGradientFor } from './layer-kernels.ts';
import { layOut, padded, sidesOf, storedOut, tapsOf, type Layout } from './layout.ts';
import {
  slicedRows,
  slicedRuns,
  slicesPerPart,
  totalSlices,
  type Part,
  type RunSlicing,
  type Slicing,
} from './parts.ts';
import type { Memory, Slice } from './plan.ts';
import type { Tuning } from './tuning.ts';

/** Most steps whose losses wait on the device to be read. */
export const REPORT_SLOTS = 1024;

/** The images of one part of the batch that belong to no block, and scratch of as many examples. */
export interface BatchPart extends Part {
  /** One float a pixel: input where there are no coordinates, and target. Of the 2D net the targets, a quad an example. */
  readonly image: Slice;
  readonly input: Slice;
  readonly output: Slice;
  /** ∂L/∂y of the block at work, and ∂L/∂x of the same. */
  readonly dy: Slice;
  readonly dx: Slice;
}

/** Which of the batch's rows and slices a part of a block has. */
export interface Place extends Slicing {
  /** Rows of the output, count·outSize², and the place of their first among the whole batch's. */
  readonly rows: number;
  readonly firstRow: number;
}

/** What one block keeps of one part of the batch. Images are rows (one a pixel of one example) of channels. */
export interface BlockPart extends Part {
  readonly batch: BatchPart;
  readonly place: Place;
  readonly input: Slice;
  /** Pre-activation. */
  readonly x: Slice;
  /** a = σ(x). */
  readonly a: Slice;
}

/** What one block keeps. */
export interface BlockBuffers {
  readonly block: Block;
  readonly index: number;
  readonly parts: readonly BlockPart[];
  /** Rows of the output: batch·outSize². */
  readonly rows: number;
  /** Slices in which those of sums over the rows are, of all parts together. */
  readonly slices: number;
  /** Quads of channels of the output. */
  readonly quads: number;
  /** Constants of the BatchNorm that its readers apply to the input; null where there is none. */
  readonly inputNorm: Slice | null;
  /** Constants of BatchNorm (see `normalisation.ts`). */
  readonly constants: Slice;
  readonly sigmaValues: Slice;
}

/** Memory that lives only from one dispatch to the next. */
export interface Scratch {
  readonly statistics: Slice;
  readonly sums: Slice;
  readonly weights: Slice;
  readonly loss: Slice;
  /** Zeros, for maps without bias. */
  readonly zeros: Slice;
}

export interface NetworkBuffers {
  readonly parameters: Layout;
  readonly statistics: Layout;
  readonly parameter: Slice;
  readonly gradient: Slice;
  readonly running: Slice;
  readonly moments: ReadonlyMap<string, Slice>;
  readonly segments: Slice;
  readonly segmentOf: Slice;
  readonly squares: Slice;
  readonly shares: Slice;
  readonly factor: Slice;
  readonly frame: Slice;
  readonly report: Slice;
  readonly indices: Slice;
  readonly lossTotal: Slice;
  readonly parts: readonly BatchPart[];
  readonly blocks: readonly BlockBuffers[];
  readonly scratch: Scratch;
}

/** What decides about buffers beside the batch and the tuning. */
export type Stored = Pick<EngineOptions, 'network' | 'optimizer' | 'half'>;

/** Buffers for a batch in these parts. */
export function allocate(
  { network, optimizer, half = false }: Stored,
  parts: readonly Part[],
  tuning: Tuning,
  arena: Memory,
): NetworkBuffers {
  const parameters = layOut(network, true);
  const statistics = layOut(network, false);
  const flat = (label: string) => arena.floats(parameters.length, label);
  const batch = parts.map((part) => allocatePart(network, part, arena));
  return {
    parameters,
    statistics,
    parameter: flat('parameter'),
    gradient: flat('gradient'),
    running: arena.floats(statistics.length, 'running statistics'),
    moments: new Map(OPTIMIZERS[optimizer.name].moments(optimizer).map((name) => [name, flat(name)])),
    segments: arena.floats(4 * parameters.segments.length, 'segments'),
    segmentOf: arena.floats(parameters.length / 64, 'segment of each 64 floats'),
    squares: arena.floats(parameters.segments.length, 'squared norms'),
    shares: arena.floats(parameters.segments.length, 'cautious shares'),
    factor: arena.floats(4, 'clip factor'),
    frame: arena.floats(FRAME_BYTES / 4, 'frame'),
    report: arena.floats(2 * REPORT_SLOTS, 'report'),
    indices: arena.floats(examplesIn(parts), 'indices'),
    lossTotal: arena.floats(4, 'evaluated loss'),
    parts: batch,
    blocks: allocateBlocks(network, batch, tuning, half, arena),
    scratch: allocateScratch(network, parts, tuning, arena),
  };
}

/** Floats of a block's output. */
const imageFloats = (examples: number, block: Block): number => examples * block.map.outSize ** 2 * storedOut(block);

function allocatePart(network: NetworkDescription, part: Part, arena: Memory): BatchPart {
  const { blocks } = network;
  const { inSize, inChannels } = blocks[0]!.map;
  const rows = network.kind === 'plane';
  const pixels = part.count * inSize ** 2;
  const image = arena.floats(rows ? 4 * part.count : pixels, 'image');
  const inputFloats = rows ? part.count * padded(inChannels) : 4 * pixels;
  const largest = Math.max(...blocks.map((block) => imageFloats(part.count, block)));
  return {
    ...part,
    image,
    input: rows || network.coordinates ? arena.floats(inputFloats, 'input') : image,
    output: arena.floats(imageFloats(part.count, blocks.at(-1)!), 'output'),
    dy: arena.floats(largest, 'dy'),
    dx: arena.floats(largest, 'dx'),
  };
}

function allocateBlocks(
  network: NetworkDescription,
  batch: readonly BatchPart[],
  tuning: Tuning,
  half: boolean,
  arena: Memory,
): BlockBuffers[] {
  let inputs = batch.map(({ input }) => input);
  let inputNorm: Slice | null = null;
  return network.blocks.map((block, index) => {
    const { outChannels } = block.map;
    const parts = allocateBlockParts(block, batch, inputs, tuning, half && block.after === 'sigma', arena);
    const buffers = {
      block,
      index,
      parts,
      rows: examplesIn(parts) * block.map.outSize ** 2,
      slices: totalSlices(parts.map(({ place }) => place)),
      quads: padded(outChannels) / 4,
      inputNorm,
      constants: arena.floats(4 * padded(outChannels), `${block.name} constants`),
      sigmaValues: { buffer: arena.uniforms(SIGMA_UNIFORM_BYTES, `${block.name} σ`) },
    };
    inputs = parts.map(({ a }) => a);
    inputNorm = block.norm === null ? null : buffers.constants;
    return buffers;
  });
}

function allocateBlockParts(
  block: Block,
  batch: readonly BatchPart[],
  inputs: readonly Slice[],
  tuning: Tuning,
  half: boolean,
  arena: Memory,
): BlockPart[] {
  const pixels = block.map.outSize ** 2;
  const slicings = slicedRows(
    batch.map(({ count }) => count * pixels),
    tuning.slices,
  );
  return batch.map((part, i) => {
    const { first, count } = part;
    const image = (what: string) =>
      arena[half ? 'halves' : 'floats'](imageFloats(count, block), `${block.name} ${what}`);
    const x = image('x');
    const a = block.after === 'sigma' ? image('a') : x;
    const place = { rows: count * pixels, firstRow: first * pixels, ...slicings[i]! };
    return { first, count, batch: part, place, input: inputs[i]!, x, a };
  });
}

function allocateScratch(
  { blocks }: NetworkDescription,
  parts: readonly Part[],
  tuning: Tuning,
  arena: Memory,
): Scratch {
  const most = (floats: (block: Block, index: number) => number) => Math.max(...blocks.map(floats));
  const channels = most(({ map }) => padded(map.outChannels));
  const slices = parts.length * slicesPerPart(tuning.slices, parts.length);
  return {
    statistics: arena.floats(3 * slices * channels, 'statistics'),
    sums: arena.floats(2 * slices * channels, 'sums'),
    weights: arena.floats(
      most((block, index) => weightRecords(block, index, parts, tuning)),
      'weight gradients',
    ),
    loss: arena.floats(2 * slices, 'loss'),
    zeros: arena.floats(
      most(({ map }) => padded(map.inChannels)),
      'zeros',
    ),
  };
}

/**
 * The same network over floats, for evaluation of one that keeps its images in half precision: x and a of every block in the scratch that a step has
 * for gradients, by turns. The last block's x are floats anyway.
 */
export function inFloats(buffers: NetworkBuffers): NetworkBuffers {
  const blocks = buffers.blocks.map((block) => ({
    ...block,
    parts: block.parts.map((part) => ({
      ...part,
      ...(part.input.half && { input: part.batch.dy }),
      ...(part.x.half && { x: part.batch.dx, a: part.batch.dy }),
    })),
  }));
  return { ...buffers, blocks };
}

/** Floats of all slices of a block's weight gradient. */
function weightRecords(block: Block, index: number, parts: readonly Part[], tuning: Tuning): number {
  const taps = tapsOf(block, index);
  const slicing = weightSlicing(block, parts, weightGradientFor(tuning, taps, null).slices);
  return totalSlices(slicing) * taps.kernel ** 2 * taps.big * taps.small;
}

/** A block's weight gradient in about as many slices as are wanted: runs of rows of the smaller image. */
export function weightSlicing(
  block: Block,
  parts: readonly Part[],
  wanted: number,
): (RunSlicing & { readonly rows: number })[] {
  const rows = parts.map(({ count }) => count * sidesOf(block).smallSize);
  return slicedRuns(rows, wanted).map((runs, i) => ({ ...runs, rows: rows[i]! }));
}

const examplesIn = (parts: readonly Part[]): number => parts.reduce((sum, { count }) => sum + count, 0);
