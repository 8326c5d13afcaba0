/** Reads shading text (`../language.ts`) into functions, for a target that has no compiler of its own. Trusts the text: it is ours. */

/** Types of values. The scalars Real and Word are read as Num and Whole whose lanes are equal. */
export type Type = 'Num' | 'Whole' | 'Signed' | 'Flag';

export type Node =
  | { readonly kind: 'literal'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'uniform'; readonly name: string }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Node }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] };

/** `let`, `var` and assignment alike: from here on the name stands for the value. */
export interface Binding {
  readonly name: string;
  readonly value: Node;
}

export interface ShadingFunction {
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly type: Type }[];
  readonly type: Type;
  readonly bindings: readonly Binding[];
  readonly result: Node;
}

const TOKEN = /0x[0-9a-f]+u?|\d+(?:\.\d+)?(?:e[+-]?\d+)?u?|\w+|->|<<|>>|[<>=!]=|\S/gi;

/** Binding strengths. Those of C, which WGSL shares where it does not ask for parentheses. */
const STRENGTH: Readonly<Record<string, number>> = {
  '==': 1, '!=': 1, '<': 1, '<=': 1, '>': 1, '>=': 1,
  '|': 2, '^': 3, '&': 4, '<<': 5, '>>': 5, '+': 6, '-': 6, '*': 7, '/': 7,
}; // prettier-ignore

function asType(name: string): Type {
  if (name === 'Real') return 'Num';
  return name === 'Word' ? 'Whole' : (name as Type);
}

class Reader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(text: string) {
    this.tokens = text.match(TOKEN) ?? [];
  }

  functions(): ShadingFunction[] {
    const functions: ShadingFunction[] = [];
    while (this.at < this.tokens.length) functions.push(this.function());
    return functions;
  }

  private peek(): string {
    return this.tokens[this.at] ?? '';
  }

  private next(): string {
    return this.tokens[this.at++] ?? '';
  }

  private expect(token: string): void {
    const got = this.next();
    if (got !== token) throw new Error(`expected ${token} in shading text, got ${got || 'its end'}`);
  }

  private function(): ShadingFunction {
    this.expect('fn');
    const name = this.next();
    const params = this.list(() => this.declared());
    this.expect('->');
    const type = asType(this.next());
    this.expect('{');
    const bindings: Binding[] = [];
    while (this.peek() !== 'return') bindings.push(this.binding());
    this.next();
    const result = this.expression();
    this.expect(';');
    this.expect('}');
    return { name, params, type, bindings, result };
  }

  private declared(): { name: string; type: Type } {
    const name = this.next();
    this.expect(':');
    return { name, type: asType(this.next()) };
  }

  private binding(): Binding {
    const declares = this.peek() === 'let' || this.peek() === 'var';
    if (declares) this.next();
    const name = declares ? this.declared().name : this.next();
    this.expect('=');
    const value = this.expression();
    this.expect(';');
    return { name, value };
  }

  private list<T>(item: () => T): T[] {
    this.expect('(');
    const items: T[] = [];
    while (this.peek() !== ')') {
      items.push(item());
      if (this.peek() === ',') this.next();
    }
    this.next();
    return items;
  }

  private expression(weakest = 1): Node {
    let left = this.operand();
    for (;;) {
      const strength = STRENGTH[this.peek()] ?? 0;
      if (strength < weakest) return left;
      const operator = this.next();
      left = { kind: 'binary', operator, left, right: this.expression(strength + 1) };
    }
  }

  private operand(): Node {
    const token = this.next();
    if ('-!~'.includes(token)) return { kind: 'unary', operator: token, operand: this.operand() };
    if (token === '(') return this.parenthesised();
    if (/^\d/.test(token)) return { kind: 'literal', value: Number(token.replace(/u$/, '')) };
    if (this.peek() === '(') return { kind: 'call', name: token, args: this.list(() => this.expression()) };
    return this.peek() === '.' ? this.uniform() : { kind: 'name', name: token };
  }

  private parenthesised(): Node {
    const inner = this.expression();
    this.expect(')');
    return inner;
  }

  private uniform(): Node {
    this.expect('.');
    return { kind: 'uniform', name: this.next() };
  }
}

/** The functions that a shading text defines, in its order. */
export function readShadingText(text: string): ShadingFunction[] {
  return new Reader(text).functions();
}
