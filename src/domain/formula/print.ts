/** Writes expressions as text by the notations of the table: source text that reads back as the same tree, and TeX. */
import { FormulaError } from '../errors.ts';
import type { CallNode, Expr, Operation, VariableName } from './ast.ts';
import { MAX_PRINTED_LENGTH } from './limits.ts';
import { RAW_PERLIN } from './names.ts';
import { LEVEL, OPERATION_TABLE, sourceNotation, type Notation } from './operations.ts';
import { callNotation } from './operations/notation.ts';

/** Text and binding strength. */
interface Written {
  readonly text: string;
  readonly level: number;
}

/** How leaves, operations and parentheses are written. */
export interface Style {
  readonly number: (value: number) => Written;
  readonly variable: (name: VariableName) => string;
  readonly notation: (operation: Operation) => Notation;
  /** Notation of an operation with an argument that source text would scale by a uniform, but isn't scaled. */
  readonly unscaled: (operation: Operation) => Notation;
  readonly parentheses: (text: string) => string;
}

/** The argument as people write it, where source text scales it by a uniform: x of perlin(x·resolution). Null if it isn't scaled. */
function withoutScale({ operation, args: [arg] }: CallNode): Expr | null {
  const { scale } = OPERATION_TABLE[operation];
  if (!scale || arg?.kind !== 'call' || arg.operation !== 'mul') return null;
  const [factor, uniform] = arg.args;
  return uniform?.kind === 'variable' && uniform.name === scale ? (factor ?? null) : null;
}

/** An expression as text. Throws FormulaError where that would be longer than `MAX_PRINTED_LENGTH`. */
export function write(expr: Expr, style: Style): string {
  const known = new Map<Expr, Written>();

  function visit(node: Expr): Written {
    const found = known.get(node);
    if (found) return found;
    const written = visitNew(node);
    if (written.text.length > MAX_PRINTED_LENGTH) throw new FormulaError('the formula is too long to be written down');
    known.set(node, written);
    return written;
  }

  function visitNew(node: Expr): Written {
    if (node.kind === 'number') return style.number(node.value);
    if (node.kind === 'variable') return { text: style.variable(node.name), level: LEVEL.atom };
    const bare = withoutScale(node);
    const scaled = OPERATION_TABLE[node.operation].scale !== undefined;
    const notation = scaled && !bare ? style.unscaled(node.operation) : style.notation(node.operation);
    const operands = (bare ? [bare] : node.args).map((arg, i) =>
      enclose(visit(arg), notation.operands[i] ?? LEVEL.choice),
    );
    return { text: notation.write(...operands), level: notation.level };
  }

  function enclose({ text, level }: Written, least: number): string {
    return level < least ? style.parentheses(text) : text;
  }

  return visit(expr).text;
}

/** Numbers that are no literals of the language. */
function writeNonFinite(value: number): Written {
  return { text: Number.isNaN(value) ? '0/0' : value > 0 ? '1/0' : '-1/0', level: LEVEL.product };
}

function writeNumber(value: number): Written {
  if (!Number.isFinite(value)) return writeNonFinite(value);
  const negative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  const text = size === Math.PI ? 'pi' : size === Math.E ? 'e' : String(size);
  return { text: `${negative ? '-' : ''}${text}`, level: negative ? LEVEL.prefix : LEVEL.atom };
}

const SOURCE: Style = {
  number: writeNumber,
  variable: (name) => name,
  notation: sourceNotation,
  unscaled: () => callNotation(RAW_PERLIN),
  parentheses: (text) => `(${text})`,
};

/**
 * Source text of an expression. Reading it (with `internal: true` where it has variables of our own) gives the same tree, or, if
 * constants were folded to what is not finite, an equal one.
 */
export function printFormula(expr: Expr): string {
  return write(expr, SOURCE);
}
