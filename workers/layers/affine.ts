/**
 * The affine maps: convolution, transposed convolution, dense. Parameters: weight in tfjs's layout (`layout.ts`),
 * bias. On backends that block, a convolution over a large batch goes piece by piece; pieces depend on shapes alone,
 * never on the clock, so that sums stay the same bit for bit.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { AffineMap } from '../../src/domain/networks/description.ts';
import { convKernels } from '../kernels/conv/conv.ts';
import { flopsPerExample, type ConvGeometry, type ConvKernels } from '../kernels/conv/kernels.ts';
import { channelTotals } from '../kernels/sums.ts';
import type { LayerOp, Work } from './op.ts';

type Call = 'forward' | 'inputGradient';

/** The op of a block's map. */
export function affineOp(map: AffineMap): LayerOp {
  const { type } = map;
  switch (type) {
    case 'conv':
      return convOp(map, 'forward', 'inputGradient');
    case 'conv-transposed':
      return convOp(transposeOf(map), 'inputGradient', 'forward');
    case 'dense':
      return denseOp;
    default:
      return type satisfies never;
  }
}

/** The convolution that a transposed one is the transpose of. */
function transposeOf(map: AffineMap): ConvGeometry {
  return { ...map, inSize: map.outSize, outSize: map.inSize, inChannels: map.outChannels, outChannels: map.inChannels };
}

function convOp(g: ConvGeometry, ahead: Call, back: Call): LayerOp {
  return {
    *forward(x, [weight, bias]) {
      const y = yield* inPieces(x as tf.Tensor4D, g, (kernels, piece) =>
        kernels[ahead](piece, weight as tf.Tensor4D, bias as tf.Tensor1D, g),
      );
      return { y, saved: [x.clone(), weight!.clone()] };
    },
    *backward(dy, saved, wantsInput) {
      const [x, weight] = saved as [tf.Tensor4D, tf.Tensor4D];
      const y = dy as tf.Tensor4D;
      const dx = wantsInput ? yield* inPieces(y, g, (kernels, piece) => kernels[back](piece, weight, null, g)) : null;
      const dweight = ahead === 'forward' ? yield* filterGradient(x, y, g) : yield* filterGradient(y, x, g);
      yield;
      return { dx, dparams: [dweight, channelTotals(y)] };
    },
  };
}

/** Applies a map to the examples of x, as many at a time as may block the thread. */
function* inPieces(
  x: tf.Tensor4D,
  g: ConvGeometry,
  map: (kernels: ConvKernels, piece: tf.Tensor4D) => tf.Tensor4D,
): Work<tf.Tensor4D> {
  const kernels = convKernels();
  const results: tf.Tensor4D[] = [];
  for (const [start, count] of pieces(x.shape[0], g, kernels)) {
    yield;
    results.push(tf.tidy(() => map(kernels, examples(x, start, count))));
  }
  return collapse(results, (all) => tf.concat(all, 0));
}

function* filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, g: ConvGeometry): Work<tf.Tensor4D> {
  const kernels = convKernels();
  const results: tf.Tensor4D[] = [];
  for (const [start, count] of pieces(x.shape[0], g, kernels)) {
    yield;
    results.push(tf.tidy(() => kernels.filterGradient(examples(x, start, count), examples(dy, start, count), g)));
  }
  return collapse(results, (all) => tf.addN(all));
}

/** [start, count] of each piece of a batch, as equal as can be. */
function pieces(batch: number, g: ConvGeometry, kernels: ConvKernels): [number, number][] {
  const most = Math.max(1, Math.min(batch, Math.floor(kernels.flopsPerCall(g) / flopsPerExample(g))));
  const size = Math.ceil(batch / Math.ceil(batch / most));
  return Array.from({ length: Math.ceil(batch / size) }, (_, i) => [i * size, Math.min(size, batch - i * size)]);
}

function examples(x: tf.Tensor4D, start: number, count: number): tf.Tensor4D {
  return count === x.shape[0] ? x : tf.slice4d(x, [start, 0, 0, 0], [count, -1, -1, -1]);
}

/** One tensor of many, which are disposed of. */
function collapse(parts: tf.Tensor4D[], combine: (all: tf.Tensor4D[]) => tf.Tensor4D): tf.Tensor4D {
  if (parts.length === 1) return parts[0]!;
  const whole = combine(parts);
  tf.dispose(parts);
  return whole;
}

/** y = x·W + b for x (N, in), W (in, out). */
const denseOp: LayerOp = {
  *forward(x, [weight, bias]) {
    yield;
    const y = tf.tidy(() => tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias!));
    return { y, saved: [x.clone(), weight!.clone()] };
  },
  *backward(dy, saved, wantsInput) {
    const [x, weight] = saved as [tf.Tensor2D, tf.Tensor2D];
    yield;
    const dx = wantsInput ? tf.matMul(dy, weight, false, true) : null;
    yield;
    const dweight = tf.matMul(x, dy, true, false);
    return { dx, dparams: [dweight, channelTotals(dy)] };
  },
};
