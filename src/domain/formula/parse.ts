/**
 * Reads source text into a syntax tree: a Pratt parser whose operators come from the table of operations. Every string is either
 * accepted or refused with a FormulaError, in time linear in its length; nothing of it is ever executed.
 */
import { FormulaError } from '../errors.ts';
import type { Expr, Operation, Span, VariableName } from './ast.ts';
import { call, number, variable } from './build.ts';
import { MAX_DEPTH, MAX_NESTING, MAX_NODES, MAX_SOURCE_LENGTH } from './limits.ts';
import {
  ALL_VARIABLES,
  CONSTANTS,
  FUNCTIONS,
  INTERNAL_FUNCTIONS,
  RAW_PERLIN,
  suggestName,
  USER_VARIABLES,
} from './names.ts';
import { LEVEL, OPERATION_ENTRIES, OPERATION_TABLE, type OperationEntry } from './operations.ts';
import { Lexer, type Token } from './tokens.ts';

export interface ParseOptions {
  /** The variables that may occur; those of an activation unless given. */
  readonly variables?: readonly VariableName[];
  /** Also read what only printers write: every variable, and the functions that arise by differentiation. */
  readonly internal?: boolean;
}

interface InfixOperator {
  readonly operation: Operation;
  readonly infix: NonNullable<OperationEntry['infix']>;
}

const INFIX: ReadonlyMap<string, InfixOperator> = new Map(
  OPERATION_ENTRIES.flatMap(([operation, { infix }]) => (infix ? [[infix.symbol, { operation, infix }] as const] : [])),
);

const PREFIX: ReadonlyMap<string, Operation> = new Map(
  OPERATION_ENTRIES.flatMap(([operation, { prefix }]) => (prefix ? [[prefix, operation] as const] : [])),
);

/** x² and x³, as keyboards have them. */
const SUPERSCRIPTS: ReadonlyMap<string, number> = new Map([
  ['²', 2],
  ['³', 3],
]);

const shorten = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text);
const quote = (text: string): string => `"${shorten(text)}"`;

class Parser {
  private readonly source: string;
  private readonly internal: boolean;
  private readonly lexer: Lexer;
  private readonly variables: readonly VariableName[];
  private readonly depths = new Map<Expr, number>();
  private token: Token;
  private previous: Token;
  private nesting = 0;

  constructor(source: string, { variables = USER_VARIABLES, internal = false }: ParseOptions) {
    this.source = source;
    this.internal = internal;
    this.lexer = new Lexer(source);
    this.variables = internal ? ALL_VARIABLES : variables;
    this.token = this.previous = this.lexer.next();
  }

  parse(): Expr {
    if (this.atEnd()) throw new FormulaError('the formula is empty', 0, 0);
    const expr = this.expression(LEVEL.choice);
    if (!this.atEnd()) this.refuseRest();
    return expr;
  }

  private atEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** Takes the present token. */
  private take(): Token {
    this.previous = this.token;
    this.token = this.lexer.next();
    return this.previous;
  }

  private takeIf(symbol: string): boolean {
    const matches = this.token.kind === 'symbol' && this.token.text === symbol;
    if (matches) this.take();
    return matches;
  }

  private need(symbol: string, why: string): void {
    if (this.takeIf(symbol)) return;
    if (this.startsOperand()) this.refuseRest();
    this.fail(`expected "${symbol}" ${why}, got ${this.describe(this.token)}`, this.token.span);
  }

  /** Throws what is wrong, where, and what to do about it. */
  private fail(what: string, { start, end }: Span, advice = '', suggestion: string | null = null): never {
    const message = `${what} at ${start + 1}${advice ? `; ${advice}` : ''}`;
    throw new FormulaError(message, start, end - start, suggestion);
  }

  private describe(token: Token): string {
    return token.kind === 'end' ? 'the end of the formula' : quote(this.source.slice(token.span.start, token.span.end));
  }

  /** Notes the depth of a new node, and refuses one node or level too many. */
  private keep(expr: Expr): Expr {
    const depth = expr.kind === 'call' ? 1 + Math.max(...expr.args.map((arg) => this.depths.get(arg) ?? 0)) : 1;
    this.depths.set(expr, depth);
    if (depth > MAX_DEPTH) this.refuseDepth();
    if (this.depths.size > MAX_NODES) {
      this.fail('the formula has too many parts', this.previous.span, `at most ${MAX_NODES} are allowed`);
    }
    return expr;
  }

