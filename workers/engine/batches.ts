/** Examples as tensors: bytes to fractions, coordinates appended, the shapes that the first map and the loss want. */
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkDescription } from '../../src/domain/networks/description.ts';
import type { Examples } from './engine.ts';

export interface Batch {
  readonly input: tf.Tensor;
  readonly target: tf.Tensor;
}

export class BatchMaker {
  private readonly inSize: number;
  private readonly inShape: readonly number[];
  /** Null for rows, as long as the examples' targets. */
  private readonly outShape: readonly number[] | null;
  private readonly coordinates: Float32Array | null;

  constructor(network: NetworkDescription) {
    const first = network.blocks[0]!.map;
    const last = network.blocks.at(-1)!.map;
    this.inSize = first.inSize;
    this.inShape = first.type === 'dense' ? [first.inChannels] : [first.inSize, first.inSize, first.inChannels];
    this.outShape = last.type === 'dense' ? null : [last.outSize, last.outSize, last.outChannels];
    this.coordinates = network.coordinates ? pixelCoordinates(first.inSize) : null;
  }

  /** The examples of these indices as a batch of `size`, filled up with zeros. */
  make(examples: Examples, indices: ArrayLike<number>, size = indices.length): Batch {
    const inputs = gather(examples.inputs, examples.inputLength, indices, size);
    const targets = examples.targets ? gather(examples.targets, examples.targetLength, indices, size) : inputs;
    const input = this.coordinates ? appendCoordinates(inputs, this.coordinates, this.inSize ** 2) : inputs;
    const outShape = this.outShape ?? [examples.targetLength];
    return { input: tf.tensor(input, [size, ...this.inShape]), target: tf.tensor(targets, [size, ...outShape]) };
  }
}

/** byte/255 in float32, as torchvision's ToTensor has it. */
const FRACTIONS = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

function gather(
  values: Uint8Array | Float32Array,
  length: number,
  indices: ArrayLike<number>,
  size: number,
): Float32Array {
  const rows = new Float32Array(size * length);
  for (let row = 0; row < indices.length; row++) {
    const from = indices[row]! * length;
    if (values instanceof Float32Array) rows.set(values.subarray(from, from + length), row * length);
    else for (let i = 0; i < length; i++) rows[row * length + i] = FRACTIONS[values[from + i]!]!;
  }
  return rows;
}

/** (column, row) of each pixel, from −1 at the left and the top to 1 at the right and the bottom. */
function pixelCoordinates(size: number): Float32Array {
  const place = (i: number): number => (2 * i) / (size - 1) - 1;
  return Float32Array.from({ length: 2 * size * size }, (_, i) =>
    place(i % 2 === 0 ? (i >> 1) % size : Math.floor((i >> 1) / size)),
  );
}

/** Pixels of c channels to pixels of c + 2. */
function appendCoordinates(inputs: Float32Array, coordinates: Float32Array, pixelsPerExample: number): Float32Array {
  const pixels = inputs.length === 0 ? 0 : Math.floor(inputs.length / pixelsPerExample) * pixelsPerExample;
  const channels = inputs.length / pixels;
  const out = new Float32Array(pixels * (channels + 2));
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * (channels + 2);
    for (let c = 0; c < channels; c++) out[at + c] = inputs[pixel * channels + c]!;
    const place = 2 * (pixel % pixelsPerExample);
    out[at + channels] = coordinates[place]!;
    out[at + channels + 1] = coordinates[place + 1]!;
  }
  return out;
}
