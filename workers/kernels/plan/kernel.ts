/**
 * What a kernel of the plan is: WGSL, the order of its buffers, and how many threads it wants. Sizes of images and batches reach a
 * kernel as the fields of `struct Sizes` (one small uniform buffer a dispatch), so that one pipeline serves every layer of the same
 * channels; channels, kernel size and stride are constants of the code, so that loops over them unroll. Owns no device.
 *
 * Layout of everything here: images are NHWC with the channels padded to a multiple of four and read as vec4f ("quads"), or single floats
 * where there is just one channel. Padded channels are zero in parameters and in data, and stay so.
 */

export interface Kernel {
  /** Equal keys mean equal code: pipelines are shared by it. */
  readonly key: string;
  readonly code: string;
  /** The buffers in the order of their bindings; the uniform `Sizes` comes behind them. */
  readonly bindings: readonly Binding[];
  /** Fields of `struct Sizes`, in order; the first is the number of threads. */
  readonly sizes: readonly string[];
  readonly workgroupSize: number;
}

/** One buffer of a kernel: its name in the code, its WGSL type, and how the kernel uses it. */
export interface Binding {
  readonly name: string;
  readonly type: string;
  readonly access: 'read' | 'read_write' | 'uniform';
}

export const reads = (name: string, type: string): Binding => ({ name, type: `array<${type}>`, access: 'read' });
export const writes = (name: string, type: string): Binding => ({ name, type: `array<${type}>`, access: 'read_write' });

/** Most workgroups in one dimension that every device allows; more go into a second row. */
export const WORKGROUPS_PER_ROW = 32768;

/** Whole numbers from 0 to n − 1. */
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** One line of WGSL for each of 0…n−1. */
export const repeat = (n: number, line: (i: number) => string): string => range(n).map(line).join('\n');

export interface KernelText {
  readonly key: string;
  readonly bindings: readonly Binding[];
  /** u32 fields of `sizes`; `threads` is always there. */
  readonly sizes: readonly string[];
  readonly workgroupSize: number;
  /** Functions the body calls. */
  readonly functions?: string;
  /** Declarations at module scope, such as workgroup memory. */
  readonly body: string;
  /** 'thread': the body runs once for each of `sizes.threads` threads as `thread`. 'workgroup': all threads run, with `group` and `lane`. */
  readonly by?: 'thread' | 'workgroup';
}

/** The whole shader: buffers, sizes, and an entry point that numbers threads (or workgroups) beyond one row of a dispatch. */
export function kernel(text: KernelText): Kernel {
  const sizes = ['threads', ...text.sizes];
  const declarations = text.bindings.map(
    ({ name, type, access }, i) =>
      `@group(0) @binding(${String(i)}) var<${access === 'uniform' ? access : `storage, ${access}`}> ${name}: ${type};`,
  );
  const code = `struct Sizes { ${sizes.map((field) => `${field}: u32`).join(', ')} }
${declarations.join('\n')}
@group(0) @binding(${String(text.bindings.length)}) var<uniform> sizes: Sizes;
${text.functions ?? ''}
${entryPoint(text)}`;
  return { key: text.key, code, bindings: text.bindings, sizes, workgroupSize: text.workgroupSize };
}

function entryPoint({ workgroupSize, body, by = 'thread' }: KernelText): string {
  const row = `${String(WORKGROUPS_PER_ROW)}u`;
  if (by === 'workgroup') {
    return `@compute @workgroup_size(${String(workgroupSize)})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let group = workgroup.x + workgroup.y * ${row};
${body}
}`;
  }
  return `@compute @workgroup_size(${String(workgroupSize)})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let thread = id.x + id.y * ${row} * ${String(workgroupSize)}u;
  if (thread >= sizes.threads) { return; }
${body}
}`;
}

/** Workgroups (x, y) that cover this many. */
export function workgroupGrid(count: number): [number, number] {
  return count <= WORKGROUPS_PER_ROW ? [count, 1] : [WORKGROUPS_PER_ROW, Math.ceil(count / WORKGROUPS_PER_ROW)];
}

/** Channels as they are stored: 1 stays 1, everything else grows to a multiple of 4. */
export const storedChannels = (channels: number): number => (channels === 1 ? 1 : 4 * Math.ceil(channels / 4));
