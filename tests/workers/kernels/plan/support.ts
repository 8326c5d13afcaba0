/**
 * Runs single kernels of the plan, into fresh memory full of NaN, with more NaN behind it that must stay: what a kernel forgets or oversteps shows.
 */
import type { Kernel } from '../../../../workers/kernels/plan/kernel.ts';
import { storedChannels } from '../../../../workers/kernels/plan/kernel.ts';
import { compileKernels } from '../../../../workers/engine/plan/pipelines.ts';
import { Plan, uniformBuffer, type Extent, type Slice } from '../../../../workers/engine/plan/plan.ts';
import { readBuffers } from '../../../../workers/engine/plan/read-buffer.ts';
import { Xoshiro128 } from '../../../../src/domain/random/xoshiro.ts';
import { assert } from '../../../support/expect.ts';

/** How far float32 kernels may be from float64, as a share of the largest number. */
export const TOLERANCE = 1e-5;

/** Floats behind each output that no kernel may touch. */
const GUARD = 32;

export type Buffers = Readonly<Record<string, Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | ArrayBuffer>>;

let opened: Promise<GPUDevice> | null = null;
let errors: string[] = [];

async function open(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('expected a WebGPU adapter');
  const half = adapter.features.has('shader-f16');
  const device = await adapter.requestDevice({ requiredFeatures: half ? ['shader-f16'] : [] });
  device.onuncapturederror = ({ error }) => errors.push(error.message);
  return device;
}

/** A suite with a device of its own; errors that nobody caught fail its tests. */
export function onGpu(title: string, tests: (device: () => GPUDevice) => void): void {
  describe(title, () => {
    let device: GPUDevice;
    before(async () => {
      device = await (opened ??= open());
    });
    afterEach(async () => {
      await device.queue.onSubmittedWorkDone();
      const found = errors;
      errors = [];
      assert.deepEqual(found, []);
    });
    tests(() => device);
  });
}

/** Skips the running test, or all of a suite when called in its `before`, where the adapter has no half precision. */
export function skipWithoutHalf(context: Mocha.Context, device: GPUDevice): void {
  if (device.features.has('shader-f16')) return;
  console.log('skipped: the adapter here has no shader-f16');
  context.skip();
}

/** Memory that a kernel must fill. */
export const poisoned = (length: number): Float32Array<ArrayBuffer> => new Float32Array(length).fill(NaN);

/** Runs one kernel; what it may write comes back. Buffers it doesn't bind are ignored. */
export async function run(
  device: GPUDevice,
  kernel: Kernel,
  buffers: Buffers,
  sizes: Record<string, number>,
  extent: Extent,
): Promise<Record<string, Float32Array>> {
  const slices = Object.fromEntries(kernel.bindings.map(({ name }) => [name, upload(device, name, buffers[name]!)]));
  const uniforms = uniformBuffer(device, 1);
  const pipelines = await compileKernels(device, [kernel]);
  new Plan(device, [{ kernel, buffers: slices, sizes, extent }], pipelines, uniforms).submit();
  const written = kernel.bindings.filter(({ access }) => access === 'read_write').map(({ name }) => name);
  const parts = written.map((name) => ({ slice: slices[name]!, floats: lengthOf(buffers[name]!) + GUARD }));
  const values = await readBuffers(device, parts);
  for (const { buffer } of Object.values(slices)) buffer.destroy();
  uniforms.destroy();
  return Object.fromEntries(written.map((name, i) => [name, withoutGuard(`${kernel.key}: ${name}`, values[i]!)]));
}

const lengthOf = (data: Buffers[string]): number => data.byteLength / 4;

function upload(device: GPUDevice, label: string, data: Buffers[string]): Slice {
  const bytes = new Uint8Array(data.byteLength + 4 * GUARD);
  bytes.set(data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer));
  if (data instanceof Float32Array) bytes.set(new Uint8Array(poisoned(GUARD).buffer), data.byteLength);
  const usage =
    GPUBufferUsage.COPY_DST |
    GPUBufferUsage.COPY_SRC |
    (data instanceof ArrayBuffer ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE);
  const buffer = device.createBuffer({ label, size: bytes.length, usage });
  device.queue.writeBuffer(buffer, 0, bytes);
  return { buffer };
}

function withoutGuard(what: string, values: Float32Array): Float32Array {
  const end = values.length - GUARD;
  assert.isTrue(values.subarray(end).every(Number.isNaN), `${what} is written beyond its end`);
  return values.subarray(0, end);
}

/** Every value within the tolerance, relative to the largest. */
export function assertClose(
  what: string,
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance = TOLERANCE,
): void {
  assert.equal(got.length, expected.length, what);
  let worst = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(got[i]! - expected[i]!);
    if (!(off <= worst)) worst = off;
    scale = Math.max(scale, Math.abs(expected[i]!));
  }
  assert.isAtMost(worst / (scale || 1), tolerance, what);
}

const random = new Xoshiro128(11);

/** Numbers from −1 to 1 that float32 holds exactly. */
export function noise(length: number, scale = 1, offset = 0): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, () => offset + scale * (2 * random.uniform() - 1));
}

/** Rows of channels as the kernels store them: padded with zeros. `width` is the channels stored. */
export function stored(
  values: ArrayLike<number>,
  channels: number,
  width = storedChannels(channels),
): Float32Array<ArrayBuffer> {
  const rows = values.length / channels;
  const out = new Float32Array(rows * width);
  for (let i = 0; i < values.length; i++) out[Math.floor(i / channels) * width + (i % channels)] = values[i]!;
  return out;
}

/** The other way round; what was padded must be 0. */
export function unstored(
  what: string,
  values: Float32Array,
  channels: number,
  width = storedChannels(channels),
): Float32Array {
  const padding = values.filter((_, i) => i % width >= channels);
  assert.isTrue(
    padding.every((value) => value === 0),
    `${what}: padded channels`,
  );
  return values.filter((_, i) => i % width < channels);
}
