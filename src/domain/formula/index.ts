/** The formula language: read, evaluate, simplify, differentiate, print. The one entry, but for the contract in `ast.ts` and the printers in `shader/`. */
export { FormulaError } from '../errors.ts';
export type { CallNode, Expr, Operation, UniformName, Uniforms, VariableName } from './ast.ts';
export { OPERATIONS } from './ast.ts';
export { BLOCK_SIZE, compileBlock, type BlockInputs, type CompiledBlock, type Numbers } from './block.ts';
export { call, number, variable } from './build.ts';
export { differentiate } from './differentiate.ts';
export { compile, DEFAULT_UNIFORMS, evaluate } from './evaluate.ts';
export { integrate } from './integrate.ts';
export * from './limits.ts';
export { linearise, structuralKey, variablesOf } from './linearise.ts';
export { CATALOGUE_VARIABLES, CONSTANTS, FUNCTIONS, PLANE_VARIABLES, USER_VARIABLES } from './names.ts';
export { OPERATION_TABLE } from './operations.ts';
export { parseFormula, type ParseOptions } from './parse.ts';
export { printFormula } from './print.ts';
export { simplify } from './simplify.ts';
export { substitute } from './substitute.ts';
export { toTex } from './tex.ts';
export { closest } from './suggest.ts';
