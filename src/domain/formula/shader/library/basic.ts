/**
 * What JavaScript does and shading languages leave open: NaN passed on by min, max and sign, roots of negatives. NaN is told by
 * its bits, since a compiler that assumes there is none folds `x != x`. Written in shading text (`../language.ts`).
 */
export const BASIC = {
  isNan: `fn isNan(x: Num) -> Flag { return (bitsOf(x) & Whole(0x7fffffffu)) > Whole(0x7f800000u); }`,

  notANumber: `fn notANumber() -> Num { return numberOf(Whole(sigmaValues.nanBits)); }`,

  infinite: `fn infinite() -> Num { return numberOf(Whole(sigmaValues.infinityBits)); }`,

  zeroNumber: `fn zeroNumber() -> Num { return numberOf(Whole(sigmaValues.zero)); }`,

  // The same number, by a way no optimiser can see through: what was rounded before stays rounded, whatever is added afterwards.
  opaque: `fn opaque(x: Num) -> Num { return numberOf(bitsOf(x) | Whole(sigmaValues.zero)); }`,

  // x + 1.5·2²³. As a number, less 1.5·2²³, it is the integer k nearest to x, |x| < 2²²; the last bits of it are those of k.
  shifted: `fn shifted(x: Num) -> Num { return opaque(x + 12582912.0); }`,

  // −limit ≤ x ≤ limit, or NaN.
  within: `fn within(x: Num, limit: Num) -> Num { return select(select(x, -limit, x < -limit), limit, x > limit); }`,

  withSignOf: `fn withSignOf(size: Num, x: Num) -> Num { return numberOf(bitsOf(size) | (bitsOf(x) & Whole(0x80000000u))); }`,

  truth: `fn truth(x: Num) -> Flag { return abs(x) > Num(0.0); }`,

  signOf: `fn signOf(x: Num) -> Num {
  return select(select(x, Num(-1.0), x < Num(0.0)), Num(1.0), x > Num(0.0));
}`,

  minOf: `fn minOf(a: Num, b: Num) -> Num { return select(b, a, either(a < b, isNan(a))); }`,

  maxOf: `fn maxOf(a: Num, b: Num) -> Num { return select(b, a, either(a > b, isNan(a))); }`,

  // max and min with a bound that is never NaN.
  atLeast: `fn atLeast(x: Num, low: Num) -> Num { return select(x, low, x < low); }`,

  atMost: `fn atMost(x: Num, high: Num) -> Num { return select(x, high, x > high); }`,

  reluOf: `fn reluOf(x: Num) -> Num { return select(x, Num(0.0), x < Num(0.0)); }`,

  stepOf: `fn stepOf(edge: Num, x: Num) -> Num { return select(Num(0.0), Num(1.0), x >= edge); }`,

  smoothstepOf: `fn smoothstepOf(a: Num, b: Num, x: Num) -> Num {
  let t: Num = atMost(atLeast((x - a) / (b - a), Num(0.0)), Num(1.0));
  return t * t * (3.0 - 2.0 * t);
}`,

  sqrtOf: `fn sqrtOf(x: Num) -> Num { return select(sqrt(x), notANumber(), x < Num(0.0)); }`,

  // √(z² + b), where b is nothing beside a square that would overflow.
  rootOf: `fn rootOf(z: Num, b: Num) -> Num {
  let far: Flag = both(abs(z) > Num(1e18), abs(b) < abs(z) * 1e10);
  return select(sqrtOf(z * z + b), abs(z), far);
}`,

  // z + √(z² + b), for negative z without the difference. z = −∞ is left as it is.
  risenRootOf: `fn risenRootOf(z: Num, b: Num) -> Num {
  let root: Num = rootOf(z, b);
  return select(z + root, b / (root - z), both(z >= Num(-3.4028234e38), z < Num(0.0)));
}`,

  mixOf: `fn mixOf(a: Num, b: Num, t: Num) -> Num { return a * (1.0 - t) + b * t; }`,

  fractionOf: `fn fractionOf(x: Num) -> Num { return x - floor(x); }`,

  squareOf: `fn squareOf(x: Num) -> Num { return x * x; }`,

  cubeOf: `fn cubeOf(x: Num) -> Num { return x * x * x; }`,

  // x ** 0.5, which is not sqrt(x) at −∞.
  powerHalf: `fn powerHalf(x: Num) -> Num { return select(sqrtOf(x), infinite(), x < Num(-3.4028234e38)); }`,
} as const;
