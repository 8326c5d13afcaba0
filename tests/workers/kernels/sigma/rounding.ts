/**
 * How far float32 may be off an expression's value. Every operation is computed in float32 with random errors of a few units in the
 * last place (Monte Carlo arithmetic, Parker 1997); where results scatter, be it by cancellation or because a step is near, a
 * kernel is allowed to scatter too.
 */
import {
  linearise,
  OPERATION_TABLE,
  type Expr,
  type Uniforms,
  type VariableName,
} from '../../../../src/domain/formula/index.ts';

const SAMPLES = 12;
const UNITS = 6 * 2 ** -24;

/** Some number in [−1, 1], often 0 or an end. */
function anything(): number {
  return Math.max(
    -1,
    Math.min(1, Math.trunc(5 * Math.random() - 2.5) + (Math.random() < 0.5 ? 0 : Math.random() - 0.5)),
  );
}

/** Of these, kernels promise nothing where neighbouring float32 are far apart. */
const CIRCULAR: readonly string[] = ['sin', 'cos', 'tan'];
const CIRCULAR_LIMIT = 1e5;

export interface Point {
  readonly x: number;
  readonly u?: number;
  readonly uniforms: Uniforms;
}

function perturbed(value: number): number {
  const rounded = Math.fround(value * (1 + UNITS * (2 * Math.random() - 1)));
  return Math.abs(rounded) < 2 ** -126 ? 0 : rounded;
}

function variableValue(name: VariableName, { x, u = 0.5, uniforms }: Point): number {
  if (name === 'x') return x;
  if (name === 'u') return u;
  return name === 'y' ? NaN : uniforms[name];
}

/** A function that gives one result that float32 arithmetic might have had. */
export function roughly(expr: Expr): (point: Point) => number {
  const { nodes, args, outputs } = linearise([expr]);
  return (point) => {
    const values: number[] = [];
    nodes.forEach((node, i) => {
      if (node.kind === 'number') values.push(Math.fround(node.value));
      else if (node.kind === 'variable') values.push(Math.fround(variableValue(node.name, point)));
      else {
        const [a = NaN, b = NaN, c = NaN] = args[i]!.map((k) => values[k]!);
        const lost = CIRCULAR.includes(node.operation) && Math.abs(a) > CIRCULAR_LIMIT && Number.isFinite(a);
        values.push(lost ? anything() : perturbed(OPERATION_TABLE[node.operation].evaluate(a, b, c)));
      }
    });
    return values[outputs[0]!]!;
  };
}

/** What may be missing between an expression's value and float32's; ∞ where float32 arithmetic cannot tell. */
export function slackOf(rough: (point: Point) => number, point: Point, exact: number): number {
  const samples = Array.from({ length: SAMPLES }, () => rough(point));
  if (Number.isNaN(exact) || !Number.isFinite(exact))
    return samples.every((sample) => Object.is(sample, exact)) ? 0 : Infinity;
  if (!samples.every(Number.isFinite)) return Infinity;
  return 3 * Math.max(...samples.map((sample) => Math.abs(sample - exact)));
}
