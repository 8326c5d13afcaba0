/** Cuts source text into tokens. Typographic operators and Greek letters are taken for the ASCII they stand for; positions stay those of the source. */
import { FormulaError } from '../errors.ts';
import type { Span } from './ast.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  /** In ASCII. */
  readonly text: string;
  readonly span: Span;
}

/** A number (group 1), a name (group 2), or an operator. */
const PATTERN =
  /((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*|[αβγδπ])|\*\*|<=|>=|==|!=|&&|\|\||[-+*/^<>!?:(),−–×·⋅∙÷≤≥≠²³]/uy;

/** What typographic characters stand for. */
const ASCII: ReadonlyMap<string, string> = new Map([
  ['**', '^'],
  ['−', '-'],
  ['–', '-'],
  ['×', '*'],
  ['·', '*'],
  ['⋅', '*'],
  ['∙', '*'],
  ['÷', '/'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['α', 'alpha'],
  ['β', 'beta'],
  ['γ', 'gamma'],
  ['δ', 'delta'],
  ['π', 'pi'],
]);

/** Advice for characters that other languages use. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['=', 'to compare, write =='],
  ['&', 'for "and", write &&'],
  ['|', 'for "or", write ||; for the absolute value, abs(x)'],
  ['%', 'for the part after the point, write frac(x)'],
  ['[', 'use round parentheses'],
  [']', 'use round parentheses'],
  ['{', 'use round parentheses'],
  ['}', 'use round parentheses'],
  ['∞', 'there is no infinity here; use a large number'],
  ['√', 'write sqrt(x)'],
]);

function refuse(source: string, at: number): never {
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0xfffd);
  const advice = ADVICE.get(character);
  const message = `unexpected character ${JSON.stringify(character)} at ${at + 1}${advice ? `; ${advice}` : ''}`;
  throw new FormulaError(message, at, character.length);
}

/** Hands out the tokens of a source text one by one, so that a text refused early costs little. After the last comes 'end', for ever. */
export class Lexer {
  private readonly source: string;
  private readonly pattern = new RegExp(PATTERN);
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  /** The next token. Throws FormulaError at a character that belongs to none. */
  next(): Token {
    this.skipSpace();
    const start = this.at;
    if (start >= this.source.length) return { kind: 'end', text: '', span: { start, end: start } };
    this.pattern.lastIndex = start;
    const match = this.pattern.exec(this.source);
    if (!match) return refuse(this.source, start);
    const [text, number, name] = match;
    this.at += text.length;
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'symbol';
    return { kind, text: ASCII.get(text) ?? text, span: { start, end: this.at } };
  }

  private skipSpace(): void {
    while (this.at < this.source.length && /\s/u.test(this.source.charAt(this.at))) this.at++;
  }
}
