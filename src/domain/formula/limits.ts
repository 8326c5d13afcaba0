/**
 * Bounds on formulas. They are what makes every later stage safe: whoever walks a tree may recurse to `MAX_DEPTH`, and whatever is
 * linear in the number of distinct nodes is quick. Formulas arrive in links from strangers, so nothing here is optional.
 */

/** Characters of source text. */
export const MAX_SOURCE_LENGTH = 10_000;

/** Nodes of a parsed tree. A drawn curve of 64 points has about 600. */
export const MAX_NODES = 1_000;

/** Levels of a parsed tree, operators included: `x + x + … + x` has one for each `+`. */
export const MAX_DEPTH = 128;

/** Levels at which the parser may stand: parentheses and operators, each of which takes one while it is read. */
export const MAX_NESTING = 3 * MAX_DEPTH;

/**
 * Distinct nodes of a simplified formula or a derivative. The rules add at most a handful for each node of the formula, so this is
 * reached by nothing that anyone would draw or type.
 */
export const MAX_DERIVATIVE_NODES = 8_000;

/** Characters that a printer writes before it gives up: a derivative is small as a graph and may be huge as a text. */
export const MAX_PRINTED_LENGTH = 50_000;
