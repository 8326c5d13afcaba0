/** The formula language: read, evaluate, simplify, differentiate, print. The one entry; nothing outside this folder imports from beside it. */
export { FormulaError } from '../errors.ts';
export type {
  CallNode,
  Expr,
  NumberNode,
  Operation,
  Span,
  UniformName,
  Uniforms,
  VariableName,
  VariableNode,
} from './ast.ts';
export { OPERATIONS, UNIFORM_NAMES } from './ast.ts';
export { BLOCK_SIZE, compileBlock, type BlockInputs, type CompiledBlock, type Numbers } from './block.ts';
export { call, number, variable } from './build.ts';
export { differentiate } from './differentiate.ts';
export { compile, DEFAULT_UNIFORMS, evaluate, type Environment } from './evaluate.ts';
export { integrate } from './integrate.ts';
export * from './limits.ts';
export { linearise, structuralKey, variablesOf, type LinearProgram } from './linearise.ts';
export { ALL_VARIABLES, CATALOGUE_VARIABLES, CONSTANTS, FUNCTIONS, PLANE_VARIABLES, USER_VARIABLES } from './names.ts';
export { OPERATION_TABLE, type OperationEntry } from './operations.ts';
export { parseFormula, type ParseOptions } from './parse.ts';
export { printFormula } from './print.ts';
export { simplify } from './simplify.ts';
export { substitute } from './substitute.ts';
export { toTex } from './tex.ts';
export { closest } from './suggest.ts';
