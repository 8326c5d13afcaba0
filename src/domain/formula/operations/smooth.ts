/** Functions with a slope everywhere. Each is written so that neither it nor its slope overflows or turns NaN at ±large. */
import { erf, sigmoid, softplus } from '../special.ts';
import { partials } from './chain.ts';
import { LEVEL, type OperationEntry } from './entry.ts';
import { texCall, texName } from './notation.ts';

const SLOPE_OF_ERF_AT_ZERO = 2 / Math.sqrt(Math.PI);

// prettier-ignore
export const SMOOTH = {
  mix: {
    arity: 3,
    evaluate: (a, b, c) => a * (1 - c) + b * c,
    block: (n, out, a, b, c) => { for (let i = 0; i < n; i++) out[i] = a[i]! * (1 - c[i]!) + b[i]! * c[i]!; },
    derivative: partials(({ number, sub }, [, , t]) => sub(number(1), t), (_, [, , t]) => t, ({ sub }, [a, b]) => sub(b, a)),
    tex: texName('mix'),
  },
  exp: {
    arity: 1,
    evaluate: (a) => Math.exp(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.exp(a[i]!); },
    derivative: partials((_, __, self) => self),
    tex: { level: LEVEL.power, operands: [], write: (a) => `e^{${a}}` },
  },
  log: {
    arity: 1,
    evaluate: (a) => Math.log(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.log(a[i]!); },
    derivative: ({ div }, [a], [da]) => da && div(da, a),
    tex: texCall('\\ln'),
  },
  sqrt: {
    arity: 1,
    evaluate: (a) => Math.sqrt(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.sqrt(a[i]!); },
    derivative: ({ div, mul, number }, _, [da], self) => da && div(da, mul(number(2), self)),
    tex: { level: LEVEL.atom, operands: [], write: (a) => `\\sqrt{${a}}` },
  },
  sin: {
    arity: 1,
    evaluate: (a) => Math.sin(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.sin(a[i]!); },
    derivative: partials(({ cos }, [a]) => cos(a)),
    tex: texCall('\\sin'),
  },
  cos: {
    arity: 1,
    evaluate: (a) => Math.cos(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.cos(a[i]!); },
    derivative: partials(({ neg, sin }, [a]) => neg(sin(a))),
    tex: texCall('\\cos'),
  },
  tan: {
    arity: 1,
    evaluate: (a) => Math.tan(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.tan(a[i]!); },
    derivative: partials(({ add, number, pow }, _, self) => add(number(1), pow(self, number(2)))),
    tex: texCall('\\tan'),
  },
  tanh: {
    arity: 1,
    evaluate: (a) => Math.tanh(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.tanh(a[i]!); },
    derivative: partials(({ number, pow, sub }, _, self) => sub(number(1), pow(self, number(2)))),
    tex: texCall('\\tanh'),
  },
  atan: {
    arity: 1,
    evaluate: (a) => Math.atan(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.atan(a[i]!); },
    derivative: ({ add, div, number, pow }, [a], [da]) => da && div(da, add(number(1), pow(a, number(2)))),
    tex: texCall('\\arctan'),
  },
  sigmoid: {
    arity: 1,
    evaluate: sigmoid,
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = sigmoid(a[i]!); },
    derivative: partials(({ mul, number, sub }, _, self) => mul(self, sub(number(1), self))),
    tex: texName('sigmoid'),
  },
  softplus: {
    arity: 1,
    evaluate: softplus,
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = softplus(a[i]!); },
    derivative: partials(({ sigmoid: logistic }, [a]) => logistic(a)),
    tex: texName('softplus'),
  },
  erf: {
    arity: 1,
    evaluate: erf,
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = erf(a[i]!); },
    derivative: partials(({ exp, mul, neg, number, pow }, [a]) =>
      mul(number(SLOPE_OF_ERF_AT_ZERO), exp(neg(pow(a, number(2)))))),
    tex: texName('erf'),
  },
} satisfies Record<string, OperationEntry>;
