import { DEFAULT_UNIFORMS } from '../../../src/domain/formula/index.ts';
import {
  EVALUATION,
  glslUniformValues,
  packSigmaUniforms,
  sigmaUniformOffset,
  SIGMA_UNIFORM_BYTES,
  WGSL_UNIFORMS,
} from '../../../src/domain/formula/shader/index.ts';
import { assert } from '../../support/expect.ts';

const VALUES = { uniforms: { ...DEFAULT_UNIFORMS, alpha: 0.5, delta: -2 }, noise: 0.25 };
const TRAINING = { seed: -1, step: 9, layer: 4, training: true, anneal: 0.75 };

describe('the uniforms of σ', () => {
  it('lie where the struct has them', () => {
    const view = new DataView(packSigmaUniforms(VALUES, TRAINING));
    const fields = Array.from(WGSL_UNIFORMS.matchAll(/^ {2}(\w+): (f32|u32),$/gm), ([, name = '', type = '']) => ({
      name,
      type,
    }));
    const at = (type: string, offset: number): number =>
      type === 'f32' ? view.getFloat32(offset, true) : view.getUint32(offset, true);
    const read = new Map(fields.map(({ name, type }, i) => [name, at(type, 4 * i)]));
    const expected = {
      alpha: 0.5,
      delta: -2,
      resolution: 1,
      noise: 0.25,
      anneal: 0.75,
      seed: 0xffffffff,
      step: 9,
      layer: 4,
      training: 1,
      zero: 0,
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(read.get(name), value, name);
    assert.equal(view.getFloat32(sigmaUniformOffset('infinityBits'), true), Infinity);
    assert.isNaN(view.getFloat32(sigmaUniformOffset('nanBits'), true));
    assert.equal(view.byteLength, SIGMA_UNIFORM_BYTES);
    assert.equal(SIGMA_UNIFORM_BYTES % 16, 0);
  });

  it('have no noise in evaluation', () => {
    const view = new DataView(packSigmaUniforms(VALUES, EVALUATION));
    assert.equal(view.getFloat32(sigmaUniformOffset('noise'), true), 0);
    assert.equal(view.getUint32(sigmaUniformOffset('training'), true), 0);
  });

  it('are the same numbers for GLSL', () => {
    const [numbers, words] = glslUniformValues(VALUES, TRAINING);
    const bytes = packSigmaUniforms(VALUES, TRAINING);
    assert.deepEqual(numbers, [...new Float32Array(bytes, 0, numbers!.length)]);
    assert.deepEqual(words, [...new Int32Array(bytes, 4 * numbers!.length, words!.length)]);
  });
});
