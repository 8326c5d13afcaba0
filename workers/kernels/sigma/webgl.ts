/**
 * σ on WebGL, through tfjs's own way of running programs. tfjs keeps a tensor as a texture either of one element a texel or, packed, of
 * 2×2 blocks of its last two axes; there is a program for each, so that none has to be converted first. Shapes are uniforms, and
 * tensors are looked at as lists, or as stacks of matrices where packed, so that a program serves all shapes.
 */
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { env, util } from '@tensorflow/tfjs-core';
import type { SigmaProgram } from '../../../src/domain/derivatives/program.ts';
import { DeviceError } from '../../../src/domain/errors.ts';
import {
  glslPrelude,
  glslUniformValues,
  GLSL_UNIFORMS,
  toGlsl,
  valueText,
} from '../../../src/domain/formula/shader/index.ts';
import { Recent } from './recent.ts';
import { isNoisy, type SigmaCall, type SigmaKernels } from './call.ts';

type Shape = readonly number[];

function plainMain(gradient: string): string {
  return `void main() { setOutput(valueAt(getXAtOutCoords(), ${gradient}, uint(getOutputCoords()))); }`;
}

/** A texel holds two neighbours in a row and the two below them. */
function packedMain(gradient: string): string {
  return `void main() {
  ivec3 at = getOutputCoords();
  uint first = uint((at.x * outShape.y + at.y) * outShape.z + at.z);
  uint below = first + uint(outShape.z);
  vec4 x = getXAtOutCoords();
  vec4 g = vec4(${gradient});
  setOutput(vec4(valueAt(x.r, g.r, first), valueAt(x.g, g.g, first + 1u), valueAt(x.b, g.b, below), valueAt(x.a, g.a, below + 1u)));
}`;
}

interface Kind {
  readonly backward: boolean;
  readonly packed: boolean;
  readonly noisy: boolean;
}

function codeOf(program: SigmaProgram, kind: Kind): string {
  const gradient = kind.backward ? 'getGAtOutCoords()' : '0.0';
  const main = kind.packed ? packedMain(gradient) : plainMain(gradient);
  return [glslPrelude(), toGlsl(valueText(program, kind)), main].join('\n\n');
}

const CODES = new Recent<string>(64);

/** The code is long and asked for at every dispatch: it is kept. */
function cachedCode(program: SigmaProgram, kind: Kind): string {
  return CODES.get(`${JSON.stringify(kind)}${program.key}`, () => codeOf(program, kind));
}

/** The last two axes and all others: how packed textures are laid out. */
function asStack(shape: Shape): [number, number, number] {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.at(-2) ?? 1;
  return [util.sizeFromShape([...shape]) / (rows * columns), rows, columns];
}

function gpgpuProgram(program: SigmaProgram, kind: Kind, shape: Shape): GPGPUProgram {
  return {
    variableNames: kind.backward ? ['x', 'g'] : ['x'],
    outputShape: kind.packed ? asStack(shape) : [util.sizeFromShape([...shape])],
    userCode: cachedCode(program, kind),
    enableShapeUniforms: true,
    packedInputs: kind.packed,
    packedOutput: kind.packed,
    customUniforms: GLSL_UNIFORMS,
  };
}

/** On the device, so that tfjs doesn't pass short tensors as uniforms, and known as packed or not. */
function uploaded(backend: MathBackendWebGL, { dataId }: TensorInfo): { readonly packed: boolean } {
  backend.uploadToGPU(dataId);
  return { packed: backend.texData.get(dataId).isPacked === true };
}

function run(backend: MathBackendWebGL, inputs: readonly TensorInfo[], backward: boolean, call: SigmaCall): TensorInfo {
  const { shape } = inputs[0]!;
  if (env().getNumber('WEBGL_VERSION') !== 2)
    throw new DeviceError('expected WebGL 2, got WebGL 1, which has no integers');
  const size = util.sizeFromShape(shape);
  if (size === 0) return backend.makeTensorInfo(shape, 'float32', new Float32Array(0));
  const packed = inputs.map((input) => uploaded(backend, input).packed).every(Boolean);
  const program = gpgpuProgram(call.program, { backward, packed, noisy: isNoisy(call) }, shape);
  const views = inputs.map(({ dataId, dtype }) => ({ dataId, dtype, shape: program.outputShape }));
  const uniforms = glslUniformValues(call.values, call.context);
  const result = backend.compileAndRun(program, views, 'float32', uniforms, true);
  backend.texData.get(result.dataId).shape = shape;
  return { ...result, shape };
}

export const WEBGL_SIGMA: SigmaKernels<MathBackendWebGL> = {
  forward: (backend, x, call) => run(backend, [x], false, call),
  backward: (backend, g, x, call) => run(backend, [x, g], true, call),
};
