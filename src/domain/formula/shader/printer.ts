/**
 * Writes expressions as shading text. Subexpressions that occur twice are computed once, bound to names (`let t3: Num = …`); so
 * are those that would nest deeply, since compilers have limits. What can be computed now is, in float64: a constant
 * expression that overflows or divides by zero is an error in WGSL.
 */
import type { Expr, Operation } from '../ast.ts';
import { linearise, type LinearProgram } from '../linearise.ts';
import { idiomAt, type Idiom } from './idioms.ts';
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

function operandOf(of: Expr | Idiom, operands: readonly Operand[]): Operand {
  if (!('kind' in of)) return compositeOperand(called(of.name)(operands), operands);
  if (of.kind === 'number') return constantOperand(of.value);
  if (of.kind === 'variable') return variableOperand(of.name);
  const constant = constantValue(of.operation, operands);
  return constant === null ? compositeOperand(PRINT[of.operation](operands), operands) : constantOperand(constant);
}

function boundTo(name: string, { flag }: Operand): Operand {
  const text = flag === null ? name : `select(Num(0.0), Num(1.0), ${name})`;
  return { text, flag: flag === null ? null : name, constant: null, simple: true, depth: 0 };
}

/** One value to compute: a node of the program, or a call of a library function that stands for one, and the steps of its arguments. */
interface Step {
  readonly of: Expr | Idiom;
  readonly args: readonly number[];
}

interface Steps {
  readonly steps: readonly Step[];
  /** Steps of the expressions asked for. */
  readonly outputs: readonly number[];
}

/** The program step by step, each after its arguments, with idioms in place of what they stand for. */
function stepsOf(program: LinearProgram): Steps {
  const steps: Step[] = [];
  const calls = new Map<string, number>();
  const stepOf: number[] = [];

  function callStep(idiom: Idiom): number {
    const args = idiom.of.map((argument) => (typeof argument === 'number' ? stepOf[argument]! : callStep(argument)));
    const key = `${idiom.name}(${args.join()})`;
    const step = calls.get(key) ?? steps.push({ of: idiom, args }) - 1;
    calls.set(key, step);
    return step;
  }

  program.nodes.forEach((node, i) => {
    const idiom = idiomAt(program, i);
    const args = (): number[] => program.args[i]!.map((k) => stepOf[k]!);
    stepOf.push(idiom ? callStep(idiom) : steps.push({ of: node, args: args() }) - 1);
  });
  return { steps, outputs: program.outputs.map((i) => stepOf[i]!) };
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
  const { steps, outputs } = stepsOf(linearise(exprs));
  const uses = countUses(steps, outputs);
  const operands: Operand[] = [];
  const statements: string[] = [];
  steps.forEach((step, i) => {
    const operand = operandOf(
      step.of,
      step.args.map((k) => operands[k]!),
    );
    const bind = !operand.simple && (uses[i]! > 1 || (uses[i]! > 0 && operand.depth >= MAX_TEXT_DEPTH));
    const name = `${prefix}${statements.length}`;
    if (bind)
      statements.push(`  let ${name}: ${operand.flag === null ? 'Num' : 'Flag'} = ${operand.flag ?? operand.text};\n`);
    operands.push(bind ? boundTo(name, operand) : operand);
  });
  return { statements: statements.join(''), results: outputs.map((i) => operands[i]!.text) };
}
