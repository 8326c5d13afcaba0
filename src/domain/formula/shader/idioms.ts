/**
 * Expressions that lose too much in float32 if they are computed as they stand, or cost more than they need, and the library function
 * that takes their place. Only what derivatives and the catalogue are full of is worth a line here.
 */
import type { Expr, Operation } from '../ast.ts';
import type { LinearProgram } from '../linearise.ts';

export interface Idiom {
  /** Name of the library function. */
  readonly name: string;
  /** Its arguments: positions in the program, or what is computed for this and perhaps for other idioms. */
  readonly of: readonly (number | Idiom)[];
}

function isNumber(node: Expr | undefined, value: number): boolean {
  return node?.kind === 'number' && node.value === value;
}

/** Positions of the arguments of the call at `position`, or none if it is not a call of that operation. */
function argumentsOf({ nodes, args }: LinearProgram, position: number, operation: Operation): readonly number[] {
  const node = nodes[position];
  return node?.kind === 'call' && node.operation === operation ? args[position]! : [];
}

/** Position of w where 1 − w² stands, or −1. */
function lessItsSquare(program: LinearProgram, position: number): number {
  const [one = -1, square = -1] = argumentsOf(program, position, 'sub');
  const [w = -1, two = -1] = argumentsOf(program, square, 'pow');
  return isNumber(program.nodes[one], 1) && isNumber(program.nodes[two], 2) ? w : -1;
}

/** 1 − tanh²z, which is 0 to float32 from |z| = 9 on, while x·(1 − tanh²z) is not. */
function slopeOfTanh(program: LinearProgram, position: number): Idiom | null {
  const [of] = argumentsOf(program, lessItsSquare(program, position), 'tanh');
  return of === undefined ? null : { name: 'tanhSlopeOf', of: [of] };
}

/** 1 + tanh z = 2/(1 + exp(−2z)), which is 0 to float32 from z = −9 on if computed as it stands. */
function risenTanh(program: LinearProgram, position: number): Idiom | null {
  const [a = -1, b = -1] = argumentsOf(program, position, 'add');
  const [one, tanh] = isNumber(program.nodes[a], 1) ? [a, b] : [b, a];
  const [of] = argumentsOf(program, tanh, 'tanh');
  return of !== undefined && isNumber(program.nodes[one], 1) ? { name: 'risenTanhOf', of: [of] } : null;
}

const oddsOf = (position: number): Idiom => ({ name: 'oddsOf', of: [position] });

/** z where tanh(softplus(z)) stands. */
function gated(program: LinearProgram, position: number): number | undefined {
  const [softplus = -1] = argumentsOf(program, position, 'tanh');
  return argumentsOf(program, softplus, 'softplus')[0];
}

/** tanh(softplus(z)) with one exponential instead of two and a logarithm. */
function gate(program: LinearProgram, position: number): Idiom | null {
  const of = gated(program, position);
  return of === undefined ? null : { name: 'gateOf', of: [oddsOf(of)] };
}

/** Its slope, (1 − tanh²(softplus(z)))·sigmoid(z), by the same exponential. */
function slopeOfGate(program: LinearProgram, position: number): Idiom | null {
  const [slope = -1, sigmoid = -1] = argumentsOf(program, position, 'mul');
  const of = gated(program, lessItsSquare(program, slope));
  const [z] = argumentsOf(program, sigmoid, 'sigmoid');
  return of !== undefined && of === z ? { name: 'gateSlopeOf', of: [oddsOf(of)] } : null;
}

/** Positions of z and b where √(z² + b) stands, which overflows half way to what float32 can hold if computed so. */
function rootOfSquare(program: LinearProgram, position: number): readonly [number, number] | null {
  const [sum = -1] = argumentsOf(program, position, 'sqrt');
  const [square = -1, b = -1] = argumentsOf(program, sum, 'add');
  const [z = -1, two = -1] = argumentsOf(program, square, 'pow');
  return isNumber(program.nodes[two], 2) ? [z, b] : null;
}

function root(program: LinearProgram, position: number): Idiom | null {
  const of = rootOfSquare(program, position);
  return of && { name: 'rootOf', of };
}

/** z + √(z² + b), of which nothing is left for negative z if computed so: there it is b/(√(z² + b) − z). */
function risenRoot(program: LinearProgram, position: number): Idiom | null {
  const [a = -1, b = -1] = argumentsOf(program, position, 'add');
  const of = rootOfSquare(program, b) ?? rootOfSquare(program, a);
  return of?.[0] === a || of?.[0] === b ? { name: 'risenRootOf', of } : null;
}

/** 1 where the value at `position` is plainly never negative, −1 where it is never positive, else 0. */
function sideOf(program: LinearProgram, position: number): -1 | 0 | 1 {
  const node = program.nodes[position]!;
  if (node.kind === 'number') return node.value > 0 ? 1 : node.value < 0 ? -1 : 0;
  if (node.kind !== 'call') return 0;
  const [a, b] = program.args[position]!;
  const times = (one: number, other: number) => (one * other) as -1 | 0 | 1;
  switch (node.operation) {
    case 'abs':
      return 1;
    case 'pow':
      return isNumber(program.nodes[b!], 2) ? 1 : 0;
    case 'neg':
      return times(-1, sideOf(program, a!));
    case 'mul':
    case 'div':
      return a === b ? 1 : times(sideOf(program, a!), sideOf(program, b!));
    default:
      return 0;
  }
}

/** exp of what is never positive, which cannot overflow. */
function fall(program: LinearProgram, position: number): Idiom | null {
  const [of] = argumentsOf(program, position, 'exp');
  return of !== undefined && sideOf(program, of) === -1 ? { name: 'decay', of: [of] } : null;
}

const IDIOMS = [fall, slopeOfTanh, risenTanh, gate, slopeOfGate, root, risenRoot];

/** The idiom at some position of a program, if there is one. */
export function idiomAt(program: LinearProgram, position: number): Idiom | null {
  return IDIOMS.reduce<Idiom | null>((found, idiom) => found ?? idiom(program, position), null);
}
