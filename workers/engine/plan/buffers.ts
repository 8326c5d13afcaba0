/**
 * The device memory of a plan: parameters, moments and gradients (flat, see `layout.ts`), what forward keeps of each block for backward, and
 * scratch that all blocks share, sized for the largest. Buffers are made once; a step allocates nothing.
 */
import type { OptimizerSpec } from '../../../src/domain/experiment/experiment.ts';
import type { Block, NetworkDescription } from '../../../src/domain/networks/description.ts';
import { OPTIMIZERS } from '../../../src/domain/optimizers/registry.ts';
import { SIGMA_UNIFORM_BYTES } from '../../../src/domain/formula/shader/index.ts';
import { FRAME_BYTES } from '../../kernels/plan/frame.ts';
import { weightGradient } from '../../kernels/plan/weight-gradient.ts';
import { layOut, padded, sidesOf, storedOut, tapsOf, type Layout } from './layout.ts';
import type { Memory, Slice } from './plan.ts';
import { weightSlices, type Tuning } from './tuning.ts';

/** Most steps whose losses wait on the device to be read. */
export const REPORT_SLOTS = 1024;

/** What one block keeps. Images are rows (one a pixel of one example) of channels. */
export interface BlockBuffers {
  readonly block: Block;
  readonly index: number;
  /** Rows of the output: batch·outSize². */
  readonly rows: number;
  /** Quads of channels of the output. */
  readonly quads: number;
  readonly input: Slice;
  /** Constants of the BatchNorm that its readers apply to the input; null where there is none. */
  readonly inputNorm: Slice | null;
  /** Pre-activation. */
  readonly x: Slice;
  /** a = σ(x). */
  readonly a: Slice;
  /** Constants of BatchNorm (see `normalisation.ts`). */
  readonly constants: Slice;
  readonly sigmaValues: Slice;
}

/** Memory that lives only from one dispatch to the next. */
export interface Scratch {
  /** ∂L/∂y of the block at work, and ∂L/∂x of the same. */
  readonly dy: Slice;
  readonly dx: Slice;
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
  /** The batch, one float a pixel: input where there are no coordinates, and target. Of the 2D net the targets, a quad an example. */
  readonly image: Slice;
  readonly lossTotal: Slice;
  readonly output: Slice;
  readonly blocks: readonly BlockBuffers[];
  readonly scratch: Scratch;
}

export function allocate(
  network: NetworkDescription,
  optimizer: OptimizerSpec,
  batchSize: number,
  tuning: Tuning,
  arena: Memory,
): NetworkBuffers {
  const parameters = layOut(network, true);
  const statistics = layOut(network, false);
  const pixels = batchSize * network.blocks[0]!.map.inSize ** 2;
  const rows = network.kind === 'plane';
  const image = arena.floats(rows ? 4 * batchSize : pixels, 'image');
  const inputFloats = rows ? batchSize * padded(network.blocks[0]!.map.inChannels) : 4 * pixels;
  const input = rows || network.coordinates ? arena.floats(inputFloats, 'input') : image;
  const flat = (label: string) => arena.floats(parameters.length, label);
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
    indices: arena.floats(batchSize, 'indices'),
    image,
    lossTotal: arena.floats(4, 'evaluated loss'),
    output: arena.floats(imageFloats(batchSize, network.blocks.at(-1)!), 'output'),
    blocks: allocateBlocks(network, batchSize, input, arena),
    scratch: allocateScratch(network, batchSize, tuning, arena),
  };
}

/** Floats of a block's output. */
const imageFloats = (batch: number, block: Block): number => batch * block.map.outSize ** 2 * storedOut(block);

function allocateBlocks(network: NetworkDescription, batch: number, first: Slice, arena: Memory): BlockBuffers[] {
  let input = first;
  let inputNorm: Slice | null = null;
  return network.blocks.map((block, index) => {
    const { outSize, outChannels } = block.map;
    const image = (what: string) => arena.floats(imageFloats(batch, block), `${block.name} ${what}`);
    const x = image('x');
    const a = block.after === 'sigma' ? image('a') : x;
    const buffers = {
      block,
      index,
      rows: batch * outSize * outSize,
      quads: padded(outChannels) / 4,
      input,
      inputNorm,
      x,
      a,
      constants: arena.floats(4 * padded(outChannels), `${block.name} constants`),
      sigmaValues: { buffer: arena.uniforms(SIGMA_UNIFORM_BYTES, `${block.name} σ`) },
    };
    input = a;
    inputNorm = block.norm === null ? null : buffers.constants;
    return buffers;
  });
}

function allocateScratch({ blocks }: NetworkDescription, batch: number, tuning: Tuning, arena: Memory): Scratch {
  const most = (floats: (block: Block, index: number) => number) => Math.max(...blocks.map(floats));
  const image = most((block) => imageFloats(batch, block));
  const channels = most(({ map }) => padded(map.outChannels));
  return {
    dy: arena.floats(image, 'dy'),
    dx: arena.floats(image, 'dx'),
    statistics: arena.floats(3 * tuning.slices * channels, 'statistics'),
    sums: arena.floats(2 * tuning.slices * channels, 'sums'),
    weights: arena.floats(
      most((block, index) => weightRecords(block, index, batch, tuning)),
      'weight gradients',
    ),
    loss: arena.floats(2 * tuning.slices, 'loss'),
    zeros: arena.floats(
      most(({ map }) => padded(map.inChannels)),
      'zeros',
    ),
  };
}

/** Floats of all slices of a block's weight gradient. */
function weightRecords(block: Block, index: number, batch: number, tuning: Tuning): number {
  const taps = tapsOf(block, index);
  const slices = weightSlices(tuning, weightGradient(taps, tuning).threadsPerSlice, batch * sidesOf(block).smallSize);
  return slices * taps.kernel ** 2 * taps.big * taps.small;
}
