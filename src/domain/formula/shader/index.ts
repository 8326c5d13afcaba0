/** Formulas as shaders: pure strings and the bytes of their uniforms. */
export { glslFunctions, valueText, wgslFunctions, type ShaderPart } from './functions.ts';
export { glslPrelude, toGlsl, wgslPrelude, type Lanes } from './language.ts';
export { libraryFor } from './library/index.ts';
export { shadingText } from './printer.ts';
export {
  EVALUATION,
  glslUniformValues,
  GLSL_UNIFORMS,
  packSigmaUniforms,
  sigmaUniformOffset,
  SIGMA_UNIFORM_BYTES,
  UNIFORM_FIELDS,
  WGSL_UNIFORMS,
  type SigmaContext,
} from './uniforms.ts';
export { wasmModule } from './wasm/module.ts';
