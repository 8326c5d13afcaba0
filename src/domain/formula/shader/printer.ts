/**
 * Writes expressions as shading text. Subexpressions that occur twice are computed once, bound to names (`let t3: Num = …`); so
 * are those that would nest deeply, since compilers have limits. What can be computed now is, in float64: a constant
 * expression that overflows or divides by zero is an error in WGSL.
 */
import type { Expr, Operation } from '../ast.ts';
import { linearise } from '../linearise.ts';
import { OPERATION_TABLE } from '../operations.ts';
import { UNIFORM_NAMES } from '../ast.ts';
import { shadingNumber } from './numbers.ts';
import { PRINT, type Operand } from './operation-text.ts';

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

function constantOperand(value: number): Operand {
  return { text: shadingNumber(value), flag: null, constant: value, simple: true, depth: 0 };
}

function variableOperand(name: string): Operand {
  if (name === 'x' || name === 'u') return { text: name, flag: null, constant: null, simple: true, depth: 0 };
  if (!(UNIFORM_NAMES as readonly string[]).includes(name))
    throw new Error(`expected x, u or a uniform in a kernel's formula, got ${name}`);
  return { text: `Num(sigmaValues.${name})`, flag: null, constant: null, simple: true, depth: 0 };
}

function operandOf(node: Expr, operands: readonly Operand[]): Operand {
  if (node.kind === 'number') return constantOperand(node.value);
  if (node.kind === 'variable') return variableOperand(node.name);
  const constant = constantValue(node.operation, operands);
  if (constant !== null) return constantOperand(constant);
  const { text, flag } = PRINT[node.operation](operands);
  return { text, flag, constant: null, simple: false, depth: 1 + Math.max(...operands.map(({ depth }) => depth)) };
}

function boundTo(name: string, { flag }: Operand): Operand {
  const text = flag === null ? name : `select(Num(0.0), Num(1.0), ${name})`;
  return { text, flag: flag === null ? null : name, constant: null, simple: true, depth: 0 };
}

/** How often each node is an argument or a result. */
function countUses(args: readonly (readonly number[])[], outputs: readonly number[]): number[] {
  const uses = args.map(() => 0);
  for (const i of [...args.flat(), ...outputs]) uses[i]! += 1;
  return uses;
}

/** Shading text of some expressions in `x`, `u` and uniforms. Names start with `prefix`. */
export function shadingText(exprs: readonly Expr[], prefix = 't'): ShadingText {
  const { nodes, args, outputs } = linearise(exprs);
  const uses = countUses(args, outputs);
  const operands: Operand[] = [];
  const statements: string[] = [];
  nodes.forEach((node, i) => {
    const operand = operandOf(
      node,
      args[i]!.map((k) => operands[k]!),
    );
    const bind = !operand.simple && (uses[i]! > 1 || operand.depth >= MAX_TEXT_DEPTH);
    const name = `${prefix}${statements.length}`;
    if (bind)
      statements.push(`  let ${name}: ${operand.flag === null ? 'Num' : 'Flag'} = ${operand.flag ?? operand.text};\n`);
    operands.push(bind ? boundTo(name, operand) : operand);
  });
  return { statements: statements.join(''), results: outputs.map((i) => operands[i]!.text) };
}
