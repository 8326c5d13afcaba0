/**
 * The one table of operations. Adding a function to the language is one entry in a file of `operations/`, its name in `ast.ts`, and
 * its line in the shader printers.
 */
import type { Operation } from './ast.ts';
import { ARITHMETIC } from './operations/arithmetic.ts';
import type { Notation, OperationEntry } from './operations/entry.ts';
import { LOGIC } from './operations/logic.ts';
import { callNotation, infixNotation, prefixNotation } from './operations/notation.ts';
import { PIECEWISE } from './operations/piecewise.ts';
import { SMOOTH } from './operations/smooth.ts';

export { LEVEL } from './operations/entry.ts';
export type { Algebra, Args, Notation, OperationEntry, Slopes } from './operations/entry.ts';

/** What the language knows of each operation. */
export const OPERATION_TABLE: Readonly<Record<Operation, OperationEntry>> = {
  ...ARITHMETIC,
  ...LOGIC,
  ...PIECEWISE,
  ...SMOOTH,
};

/** Every operation with its entry. */
export const OPERATION_ENTRIES = Object.entries(OPERATION_TABLE) as readonly (readonly [Operation, OperationEntry])[];

/** Whether people write it as `name(…)`. */
export function isFunction({ callable, infix, prefix, source }: OperationEntry): boolean {
  return callable ?? (!infix && !prefix && !source);
}

/** How an operation stands in source text. */
export function sourceNotation(operation: Operation): Notation {
  const { infix, prefix, source } = OPERATION_TABLE[operation];
  if (source) return source;
  if (infix) return infixNotation(infix);
  return prefix ? prefixNotation(prefix) : callNotation(operation);
}
