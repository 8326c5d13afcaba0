/**
 * The output's sigmoid, the loss over all elements, and ∂L/∂x of both in one pass: mean squared error, or binary cross-entropy as
 * torch.nn.BCELoss has it (logarithms clamped at −100, its gradient's denominator at 1e-12). p = sigmoid(x). All of it is made of x, as exact as
 * PyTorch's float64: in float32, p is 1 from x = 17 on, and a gradient made of it would be 0 there.
 *
 * Threads: one takes every slices-th of a part's `count` elements and leaves (Σ loss, Σ ∂L/∂x) behind; `finishLoss` adds them in a fixed order, files the mean
 * under the step's slot of the report, and the second sum as the gradient of the output's bias.
 */
import type { Loss } from '../../../src/domain/experiment/experiment.ts';
import { FRAME_BINDING, FRAME_STRUCT } from './frame.ts';
import { kernel, reads, writes, type Kernel } from './kernel.ts';

const SIGMOID = `fn sigmoid(x: f32) -> f32 {
  let t = exp(-abs(x));
  return select(t, 1.0, x >= 0.0) / (1.0 + t);
}`;

/** p·(1 − p). */
const SIGMOID_SLOPE = `fn sigmoid_slope(x: f32) -> f32 {
  let t = exp(-abs(x));
  return t / ((1.0 + t) * (1.0 + t));
}`;

/** log(sigmoid(x)), clamped as PyTorch's. */
const LOG_SIGMOID = `fn log_sigmoid(x: f32) -> f32 {
  let t = exp(-abs(x));
  let u = 1.0 + t;
  // log(1 + t) without losing small t (Goldberg 1991, theorem 4).
  let log1p = select(log(u) * t / (u - 1.0), t, u == 1.0);
  return max(min(x, 0.0) - log1p, -100.0);
}`;

const TERMS: Readonly<Record<Loss, { readonly loss: string; readonly slope: string }>> = {
  mse: { loss: 'd * d', slope: '2.0 * d * sigmoid_slope(z)' },
  bce: {
    loss: '-(t * log_sigmoid(z) + (1.0 - t) * log_sigmoid(-z))',
    slope: 'd * min(1.0, sigmoid_slope(z) * 1e12)',
  },
};

/** Loss and its gradient by the output's pre-activation. */
export function lossWithGradient(loss: Loss): Kernel {
  return lossKernel(loss, true);
}

/** Loss alone: evaluation. */
export function lossOnly(loss: Loss): Kernel {
  return lossKernel(loss, false);
}

function lossKernel(loss: Loss, backward: boolean): Kernel {
  const terms = TERMS[loss];
  return kernel({
    key: `loss-${loss}${backward ? '-gradient' : ''}`,
    bindings: [
      ...(backward ? [writes('dx', 'f32')] : []),
      writes('partial', 'vec2f'),
      reads('x', 'f32'),
      reads('goal', 'f32'),
    ],
    sizes: ['count', 'slices', 'firstSlice', ...(backward ? ['batchCount'] : [])],
    workgroupSize: 32,
    functions: `${SIGMOID}\n${SIGMOID_SLOPE}\n${LOG_SIGMOID}`,
    body: `
  var sum = vec2f(0);
  for (var i = thread; i < sizes.count; i += sizes.slices) {
    let z = x[i];
    let t = goal[i];
    let p = sigmoid(z);
    let d = p - t;
    ${backward ? `let slope = (${terms.slope}) / f32(sizes.batchCount);\n    dx[i] = slope;\n    sum += vec2f(${terms.loss}, slope);` : `sum.x += ${terms.loss};`}
  }
  partial[sizes.firstSlice + thread] = sum;`,
  });
}

/** Files the step's loss, and where `withBias` the gradient of the output's bias. One thread: it adds a few dozen to a few hundred numbers. */
export function finishLoss(withBias = true): Kernel {
  return kernel({
    key: `finish-loss${withBias ? '-bias' : ''}`,
    bindings: [
      writes('report', 'vec2f'),
      ...(withBias ? [writes('gradient', 'vec4f')] : []),
      reads('partial', 'vec2f'),
      FRAME_BINDING,
    ],
    sizes: ['count', 'slices', ...(withBias ? ['bias'] : [])],
    workgroupSize: 1,
    functions: FRAME_STRUCT,
    body: `
  var sum = vec2f(0);
  for (var i = 0u; i < sizes.slices; i++) { sum += partial[i]; }
  report[frame.slot].x = sum.x / f32(sizes.count);
${withBias ? '  gradient[sizes.bias] = vec4f(sum.y, 0, 0, 0);' : ''}`,
  });
}

/** Adds a batch's loss to the sum of an evaluation. */
export function addLoss(): Kernel {
  return kernel({
    key: 'add-loss',
    bindings: [writes('total', 'f32'), reads('partial', 'vec2f')],
    sizes: ['slices'],
    workgroupSize: 1,
    body: `
  var sum = 0.0;
  for (var i = 0u; i < sizes.slices; i++) { sum += partial[i].x; }
  total[0] += sum;`,
  });
}

/** The network's output p = sigmoid(x), for pictures. */
export function outputKernel(): Kernel {
  return kernel({
    key: 'output',
    bindings: [writes('y', 'f32'), reads('x', 'f32')],
    sizes: [],
    workgroupSize: 64,
    functions: SIGMOID,
    body: `  y[thread] = sigmoid(x[thread]);`,
  });
}
