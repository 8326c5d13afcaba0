/**
 * The few operations optimizers are made of, over any kind of number. An optimizer's formula is written once over
 * `Arithmetic<T>`: with T = number it is the float64 reference, over tensors it trains, over text it prints a kernel.
 */
export interface Arithmetic<T> {
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  sqrt(a: T): T;
  min(a: T, b: T): T;
  max(a: T, b: T): T;
  /** 1 where a > 0, else 0. */
  positive(a: T): T;
  constant(value: number): T;
}

/** Arithmetic of JavaScript's own numbers: float64. */
export const numbers: Arithmetic<number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  sqrt: Math.sqrt,
  min: Math.min,
  max: Math.max,
  positive: (a) => (a > 0 ? 1 : 0),
  constant: (value) => value,
};
