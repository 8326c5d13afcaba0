/** Values of expressions in float64, one point at a time: the definition that blocks and shaders are held to. */
import { UNIFORM_NAMES, type Expr, type UniformName, type Uniforms, type VariableName } from './ast.ts';
import { linearise } from './linearise.ts';
import { OPERATION_TABLE } from './operations.ts';

/** Values that go with a formula besides x. What is missing takes its neutral value. */
export interface Environment {
  readonly y?: number;
  /** The random number of RReLU; ½ in evaluation. */
  readonly u?: number;
  readonly uniforms?: Partial<Uniforms>;
}

/** Values of uniforms that nobody set. */
export const DEFAULT_UNIFORMS: Uniforms = {
  alpha: 1,
  beta: 1,
  gamma: 1,
  delta: 1,
  resolution: 1,
  width: 1,
  thenWidth: 1,
};

const isUniform = (name: string): name is UniformName => (UNIFORM_NAMES as readonly string[]).includes(name);

function lookup(name: VariableName): (x: number, environment: Environment) => number {
  if (name === 'x') return (x) => x;
  if (name === 'y') return (_, { y }) => y ?? 0;
  if (name === 'u') return (_, { u }) => u ?? 0.5;
  return isUniform(name) ? (_, { uniforms }) => uniforms?.[name] ?? DEFAULT_UNIFORMS[name] : () => NaN;
}

type Step = (x: number, environment: Environment) => number;

function step(node: Expr, values: Float64Array, [a = 0, b = 0, c = 0]: readonly number[]): Step {
  if (node.kind === 'number') return () => node.value;
  if (node.kind === 'variable') return lookup(node.name);
  const { evaluate } = OPERATION_TABLE[node.operation];
  return () => evaluate(values[a]!, values[b]!, values[c]!);
}

/** A function that gives the value of an expression at x. It costs one step for each distinct subexpression. */
export function compile(expr: Expr): (x: number, environment?: Environment) => number {
  const { nodes, args, outputs } = linearise([expr]);
  const values = new Float64Array(nodes.length);
  const steps = nodes.map((node, i) => step(node, values, args[i] ?? []));
  const result = outputs[0] ?? 0;
  return (x, environment = {}) => {
    for (let i = 0; i < steps.length; i++) values[i] = steps[i]!(x, environment);
    return values[result]!;
  };
}

/** The value of an expression. */
export function evaluate(expr: Expr, { x = 0, ...environment }: Environment & { readonly x?: number } = {}): number {
  return compile(expr)(x, environment);
}
