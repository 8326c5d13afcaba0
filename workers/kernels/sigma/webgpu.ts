/**
 * σ on WebGPU. A thread takes one value of the tensor, memory order, neighbours side by side: a vector of four elements where the
 * size allows it, which is what memory likes best, else one element. Nothing about shapes is in the code, so a program has at most
 * one pipeline a direction, width, and absence or presence of noise.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { util } from '@tensorflow/tfjs-core';
import type { SigmaProgram } from '../../../src/domain/derivatives/program.ts';
import { packSigmaUniforms, wgslFunctions, type Lanes } from '../../../src/domain/formula/shader/index.ts';
import { compileKernel, runKernel, workgroupsFor, type WgslKernel } from '../webgpu-dispatch.ts';
import { isNoisy, type SigmaCall, type SigmaKernels } from './call.ts';

const WORKGROUP_SIZE = 64;

/** What a value of so many elements is in WGSL: its type, the functions for it, the numbers of the elements in the i-th. */
const VALUES: Readonly<Record<Lanes, { readonly type: string; readonly suffix: string; readonly elements: string }>> = {
  1: { type: 'f32', suffix: '', elements: 'i' },
  4: { type: 'vec4f', suffix: '4', elements: 'i * 4u + vec4u(0, 1, 2, 3)' },
};

function entryPoint(result: string): string {
  return `
@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${WORKGROUP_SIZE}u;
  if (i >= arrayLength(&result)) { return; }
  result[i] = ${result};
}
`;
}

function forwardCode(program: SigmaProgram, lanes: Lanes): string {
  const { type, suffix, elements } = VALUES[lanes];
  return `${wgslFunctions(program, { lanes, parts: ['activate'] }).code}
@group(0) @binding(0) var<storage, read_write> result: array<${type}>;
@group(0) @binding(1) var<storage, read> x: array<${type}>;
@group(0) @binding(2) var<uniform> sigmaValues: SigmaUniforms;
${entryPoint(`activate${suffix}(x[i], ${elements}, sigmaValues.step)`)}`;
}

function backwardCode(program: SigmaProgram, lanes: Lanes, noisy: boolean): string {
  const { type, suffix, elements } = VALUES[lanes];
  return `${wgslFunctions(program, { lanes, noisy, parts: ['passBack'] }).code}
@group(0) @binding(0) var<storage, read_write> result: array<${type}>;
@group(0) @binding(1) var<storage, read> x: array<${type}>;
@group(0) @binding(2) var<storage, read> g: array<${type}>;
@group(0) @binding(3) var<uniform> sigmaValues: SigmaUniforms;
${entryPoint(`passBack${suffix}(g[i], x[i], ${elements}, sigmaValues.step, sigmaValues.anneal)`)}`;
}

function forwardKernel(program: SigmaProgram, lanes: Lanes): WgslKernel {
  return { key: `sigma-forward/${lanes}/${program.key}`, code: () => forwardCode(program, lanes) };
}

function backwardKernel(program: SigmaProgram, lanes: Lanes, noisy: boolean): WgslKernel {
  const key = `sigma-backward/${lanes}${noisy ? '/noise' : ''}/${program.key}`;
  return { key, code: () => backwardCode(program, lanes, noisy) };
}

function run(
  backend: WebGPUBackend,
  kernel: WgslKernel,
  lanes: Lanes,
  inputs: readonly TensorInfo[],
  call: SigmaCall,
): TensorInfo {
  const { shape } = inputs[0]!;
  const threads = util.sizeFromShape(shape) / lanes;
  const [result] = runKernel(backend, {
    kernel,
    inputs,
    outputShapes: [shape],
    uniforms: packSigmaUniforms(call.values, call.context),
    workgroups: workgroupsFor(backend, threads, WORKGROUP_SIZE),
  });
  return result!;
}

function lanesFor({ shape }: TensorInfo): Lanes {
  return util.sizeFromShape(shape) % 4 === 0 ? 4 : 1;
}

export const WEBGPU_SIGMA: SigmaKernels<WebGPUBackend> = {
  forward(backend, x, call) {
    const lanes = lanesFor(x);
    return run(backend, forwardKernel(call.program, lanes), lanes, [x], call);
  },
  backward(backend, g, x, call) {
    const lanes = lanesFor(x);
    return run(backend, backwardKernel(call.program, lanes, isNoisy(call)), lanes, [x, g], call);
  },
};

/** Compiles what tensors whose size is a multiple of four need, noise included, so that neither the first step nor a slider has to wait. */
export async function compileSigma(backend: WebGPUBackend, program: SigmaProgram): Promise<void> {
  const kernels = [forwardKernel(program, 4), backwardKernel(program, 4, false), backwardKernel(program, 4, true)];
  await Promise.all(kernels.map((kernel) => compileKernel(backend, kernel)));
}
