import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { sigmaProgram, sigmaValues, type SigmaValues } from '../../../../src/domain/derivatives/index.ts';
import { EVALUATION } from '../../../../src/domain/formula/shader/index.ts';
import type { Backend } from '../../../../src/domain/run/run.ts';
import { compileSigma, sigmaCustomGrad, sigmaOp } from '../../../../workers/kernels/sigma/index.ts';
import { assertDeviceHealthy } from '../../../../workers/kernels/webgpu-dispatch.ts';
import { assert } from '../../../support/expect.ts';
import { onBackends } from '../../backends.ts';

const BEST = { rule: 'best' } as const;
const PROGRAM = sigmaProgram({ formula: 'x > 0 ? x : 0.25*x - alpha' }, BEST);
const VALUES = sigmaValues({ formula: 'x > 0 ? x : 0.25*x - alpha', alpha: 0.5 }, BEST);
const OP = sigmaOp(PROGRAM, VALUES, EVALUATION);

/** One element, a workgroup and its neighbours, four workgroups and theirs, all remainders by four. */
const SIZES = [1, 2, 3, 4, 5, 63, 64, 65, 255, 256, 257, 258, 259, 1023, 1024, 1025];
const SHAPES: readonly (readonly number[])[] = [
  [],
  [1],
  [5, 1],
  [2, 3],
  [3, 5, 7],
  [2, 3, 4, 5],
  [1, 6, 1, 4],
  [4, 1, 3, 2],
];

const numbersFor = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => 3 * Math.sin(i + 0.5));
const sigma = (x: number): number => (x > 0 ? x : 0.25 * x - 0.5);

/** Leaves memory of this size full of NaN for the next tensor to find. */
function poison(shape: readonly number[]): void {
  const size = tf.util.sizeFromShape([...shape]);
  tf.dispose([1, 2, 3].map(() => tf.relu(tf.tidy(() => tf.tensor(new Float32Array(size).fill(NaN), [...shape])))));
}

async function values(tensor: tf.Tensor): Promise<Float32Array> {
  const result = Float32Array.from(await tensor.data<'float32'>());
  tensor.dispose();
  return result;
}

function assertNear(got: Float32Array, expected: (i: number) => number): void {
  const fault = got.findIndex((value, i) => !(Math.abs(value - expected(i)) <= 1e-5));
  assert.equal(fault, -1, `at ${fault}: expected ${expected(fault)}, got ${got[fault]!}`);
}

async function checkShape(shape: readonly number[]): Promise<void> {
  const numbers = numbersFor(tf.util.sizeFromShape([...shape]));
  poison(shape);
  const x = tf.tensor(numbers, [...shape]);
  const a = OP.forward(x);
  const dx = OP.backward(x, x);
  assert.deepEqual(a.shape, [...shape]);
  assert.deepEqual(dx.shape, [...shape]);
  assertNear(await values(a), (i) => sigma(numbers[i]!));
  // By quotients of width 1 on both sides, with g = x: downwards is where σ falls on the left, or on the right.
  const left = (v: number): number => sigma(v) - sigma(v - 1);
  const right = (v: number): number => sigma(v + 1) - sigma(v);
  assertNear(await values(dx), (i) => {
    const v = numbers[i]!;
    return v > 0 ? v * left(v) : v * right(v);
  });
  x.dispose();
}

/** A tensor that tfjs keeps packed, four elements a texel, where it is WebGL's. */
function packedTensor(rows: number, columns: number): tf.Tensor2D {
  return tf.tidy(() => tf.matMul(tf.tensor2d(numbersFor(rows * columns), [rows, columns]), tf.eye(columns)));
}

/** What must not grow: tensors, and the bytes and pipelines or programs that the device holds. */
async function footprint(backend: Backend): Promise<Record<string, number>> {
  const { numTensors, numBytes } = tf.memory();
  if (backend === 'webgpu') await assertDeviceHealthy(tf.backend() as unknown as WebGPUBackend);
  const { numBytesInGPU = 0 } = tf.memory() as { numBytesInGPU?: number };
  return { numTensors, numBytes, numBytesInGPU };
}

async function trainingSteps(values: SigmaValues, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const gradient = tf.tidy(() => {
      const x = tf.tensor1d(numbersFor(260));
      return tf.grad(sigmaCustomGrad(PROGRAM, values, { ...EVALUATION, step: i }))(x, x);
    });
    await gradient.data();
    gradient.dispose();
  }
}

