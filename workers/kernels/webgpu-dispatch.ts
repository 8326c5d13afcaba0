/**
 * Runs kernels written in WGSL on the device, in the queue and among the tensors of tfjs's WebGPU backend, so that they mix freely
 * with stock ones. Does what `runWebGPUProgram` does without its costs: no shape strings, no shape uniforms, several outputs,
 * pipelines found by key. Uses private members of tfjs-backend-webgpu 4.22, all named in `Internals`; the version is pinned for that.
 *
 * An invalid shader or dispatch raises nothing in WebGPU: the error arrives later, as an event. It is kept here and thrown by the
 * next dispatch, or by `assertDeviceHealthy`.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { env } from '@tensorflow/tfjs-core';
import { DeviceError, OutOfMemoryError, type PlaygroundError } from '../../src/domain/errors.ts';

/** What is used of the backend that its types keep private. */
interface Internals {
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  uniformPendingDisposal: GPUBuffer[];
}

/** WGSL with one entry point `main`. Bindings of group 0: outputs, then inputs, then the uniform buffer if there is one. */
export interface WgslKernel {
  /** Equal keys mean equal code. */
  readonly key: string;
  /** Called once a device. */
  readonly code: () => string;
}

export interface WgslDispatch {
  readonly kernel: WgslKernel;
  /** Shapes of the float32 tensors to make. Their memory holds anything: the kernel must write all of it. */
  readonly outputShapes: readonly (readonly number[])[];
  readonly inputs: readonly TensorInfo[];
  readonly uniforms?: ArrayBuffer;
  readonly workgroups: readonly [number, number, number];
}

interface Pipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

interface DeviceState {
  readonly pipelines: Map<string, Pipeline>;
  readonly pending: Map<string, Promise<void>>;
  errors: PlaygroundError[];
}

const DEVICES = new WeakMap<GPUDevice, DeviceState>();

function asPlaygroundError(error: GPUError): PlaygroundError {
  if (error instanceof GPUOutOfMemoryError)
    return new OutOfMemoryError(`The device is out of memory: ${error.message}`);
  return new DeviceError(`The device refused a command: ${error.message}`);
}

function stateOf(device: GPUDevice): DeviceState {
  const known = DEVICES.get(device);
  if (known) return known;
  const state: DeviceState = { pipelines: new Map(), pending: new Map(), errors: [] };
  device.addEventListener('uncapturederror', ({ error }) => state.errors.push(asPlaygroundError(error)));
  DEVICES.set(device, state);
  return state;
}

function throwFirstError(state: DeviceState): void {
  const [first] = state.errors;
  state.errors = [];
  if (first) throw first;
}

/** Waits until the device has done what it was given, and throws the first error it has reported. */
export async function assertDeviceHealthy(backend: WebGPUBackend): Promise<void> {
  const state = stateOf(backend.device);
  const internals = backend as unknown as Internals;
  if (internals.commandEncoder) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  await backend.queue.onSubmittedWorkDone();
  // Errors are events, each in a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  throwFirstError(state);
}

/** A shader module; errors in it are left to whoever makes the pipeline. */
function moduleOf(device: GPUDevice, { key, code }: WgslKernel): GPUShaderModule {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code: code(), label: key });
  void device.popErrorScope();
  return module;
}

function descriptorOf(module: GPUShaderModule, { key }: WgslKernel): GPUComputePipelineDescriptor {
  return { layout: 'auto', compute: { module, entryPoint: 'main' }, label: key };
}

function keep(state: DeviceState, key: string, pipeline: GPUComputePipeline): Pipeline {
  const entry = { pipeline, layout: pipeline.getBindGroupLayout(0) };
  state.pipelines.set(key, entry);
  return entry;
}

/** Compiles a kernel without blocking, unless it is compiled already. Rejects with a DeviceError that quotes the compiler. */
export function compileKernel({ device }: WebGPUBackend, kernel: WgslKernel): Promise<void> {
  const state = stateOf(device);
  if (state.pipelines.has(kernel.key)) return Promise.resolve();
  const pending = state.pending.get(kernel.key) ?? compileNow(device, state, kernel);
  state.pending.set(kernel.key, pending);
  return pending;
}

