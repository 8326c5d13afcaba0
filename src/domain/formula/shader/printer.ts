/**
 * Writes expressions as shading text. Subexpressions that occur twice are computed once, bound to names (`let t3: Num = …`); so
 * are those that would nest deeply, since compilers have limits. What can be computed now is, in float64: a constant
 * expression that overflows or divides by zero is an error in WGSL.
 */
import type { Expr, Operation } from '../ast.ts';
import { linearise, type LinearProgram } from '../linearise.ts';
import { idiomAt } from './idioms.ts';
import { OPERATION_TABLE } from '../operations.ts';
import { UNIFORM_NAMES } from '../ast.ts';
import { called, constantOperand, PRINT, type Operand } from './operation-text.ts';

/** Deeper than this, text is cut into named pieces. */
const MAX_TEXT_DEPTH = 8;

/** Statements, and the text of each expression asked for, which may use the names that the statements bind. */
export interface ShadingText {
  readonly statements: string;
  readonly results: readonly string[];
}

function constantValue(operation: Operation, operands: readonly Operand[]): number | null {
  const [a, b, c] = operands.map(({ constant }) => constant);
  if (operands.some(({ constant }) => constant === null)) return null;
  return OPERATION_TABLE[operation].evaluate(a ?? NaN, b ?? NaN, c ?? NaN);
}

function variableOperand(name: string): Operand {
  if (name === 'x' || name === 'u') return { text: name, flag: null, constant: null, simple: true, depth: 0 };
  if (!(UNIFORM_NAMES as readonly string[]).includes(name))
    throw new Error(`expected x, u or a uniform in a kernel's formula, got ${name}`);
  return { text: `Num(sigmaValues.${name})`, flag: null, constant: null, simple: true, depth: 0 };
}

function compositeOperand({ text, flag }: Pick<Operand, 'text' | 'flag'>, operands: readonly Operand[]): Operand {
  return { text, flag, constant: null, simple: false, depth: 1 + Math.max(...operands.map(({ depth }) => depth)) };
}

function operandOf({ node, idiom }: Step, operands: readonly Operand[]): Operand {
  if (node.kind === 'number') return constantOperand(node.value);
  if (node.kind === 'variable') return variableOperand(node.name);
  if (idiom !== null) return compositeOperand(called(idiom)(operands), operands);
  const constant = constantValue(node.operation, operands);
  return constant === null ? compositeOperand(PRINT[node.operation](operands), operands) : constantOperand(constant);
}

function boundTo(name: string, { flag }: Operand): Operand {
  const text = flag === null ? name : `select(Num(0.0), Num(1.0), ${name})`;
  return { text, flag: flag === null ? null : name, constant: null, simple: true, depth: 0 };
}

/** One distinct subexpression: what it is, the positions of its arguments, and the library function that stands for it, if one does. */
interface Step {
  readonly node: Expr;
  readonly args: readonly number[];
  readonly idiom: string | null;
}

function stepsOf(program: LinearProgram): Step[] {
  return program.nodes.map((node, i) => {
    const idiom = idiomAt(program, i);
    return { node, args: idiom?.of ?? program.args[i]!, idiom: idiom?.name ?? null };
  });
}

/** How often each step is an argument of one that is needed, or a result. */
function countUses(steps: readonly Step[], outputs: readonly number[]): number[] {
  const uses = steps.map(() => 0);
  for (const i of outputs) uses[i]! += 1;
  for (let i = steps.length - 1; i >= 0; i--) {
    if (uses[i]! > 0) for (const argument of steps[i]!.args) uses[argument]! += 1;
  }
  return uses;
}

/** Shading text of some expressions in `x`, `u` and uniforms. Names start with `prefix`. */
export function shadingText(exprs: readonly Expr[], prefix = 't'): ShadingText {
  const program = linearise(exprs);
  const steps = stepsOf(program);
  const uses = countUses(steps, program.outputs);
  const operands: Operand[] = [];
  const statements: string[] = [];
  steps.forEach((step, i) => {
    const operand = operandOf(
      step,
      step.args.map((k) => operands[k]!),
    );
    const bind = !operand.simple && (uses[i]! > 1 || (uses[i]! > 0 && operand.depth >= MAX_TEXT_DEPTH));
    const name = `${prefix}${statements.length}`;
    if (bind)
      statements.push(`  let ${name}: ${operand.flag === null ? 'Num' : 'Flag'} = ${operand.flag ?? operand.text};\n`);
    operands.push(bind ? boundTo(name, operand) : operand);
  });
  return { statements: statements.join(''), results: program.outputs.map((i) => operands[i]!.text) };
}
