import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  assertDeviceHealthy,
  compileKernel,
  isCompiled,
  runKernel,
  workgroupsFor,
  type WgslKernel,
} from '../../../workers/kernels/webgpu-dispatch.ts';
import { assert } from '../../support/expect.ts';
import { openBackend } from '../backends.ts';

const SPLIT: WgslKernel = {
  key: 'test/split',
  code: () => `
@group(0) @binding(0) var<storage, read_write> half: array<f32>;
@group(0) @binding(1) var<storage, read_write> scaled: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<uniform> factor: vec4f;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&x)) { return; }
  half[id.x] = x[id.x] / 2;
  scaled[id.x] = x[id.x] * factor.y;
}`,
};

const BROKEN: WgslKernel = {
  key: 'test/broken',
  code: () => '@compute @workgroup_size(1) fn main() { let x: f32 = 1u; }',
};

/** Compiles, but is given too few buffers. */
const STARVED: WgslKernel = {
  key: 'test/starved',
  code: () => `@group(0) @binding(0) var<storage, read_write> y: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@compute @workgroup_size(1) fn main() { y[0] = x[0]; }`,
};

const factor = (y: number): ArrayBuffer => Float32Array.of(0, y, 0, 0).buffer;

async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected a rejection');
}

describe('dispatch of own kernels on tfjs’s device', () => {
  let backend: WebGPUBackend;

  before(async () => {
    await openBackend('webgpu');
    backend = tf.backend() as unknown as WebGPUBackend;
  });

  /** Other tests call any uncaught error a fault; here some are the point. */
  beforeEach(() => {
    backend.device.onuncapturederror = null;
  });

  function split(x: tf.Tensor, by: number): tf.Tensor[] {
    const infos = runKernel(backend, {
      kernel: SPLIT,
      inputs: [x],
      outputShapes: [x.shape, x.shape],
      uniforms: factor(by),
      workgroups: workgroupsFor(backend, x.size, 64),
    });
    return infos.map((info) => tf.engine().makeTensorFromTensorInfo(info));
  }

  it('fills several outputs, between kernels of tfjs, with the uniforms of each call', async () => {
    const results = tf.tidy(() => {
      const x = tf.mul(tf.range(0, 100), 2);
      const [half, threefold] = split(x, 3);
      const [, fivefold] = split(half!, 5);
      return [half!, threefold!, tf.add(fivefold!, 1)];
    });
    const [half, threefold, last] = await Promise.all(results.map((result) => result.data<'float32'>()));
    assert.deepEqual([half![99], threefold![99], last![99]], [99, 594, 496]);
    tf.dispose(results);
  });

  it('gives back every byte', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    const many = (): void =>
      Array.from({ length: 40 }, (_, i) => split(x, i)).forEach((results) => tf.dispose(results));
    many();
    await assertDeviceHealthy(backend);
    const before = { ...tf.memory(), ...backend.memory() };
    many();
    await assertDeviceHealthy(backend);
    assert.deepEqual({ ...tf.memory(), ...backend.memory() }, before);
    x.dispose();
  });

  it('compiles in the background, once', async () => {
    const kernel = { ...SPLIT, key: 'test/split in the background' };
    assert.isFalse(isCompiled(backend, kernel));
    await Promise.all([compileKernel(backend, kernel), compileKernel(backend, kernel)]);
    assert.isTrue(isCompiled(backend, kernel));
  });

  it('says which kernel does not compile, and why', async () => {
    const { name, message } = await failure(compileKernel(backend, BROKEN));
    assert.equal(name, 'DeviceError');
    assert.match(message, /test\/broken.*line 1: .*u32/s);
    await assertDeviceHealthy(backend);
  });

  it('surfaces what the device refuses later, once', async () => {
    const run = (): tf.TensorInfo[] =>
      runKernel(backend, { kernel: STARVED, inputs: [], outputShapes: [[1]], workgroups: [1, 1, 1] });
    run().forEach(({ dataId }) => backend.disposeData(dataId));
    assert.equal((await failure(assertDeviceHealthy(backend))).name, 'DeviceError');
    await assertDeviceHealthy(backend);
  });

  it('spreads many workgroups over equal rows', () => {
    const limit = backend.device.limits.maxComputeWorkgroupsPerDimension;
    assert.deepEqual(workgroupsFor(backend, 1, 64), [1, 1, 1]);
    assert.deepEqual(workgroupsFor(backend, 64 * limit, 64), [limit, 1, 1]);
    const [x, y] = workgroupsFor(backend, 64 * limit + 1, 64);
    assert.isTrue(x <= limit && y === 2 && x * y > limit);
  });
});
