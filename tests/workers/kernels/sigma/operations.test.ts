import {
  call,
  evaluate,
  number,
  OPERATION_TABLE,
  OPERATIONS,
  variable,
  type Expr,
  type Operation,
} from '../../../../src/domain/formula/index.ts';
import { assert } from '../../../support/expect.ts';
import { onBackends } from '../../backends.ts';
import { AWKWARD, evenly, forward, isNear, logarithmically, programOf } from './support.ts';

const x = variable('x');
const c = number;

/** √(x² + b). */
const root = (b: Expr): Expr => call('sqrt', [call('add', [call('pow', [x, c(2)]), b])]);

/** Calls of an operation that show what it does; those with one argument are called with x. */
const SAMPLES: Partial<Record<Operation, readonly (readonly Expr[])[]>> = {
  add: [[x, c(0.1)], [x, x], [x, root(c(4))], [x, root(c(-1))], [root(c(0.5)), x]],
  sub: [[x, c(0.1)], [c(0.1), x]],
  mul: [[x, c(-0.1)], [x, x], [x, call('sigmoid', [x])]],
  div: [[x, c(3)], [c(1), x], [x, x], [c(1), call('mul', [c(-0), x])], [x, root(c(1))]],
  pow: [...[-3, -2, -1, -0.5, 0, 0.5, 1 / 3, 1, 2, 2.5, 3, 4, 5, 6, 7, 8, 20.5, 101].map((y) => [x, c(y)]), ...[-2, -1, -0.5, 0, 0.5, 1, 2, 10, Math.E].map((y) => [c(y), x]), [x, x], [x, c(Infinity)], [x, c(-Infinity)], [x, c(NaN)], [c(NaN), x]],
  lt: [[x, c(1)]], le: [[x, c(1)]], gt: [[x, c(1)]], ge: [[x, c(1)]], eq: [[x, c(1)]], ne: [[x, c(1)]],
  and: [[x, call('lt', [x, c(1)])]], or: [[x, call('lt', [x, c(-1)])]], not: [[x]],
  select: [[x, c(2), c(3)], [call('lt', [x, c(1)]), x, c(3)]],
  min: [[x, c(1)], [c(1), x], [x, call('mul', [x, x])], [call('mul', [x, x]), x], [x, c(NaN)]],
  max: [[x, c(1)], [c(1), x], [x, call('mul', [x, x])], [call('mul', [x, x]), x], [x, c(Infinity)]],
  clamp: [[x, c(-1), c(2)], [x, c(2), c(-1)], [c(0.5), x, c(1)], [c(0.5), c(0), x]],
  step: [[c(1), x], [x, c(1)]],
  exp: [[x], [call('neg', [call('pow', [x, c(2)])])], [call('div', [call('neg', [call('abs', [x])]), c(2)])], [call('mul', [c(-0.5), call('mul', [x, x])])]],
  smoothstep: [[c(0), c(1), x], [c(2), c(-1), x], [c(1), c(1), x]],
  mix: [[c(2), c(-1), x], [x, c(1), c(0.3)]],
}; // prettier-ignore

/** Beyond this sine and its kin are known to be some number only. */
const CIRCULAR_LIMIT = 1e5;
const circular = (operation: Operation): boolean => ['sin', 'cos', 'tan'].includes(operation);

function samplesOf(operation: Operation): readonly (readonly Expr[])[] {
  const samples = SAMPLES[operation] ?? [[x]];
  assert.isTrue(
    samples.every((args) => args.length === OPERATION_TABLE[operation].arity),
    operation,
  );
  return samples;
}

const POINTS = Float32Array.from([
  ...AWKWARD,
  ...evenly(8, 1601),
  ...evenly(100, 2001),
  ...evenly(1e4, 501),
  ...logarithmically(-30, 30, 400),
]);

/** Where the definition in float64 says nothing that could be held to. */
function isUndefined(operation: Operation, at: number): boolean {
  return circular(operation) && Number.isFinite(at) && Math.abs(at) > CIRCULAR_LIMIT;
}

/** Float32 cannot tell numbers this large from ∞, or this small from 0, and some devices say the latter of still larger ones. */
function isNearOrFlushed(got: number, expected: number): boolean {
  return (
    isNear(got, expected) || (Math.abs(expected) > 3.3e38 && Math.abs(got) === Infinity && got > 0 === expected > 0)
  );
}

async function faults(operation: Operation, args: readonly Expr[]): Promise<string[]> {
  const expr = call(operation, args);
  const got = await forward(programOf(expr), POINTS);
  return Array.from(POINTS).flatMap((at, i) => {
    const expected = evaluate(expr, { x: at });
    return isUndefined(operation, at) || isNearOrFlushed(got[i]!, expected)
      ? []
      : [`${at}: expected ${expected}, got ${got[i]!}`];
  });
}

onBackends('operations', () => {
  for (const operation of OPERATIONS) {
    it(`${operation} is what the language says`, async () => {
      for (const args of samplesOf(operation)) {
        const wrong = await faults(operation, args);
        assert.deepEqual(
          wrong.slice(0, 5),
          [],
          `${operation}(${args.map((arg) => JSON.stringify(arg)).join()}): ${wrong.length} faults`,
        );
      }
    });
  }
});
