/**
 * A plan: dispatches in a fixed order with their buffers, pipelines and bind groups made beforehand, so that running it is one command buffer.
 * `PlanBuilder` collects them and owns the buffers it made; `Plan` runs them. Neither knows what the kernels compute.
 */
import { inHalf } from '../../kernels/plan/half.ts';
import { workgroupGrid, type Kernel } from '../../kernels/plan/kernel.ts';
import type { Compiled, Pipelines } from './pipelines.ts';

/** A buffer, or a part of one (bytes; offsets are multiples of 256). */
export interface Slice {
  readonly buffer: GPUBuffer;
  readonly offset?: number;
  readonly size?: number;
  /** Whether its numbers are float16. */
  readonly half?: boolean;
}

/** How many threads, or how many workgroups. */
export type Extent = { readonly threads: number } | { readonly groups: number };

export interface Dispatch {
  readonly kernel: Kernel;
  readonly buffers: Readonly<Record<string, Slice>>;
  readonly sizes: Readonly<Record<string, number>>;
  readonly extent: Extent;
}

interface Ready {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly grid: readonly [number, number];
}

/** Uniform buffers are bound at multiples of this. */
const UNIFORM_STRIDE = 256;

/** A plan that is ready to run. */
export class Plan {
  private readonly ready: readonly Ready[];

  private readonly device: GPUDevice;
  readonly dispatches: readonly Dispatch[];
  private readonly uniforms: GPUBuffer;

  constructor(device: GPUDevice, dispatches: readonly Dispatch[], pipelines: Pipelines, uniforms: GPUBuffer) {
    this.device = device;
    this.dispatches = dispatches;
    this.uniforms = uniforms;
    device.queue.writeBuffer(uniforms, 0, packSizes(dispatches));
    this.ready = dispatches.map((dispatch, i) =>
      prepare(device, dispatch, pipelines.get(dispatch.kernel.key)!, {
        buffer: uniforms,
        offset: i * UNIFORM_STRIDE,
        size: sizesBytes(dispatch),
      }),
    );
  }

  /** Runs all dispatches: one pass, one submit. */
  submit(): void {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const { pipeline, bindGroup, grid } of this.ready) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(grid[0], grid[1]);
    }
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  dispose(): void {
    this.uniforms.destroy();
  }
}

/** A buffer for the sizes of this many dispatches. */
export function uniformBuffer(device: GPUDevice, dispatches: number): GPUBuffer {
  return device.createBuffer({
    label: 'sizes',
    size: dispatches * UNIFORM_STRIDE,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
}

const sizesBytes = ({ kernel }: Dispatch): number => Math.ceil(kernel.sizes.length / 4) * 16;

function packSizes(dispatches: readonly Dispatch[]): ArrayBuffer {
  const bytes = new ArrayBuffer(dispatches.length * UNIFORM_STRIDE);
  dispatches.forEach(({ kernel, sizes, extent }, i) => {
    const all: Record<string, number> = { threads: 'threads' in extent ? extent.threads : extent.groups, ...sizes };
    new Uint32Array(bytes, i * UNIFORM_STRIDE, kernel.sizes.length).set(
      kernel.sizes.map((field) => numberOf(all, field, kernel)),
    );
  });
  return bytes;
}

function numberOf(sizes: Readonly<Record<string, number>>, field: string, kernel: Kernel): number {
  const value = sizes[field];
  if (value === undefined) throw new Error(`The kernel ${kernel.key} wants a size "${field}".`);
  return value;
}

function prepare(
  device: GPUDevice,
  { kernel, buffers, extent }: Dispatch,
  { pipeline, layout }: Compiled,
  sizes: GPUBufferBinding,
): Ready {
  const resources = [...kernel.bindings.map(({ name }) => resourceOf(buffers, name, kernel)), sizes];
  const bindGroup = device.createBindGroup({
    label: kernel.key,
    layout,
    entries: resources.map((resource, binding) => ({ binding, resource })),
  });
  const groups = 'groups' in extent ? extent.groups : Math.ceil(extent.threads / kernel.workgroupSize);
  return { pipeline, bindGroup, grid: workgroupGrid(groups) };
}

function resourceOf(buffers: Readonly<Record<string, Slice>>, name: string, kernel: Kernel): GPUBufferBinding {
  const slice = buffers[name];
  if (!slice) throw new Error(`The kernel ${kernel.key} wants a buffer "${name}".`);
  return slice;
}

/** Where buffers come from. */
export interface Memory {
  /** A zeroed storage buffer of this many floats. */
  floats(count: number, label: string): Slice;
  /** The same of so many float16. */
  halves(count: number, label: string): Slice;
  uniforms(size: number, label: string): GPUBuffer;
}

/** Bytes of a storage buffer of this many floats. */
export const storageBytes = (floats: number): number => Math.max(16, Math.ceil(floats / 4) * 16);

/** The dispatch with its kernel reading and writing each buffer as it is stored. */
export function asStored(dispatch: Dispatch): Dispatch {
  const { kernel, buffers } = dispatch;
  const halves = kernel.bindings.map(({ name }) => name).filter((name) => buffers[name]?.half);
  return { ...dispatch, kernel: inHalf(kernel, halves) };
}

/** Buffers that live and die together. */
export class Arena implements Memory {
  private readonly buffers: GPUBuffer[] = [];
  bytes = 0;

  private readonly device: GPUDevice;

  constructor(device: GPUDevice) {
    this.device = device;
  }

  floats(count: number, label: string): Slice {
    const size = storageBytes(count);
    return {
      buffer: this.create(size, label, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC),
      offset: 0,
      size,
    };
  }

  halves(count: number, label: string): Slice {
    return { ...this.floats(Math.ceil(count / 2), label), half: true };
  }

  uniforms(size: number, label: string): GPUBuffer {
    return this.create(size, label, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  }

  private create(size: number, label: string, usage: number): GPUBuffer {
    const buffer = this.device.createBuffer({ label, size, usage });
    this.buffers.push(buffer);
    this.bytes += size;
    return buffer;
  }

  dispose(): void {
    for (const buffer of this.buffers) buffer.destroy();
    this.buffers.length = 0;
    this.bytes = 0;
  }
}