  private refuseDepth(): never {
    this.fail('the formula is nested too deeply', this.previous.span, `at most ${MAX_DEPTH} levels are allowed`);
  }

  private call(operation: Operation, args: readonly Expr[], start: number): Expr {
    const [only] = args;
    const span = { start, end: this.previous.span.end };
    // A negative number is one node, so that printing and reading it gives it back.
    if (operation === 'neg' && only?.kind === 'number') return this.keep(number(-only.value, span));
    return this.keep(call(operation, args, span));
  }

  /** An expression of operators that bind at least as strongly as `level`. */
  private expression(level: number): Expr {
    if (++this.nesting > MAX_NESTING) this.refuseDepth();
    const { start } = this.token.span;
    let left = this.operand();
    for (let next = this.after(left, level, start); next; next = this.after(left, level, start)) left = next;
    this.nesting--;
    return left;
  }

  /** `left` with the operator that follows it, or null where none does that is strong enough. */
  private after(left: Expr, level: number, start: number): Expr | null {
    if (this.token.kind !== 'symbol') return null;
    const { text } = this.token;
    const exponent = SUPERSCRIPTS.get(text);
    if (exponent !== undefined) return level <= LEVEL.power ? this.superscript(left, exponent, start) : null;
    if (text === '?') return level <= LEVEL.choice ? this.choice(left, start) : null;
    const operator = INFIX.get(text);
    return operator && operator.infix.level >= level ? this.infix(left, operator, start) : null;
  }

  private superscript(base: Expr, exponent: number, start: number): Expr {
    const { span } = this.take();
    if (SUPERSCRIPTS.has(this.token.text)) this.fail('two raised digits', span, 'write the exponent with ^');
    return this.call('pow', [base, this.keep(number(exponent, span))], start);
  }

  private choice(condition: Expr, start: number): Expr {
    this.take();
    const whenTrue = this.expression(LEVEL.choice);
    this.need(':', 'after the first branch of "c ? a : b"');
    return this.call('select', [condition, whenTrue, this.expression(LEVEL.choice)], start);
  }

  private infix(left: Expr, { operation, infix }: InfixOperator, start: number): Expr {
    this.take();
    // The exponent may carry a sign: 2^-x.
    const level = infix.associativity === 'right' ? LEVEL.prefix : infix.level + 1;
    const expr = this.call(operation, [left, this.expression(level)], start);
    if (infix.associativity === 'none') this.refuseChain(infix.level);
    return expr;
  }

  private refuseChain(level: number): void {
    const next = this.token.kind === 'symbol' ? INFIX.get(this.token.text) : undefined;
    if (next?.infix.level !== level) return;
    this.fail(
      `a second comparison, ${this.describe(this.token)},`,
      this.token.span,
      "comparisons don't chain: write a < b && b < c",
    );
  }

  private operand(): Expr {
    const token = this.take();
    if (token.kind === 'number') return this.number(token);
    if (token.kind === 'name') return this.name(token);
    if (token.text === '(') return this.parenthesis(token);
    const prefix = token.kind === 'symbol' ? PREFIX.get(token.text) : undefined;
    if (prefix) return this.call(prefix, [this.expression(LEVEL.prefix)], token.span.start);
    return this.fail(`expected a number, a name or "(", got ${this.describe(token)}`, token.span);
  }

  private parenthesis(open: Token): Expr {
    const inner = this.expression(LEVEL.choice);
    if (this.atEnd()) this.fail('"(" without ")"', open.span);
    this.need(')', `to close the "(" at ${open.span.start + 1}`);
    return inner;
  }

  private number(token: Token): Expr {
    const value = Number(token.text);
    if (!Number.isFinite(value)) this.fail(`the number ${quote(token.text)} is too large`, token.span);
    return this.keep(number(value, token.span));
  }

  private name(token: Token): Expr {
    const { text, span } = token;
    const called = this.token.kind === 'symbol' && this.token.text === '(';
    const operation = FUNCTIONS.get(text) ?? (this.internal ? INTERNAL_FUNCTIONS.get(text) : undefined);
    if (operation) return called ? this.function(operation, token) : this.refuseBareFunction(operation, token);
    const constant = CONSTANTS.get(text);
    const known = this.variables.find((name) => name === text);
    if (constant === undefined && !known) return this.refuseName(token, called);
    if (called)
      this.fail(`${quote(text)} is not a function, but "(" follows it`, span, `to multiply, write ${text}*(…)`);
    return this.keep(known ? variable(known, span) : number(constant ?? NaN, span));
  }

