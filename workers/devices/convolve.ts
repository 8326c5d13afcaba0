/**
 * What devices are compared by: a convolution of one of the autoencoder's layers and the gradient of its input, by the kernels that training
 * uses there. They stand for a step, most of which is convolutions, and compile in a moment where a whole step takes an emulated
 * adapter many seconds.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Device } from '../../src/domain/run/run.ts';
import { compileKernels } from '../engine/plan/pipelines.ts';
import { Arena, Plan, uniformBuffer, type Dispatch } from '../engine/plan/plan.ts';
import { tuningFor } from '../engine/plan/tuning.ts';
import { convKernels } from '../kernels/conv/conv.ts';
import type { ConvGeometry } from '../kernels/conv/kernels.ts';
import { correlation, type Convolution, type Taps } from '../kernels/plan/correlation.ts';
import { spread } from '../kernels/plan/spread.ts';
import { correlationStrip, spreadStrip } from '../kernels/plan/strip.ts';
import { currentGpuDevice } from './webgpu.ts';

const BATCH = 16;
const CHANNELS = 16;
const GEOMETRY: ConvGeometry = {
  kernel: 3,
  stride: 1,
  inSize: 26,
  outSize: 24,
  inChannels: CHANNELS,
  outChannels: CHANNELS,
};

/** Both convolutions, ready to run on some device. */
export interface Convolutions {
  /** Runs them and waits for their end. Resolves to the last number of each, where whoever waits has to read one anyway. */
  run(): Promise<readonly number[]>;
  dispose(): void;
}

/** The convolutions on tfjs's current backend, which must be this device's; on all but WebGPU it must be the current one whenever they run. */
export async function openConvolutions({
  backend,
  software,
}: Pick<Device, 'backend' | 'software'>): Promise<Convolutions> {
  return backend === 'webgpu' ? plannedConvolutions(currentGpuDevice(), software) : onTensors();
}

/** By the plan's kernels. */
async function plannedConvolutions(device: GPUDevice, software: boolean): Promise<Convolutions> {
  const arena = new Arena(device);
  const { strips, tile } = tuningFor(software, CHANNELS);
  const taps: Taps = { big: CHANNELS, small: CHANNELS, kernel: GEOMETRY.kernel, stride: 1 };
  const sides = { bigSize: GEOMETRY.inSize, smallSize: GEOMETRY.outSize };
  const image = (label: string) => arena.floats(BATCH * GEOMETRY.inSize ** 2 * CHANNELS, label);
  const buffers = {
    x: image('measured x'),
    y: image('measured y'),
    w: arena.floats((GEOMETRY.kernel * CHANNELS) ** 2, 'measured w'),
    bias: arena.floats(CHANNELS, 'measured bias'),
  };
  const dispatchOf = (convolution: Convolution): Dispatch => ({
    kernel: convolution.kernel,
    buffers,
    sizes: convolution.sizes(BATCH, sides),
    extent: { threads: convolution.threads(BATCH, sides) },
  });
  const both = strips
    ? [correlationStrip(taps, false), spreadStrip(taps, false)]
    : [correlation(taps, tile), spread(taps, tile)];
  const list = both.map(dispatchOf);
  const pipelines = await compileKernels(
    device,
    list.map(({ kernel }) => kernel),
  );
  const plan = new Plan(device, list, pipelines, uniformBuffer(device, list.length));
  return {
    async run() {
      plan.submit();
      await device.queue.onSubmittedWorkDone();
      return [];
    },
    dispose() {
      plan.dispose();
      arena.dispose();
    },
  };
}

/** By operations on tensors, as on every other backend. */
function onTensors(): Convolutions {
  const { inSize, outSize, kernel } = GEOMETRY;
  const x = tf.randomUniform<tf.Rank.R4>([BATCH, inSize, inSize, CHANNELS]);
  const dy = tf.randomUniform<tf.Rank.R4>([BATCH, outSize, outSize, CHANNELS]);
  const filter = tf.randomUniform<tf.Rank.R4>([kernel, kernel, CHANNELS, CHANNELS], -1, 1);
  return {
    async run() {
      const kernels = convKernels();
      const ends = tf.tidy(() =>
        [kernels.forward(x, filter, null, GEOMETRY), kernels.inputGradient(dy, filter, null, GEOMETRY)].map(lastOf),
      );
      // Only who reads knows that they are done.
      const numbers = await Promise.all(ends.map((end) => end.data<'float32'>()));
      tf.dispose(ends);
      return numbers.map(([number]) => number!);
    },
    dispose: () => tf.dispose([x, dy, filter]),
  };
}

/** One number of a tensor, the last. */
const lastOf = (y: tf.Tensor4D): tf.Tensor =>
  tf.slice4d(y, y.shape.map((size) => size - 1) as [number, number, number, number], [1, 1, 1, 1]);
