/** Ways of writing an operation, shared by the tables: source text and TeX. */
import { LEVEL, type Infix, type Notation } from './entry.ts';

/** Least strengths of the two operands of an operator, so that what is written is read back as the same tree. */
function operandLevels({ level, associativity }: Infix): readonly number[] {
  return [associativity === 'left' ? level : level + 1, associativity === 'right' ? level : level + 1];
}

/** `a + b`; products and quotients stand close: `a*b`. */
export function infixNotation(infix: Infix): Notation {
  const symbol = infix.level < LEVEL.product ? ` ${infix.symbol} ` : infix.symbol;
  return { level: infix.level, operands: operandLevels(infix), write: (a, b) => `${a}${symbol}${b}` };
}

/** `-a`, `!a`. */
export function prefixNotation(symbol: string): Notation {
  return { level: LEVEL.prefix, operands: [LEVEL.prefix], write: (a) => `${symbol}${a}` };
}

/** `name(a, b)`; the operands' own strength never matters. */
export function callNotation(name: string): Notation {
  return { level: LEVEL.atom, operands: [], write: (...operands) => `${name}(${operands.join(', ')})` };
}

/** An operator in TeX. A right operand that starts with a minus gets parentheses, as people write it. */
export function texInfix(infix: Infix, tex: string): Notation {
  const write = (a: string, b: string): string => `${a} ${tex} ${b.startsWith('-') ? `\\left(${b}\\right)` : b}`;
  return { level: infix.level, operands: operandLevels(infix), write };
}

/** A function in TeX, `\sin\left(a\right)`; names that TeX doesn't have are given with `\operatorname`. */
export function texCall(command: string): Notation {
  return { level: LEVEL.atom, operands: [], write: (...operands) => `${command}\\left(${operands.join(', ')}\\right)` };
}

/** A function in TeX by a name that TeX doesn't have. */
export function texName(name: string): Notation {
  return texCall(`\\operatorname{${name}}`);
}

/** Something that encloses its operand: `\left| a\right|`. */
export function texEnclosed(open: string, close: string): Notation {
  return { level: LEVEL.atom, operands: [], write: (a) => `${open} ${a}${close}` };
}