onBackends('tensors through σ', (backend) => {
  it('have any size, and every element is written', async () => {
    for (const size of SIZES) await checkShape([size]);
  });

  it('have any shape', async () => {
    for (const shape of SHAPES) await checkShape(shape);
  });

  it('may be empty', async () => {
    const empty = tf.zeros([0, 3]);
    const results = [OP.forward(empty), OP.backward(empty, empty)];
    for (const result of results) assert.deepEqual([result.shape, (await result.data()).length], [[0, 3], 0]);
    tf.dispose([empty, ...results]);
  });

  it('may be packed, odd sizes included', async () => {
    for (const [rows, columns] of [[2, 2], [3, 5], [8, 7], [5, 4]] as const) {
      const x = packedTensor(rows, columns);
      const a = OP.forward(x);
      const numbers = await values(x);
      assertNear(await values(a), (i) => sigma(numbers[i]!));
    }
  }); // prettier-ignore

  it('may be results of other kernels, and reshaped', async () => {
    const numbers = numbersFor(24);
    const a = tf.tidy(() => tf.mul(OP.forward(tf.reshape(tf.mul(tf.tensor2d(numbers, [4, 6]), 2), [2, 3, 4])), 2));
    assertNear(await values(a), (i) => 2 * sigma(2 * numbers[i]!));
  });

  it('carry the lie into tf.grad', async () => {
    const program = sigmaProgram({ formula: 'round(x)' }, { rule: 'formula', formula: 'x*x' });
    const f = sigmaCustomGrad(program, sigmaValues({ formula: 'round(x)' }, { rule: 'straight-through' }), EVALUATION);
    const gradient = tf.tidy(() => tf.grad(f)(tf.tensor1d([3, 6, -1.5]), tf.tensor1d([1, 2, 3])));
    assert.deepEqual(Array.from(await values(gradient)), [9, 72, 6.75]);
  });

  it('leave nothing behind', async () => {
    await trainingSteps(VALUES, 3);
    const before = await footprint(backend);
    await trainingSteps(VALUES, 20);
    assert.deepEqual(await footprint(backend), before);
  });

  it('are computed by the same programs whatever the numbers are', async () => {
    await trainingSteps(VALUES, 1);
    const before = compiledCount(backend);
    for (const alpha of [0, -1, 7])
      await trainingSteps({ ...VALUES, uniforms: { ...VALUES.uniforms, alpha, width: 2 + alpha } }, 2);
    assert.equal(compiledCount(backend), before);
  });
});

let pipelines = 0;

/** Pipelines or programs made so far. */
function compiledCount(backend: Backend): number {
  if (backend === 'webgl') return Object.keys((tf.backend() as unknown as { binaryCache: object }).binaryCache).length;
  if (backend === 'webgpu') countPipelines((tf.backend() as unknown as WebGPUBackend).device);
  return pipelines;
}

function countPipelines(device: GPUDevice): void {
  if (Object.hasOwn(device, 'createComputePipeline')) return;
  const create = device.createComputePipeline.bind(device);
  device.createComputePipeline = (descriptor) => {
    pipelines++;
    return create(descriptor);
  };
}

onBackends(
  'σ compiled ahead',
  (backend) => {
    it('compiles nothing when it is run, with noise or without', async () => {
      const derivative = { rule: 'exact' } as const;
      const formula = { formula: 'tanh(x) + x/64' };
      const [program, values] = [sigmaProgram(formula, derivative), sigmaValues(formula, derivative)];
      await compileSigma(tf.backend() as unknown as WebGPUBackend, program);
      const before = compiledCount(backend);
      const context = { ...EVALUATION, training: true };
      for (const noise of [0, 0.5]) {
        const op = sigmaOp(program, { ...values, noise }, context);
        tf.tidy(() => op.backward(tf.ones([8]), op.forward(tf.ones([8]))));
      }
      assert.equal(compiledCount(backend), before);
    });
  },
  ['webgpu'],
);

onBackends(
  'tensors larger than one row of a dispatch',
  () => {
    const relu = sigmaOp(
      sigmaProgram({ name: 'relu' }, { rule: 'exact' }),
      sigmaValues({ name: 'relu' }, { rule: 'exact' }),
      EVALUATION,
    );
    const row = 65535 * 64;

    for (const size of [row + 1, 4 * row + 8]) {
      it(`${size} elements`, async () => {
        const numbers = Float32Array.from({ length: size }, (_, i) => (i % 1000) - 500);
        const x = tf.tensor1d(numbers);
        const a = await values(relu.forward(x));
        x.dispose();
        assert.equal(a.length, size);
        assert.equal(
          a.findIndex((value, i) => value !== Math.max(0, numbers[i]!)),
          -1,
        );
      });
    }
  },
  ['webgpu'],
);