  private function(operation: Operation, { text, span }: Token): Expr {
    const args = this.args(text);
    const { arity, variadic, scale } = OPERATION_TABLE[operation];
    const fits = args.length === arity || (variadic === true && args.length > arity);
    const expected = `${arity}${variadic ? ' or more' : ''} argument${arity > 1 ? 's' : ''}`;
    if (!fits) this.fail(`${text} takes ${expected}, got ${args.length}`, span);
    if (scale && text !== RAW_PERLIN) return this.scaled(operation, args, scale, span.start);
    if (args.length <= arity) return this.call(operation, args, span.start);
    return args.reduce((all, arg) => this.call(operation, [all, arg], span.start));
  }

  private scaled(operation: Operation, args: readonly Expr[], scale: VariableName, start: number): Expr {
    const factor = this.keep(variable(scale));
    return this.call(operation, [this.call('mul', [...args, factor], start)], start);
  }

  private args(name: string): readonly Expr[] {
    const open = this.take();
    const args: Expr[] = [];
    if (this.takeIf(')')) return args;
    do args.push(this.expression(LEVEL.choice));
    while (this.takeIf(','));
    if (this.atEnd()) this.fail(`the arguments of ${name} lack a ")" for the "("`, open.span);
    this.need(')', `or "," in the arguments of ${name}`);
    return args;
  }

  private refuseBareFunction(operation: Operation, { text, span }: Token): never {
    const args = ['x', 'y', 'z'].slice(0, OPERATION_TABLE[operation].arity).join(', ');
    return this.fail(`the function ${quote(text)} has no arguments`, span, `write ${text}(${args})`);
  }

  private refuseName({ text, span }: Token, called: boolean): never {
    const values = [...this.variables, ...CONSTANTS.keys()];
    if (ALL_VARIABLES.some((name) => name === text)) {
      this.fail(`${quote(text)} has no meaning in this formula`, span, `it may use ${values.join(', ')}`);
    }
    const functions = [...FUNCTIONS.keys()];
    const suggestion = suggestName(text, called ? functions : values) ?? suggestName(text, called ? values : functions);
    const advice = suggestion === null ? '' : `did you mean "${suggestion}"?`;
    this.fail(`unknown ${called ? 'function' : 'name'} ${quote(text)}`, span, advice, suggestion);
  }

  /** Whether the present token could begin an operand, though one has just ended. */
  private startsOperand(): boolean {
    const { kind, text } = this.token;
    return kind === 'number' || kind === 'name' || (kind === 'symbol' && text === '(');
  }

  /** Says what is wrong with a token that cannot follow a complete expression. */
  private refuseRest(): never {
    const { token } = this;
    if (this.startsOperand()) {
      const [left, right] = [this.previous, token].map(({ span }) => this.source.slice(span.start, span.end));
      const example = `${left === ')' ? '(…)' : shorten(left ?? '')}*${right === '(' ? '(…)' : shorten(right ?? '')}`;
      this.fail('missing operator', token.span, `to multiply, write ${example}`);
    }
    if (token.text === ')') this.fail('")" without "("', token.span);
    const advice = token.text === ',' ? 'decimals are written with a point' : '';
    return this.fail(`unexpected ${this.describe(token)}`, token.span, advice);
  }
}

/**
 * The syntax tree of a formula. Throws FormulaError, which points at the character, for anything that isn't one, or is too long,
 * too deep or too large (`limits.ts`).
 */
export function parseFormula(source: string, options: ParseOptions = {}): Expr {
  // Formulas come from links and files, where types are hopes.
  if (typeof source !== 'string') throw new FormulaError(`expected a formula as text, got ${typeof source}`);
  if (source.length > MAX_SOURCE_LENGTH) {
    const message = `the formula is too long: ${source.length} characters, at most ${MAX_SOURCE_LENGTH} are allowed`;
    throw new FormulaError(message, MAX_SOURCE_LENGTH, source.length - MAX_SOURCE_LENGTH);
  }
  return new Parser(source, options).parse();
}
