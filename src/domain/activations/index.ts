/** The catalogue of activations. The one entry; nothing outside this folder imports from beside it. */
export {
  FAMILIES,
  type Activation,
  type FamilyId,
  type Lie,
  type Parameter,
  type ParameterName,
  type Source,
} from './activation.ts';
export { ACTIVATIONS, activationById, formulaOf, liesFor } from './registry.ts';
export { formulaProblem, parameterValues, resolveActivation, type ResolvedActivation } from './resolve.ts';