async function compileNow(device: GPUDevice, state: DeviceState, kernel: WgslKernel): Promise<void> {
  const module = moduleOf(device, kernel);
  try {
    keep(state, kernel.key, await device.createComputePipelineAsync(descriptorOf(module, kernel)));
  } catch (error) {
    throw new DeviceError(`The kernel ${kernel.key} does not compile: ${await complaintOf(module, error as Error)}`);
  } finally {
    state.pending.delete(kernel.key);
  }
}

/** What the compiler says is wrong, with the line it says it of, rather than that something is. */
async function complaintOf(module: GPUShaderModule, { message }: Error): Promise<string> {
  const { messages } = await module.getCompilationInfo();
  const errors = messages.filter(({ type }) => type === 'error');
  return errors.map(({ lineNum, message: text }) => `line ${lineNum}: ${text}`).join('\n') || message;
}

/** Whether a kernel can run without compiling first. */
export function isCompiled({ device }: WebGPUBackend, { key }: WgslKernel): boolean {
  return stateOf(device).pipelines.has(key);
}

function pipelineOf(backend: WebGPUBackend, kernel: WgslKernel): Pipeline {
  const { device } = backend;
  const state = stateOf(device);
  throwFirstError(state);
  const known = state.pipelines.get(kernel.key);
  if (known) return known;
  const descriptor = descriptorOf(moduleOf(device, kernel), kernel);
  return keep(state, kernel.key, device.createComputePipeline(descriptor));
}

function bufferOf(backend: WebGPUBackend, { dataId }: TensorInfo): GPUBuffer {
  backend.uploadToGPU(dataId);
  (backend as unknown as Internals).commandQueueOwnedIds.add(dataId);
  return backend.tensorMap.get(dataId).resource as GPUBuffer;
}

/** A buffer of the backend's pool, given back to it when the commands that read it are submitted. */
function uniformBuffer(backend: WebGPUBackend, bytes: ArrayBuffer): GPUBuffer {
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM;
  const buffer = backend.bufferManager.acquireBuffer(bytes.byteLength, usage);
  backend.queue.writeBuffer(buffer, 0, bytes);
  (backend as unknown as Internals).uniformPendingDisposal.push(buffer);
  return buffer;
}

function bindGroup(backend: WebGPUBackend, layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]): GPUBindGroup {
  return backend.device.createBindGroup({
    layout,
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
}

function record(
  backend: WebGPUBackend,
  pipeline: GPUComputePipeline,
  group: GPUBindGroup,
  [x, y, z]: WgslDispatch['workgroups'],
): void {
  const internals = backend as unknown as Internals;
  backend.ensureCommandEncoderReady();
  internals.computePassEncoder ??= internals.commandEncoder!.beginComputePass();
  internals.computePassEncoder.setPipeline(pipeline);
  internals.computePassEncoder.setBindGroup(0, group);
  internals.computePassEncoder.dispatchWorkgroups(x, y, z);
  internals.dispatchCountInPass++;
  if (internals.dispatchCountInPass < env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

function emptyTensor(backend: WebGPUBackend, shape: readonly number[]): TensorInfo {
  return backend.makeTensorInfo([...shape], 'float32', new Float32Array(0));
}

/** Runs a kernel once; compiles it first, blocking, if `compileKernel` hasn't. Empty outputs are made without running anything. */
export function runKernel(backend: WebGPUBackend, dispatch: WgslDispatch): TensorInfo[] {
  const { pipeline, layout } = pipelineOf(backend, dispatch.kernel);
  const { outputShapes } = dispatch;
  if (outputShapes.every((shape) => shape.includes(0))) return outputShapes.map((shape) => emptyTensor(backend, shape));
  const outputs = outputShapes.map((shape) => backend.makeTensorInfo([...shape], 'float32'));
  const buffers = [...outputs, ...dispatch.inputs].map((info) => bufferOf(backend, info));
  if (dispatch.uniforms) buffers.push(uniformBuffer(backend, dispatch.uniforms));
  record(backend, pipeline, bindGroup(backend, layout, buffers), dispatch.workgroups);
  return outputs;
}

/** Workgroups that cover `threads`: one row of a dispatch, or as many equal rows as the device's limit asks for. */
export function workgroupsFor(
  { device }: WebGPUBackend,
  threads: number,
  workgroupSize: number,
): [number, number, number] {
  const groups = Math.ceil(threads / workgroupSize);
  const rows = Math.max(1, Math.ceil(groups / device.limits.maxComputeWorkgroupsPerDimension));
  return [Math.ceil(groups / rows), rows, 1];
}
