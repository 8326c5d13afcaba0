/**
 * Sine, cosine, tangent and arctangent. The builtin sine is only good to 2⁻¹¹ and only within ±π by WGSL's rules. Here x is
 * reduced to |r| ≤ π/2 by subtracting k half turns; π comes in three parts, the first two of 8 bits, so that everything is
 * exact up to |x| ≈ 1e5 (Cody & Waite). Beyond, where neighbouring float32 are a radian apart, the result is some number in
 * [−1, 1]. Polynomials are minimax fits made for this file.
 */
export const CIRCULAR = {
  // x − k·π. A compiler that may reorder sums would join the parts of π again; opaque forbids it.
  lessHalfTurns: `fn lessHalfTurns(x: Num, k: Num) -> Num {
  let a: Num = opaque(x - k * 3.140625);
  let r: Num = (a - k * 9.689331054687500e-4) + k * 1.27951568e-6;
  return select(r, Num(0.0), r * r > Num(2.56));
}`,

  // sin(r + k·π) for |r| ≤ π/2, e = 6e-9; only the last bit of k counts.
  sinFrom: `fn sinFrom(r: Num, k: Whole) -> Num {
  let z: Num = r * r;
  let y: Num = (((2.6054711e-6 * z - 1.9809448e-4) * z + 0.008333064) * z - 0.1666666) * z * r + r;
  return numberOf(bitsOf(y) ^ (k * 2147483648u));
}`,

  sinOf: `fn sinOf(x: Num) -> Num {
  let turns: Num = shifted(x * 0.31830987);
  return sinFrom(lessHalfTurns(x, turns - 12582912.0), bitsOf(turns));
}`,

  // cos(r + (k + ½)·π) = sin(r + (k + 1)·π)
  cosOf: `fn cosOf(x: Num) -> Num {
  let turns: Num = shifted(opaque(x * 0.31830987 - 0.5));
  return sinFrom(lessHalfTurns(x, opaque(turns - 12582912.0) + 0.5), bitsOf(turns) + 1u);
}`,

  tanOf: `fn tanOf(x: Num) -> Num { return sinOf(x) / cosOf(x); }`,

  // atan(t)/t in t² on [0, 1], e = 1e-7; beyond 1, π/2 − atan(1/x).
  atanOf: `fn atanOf(x: Num) -> Num {
  let size: Num = abs(x);
  let beyond: Flag = size > Num(1.0);
  let t: Num = select(size, 1.0 / size, beyond);
  let z: Num = t * t;
  let p: Num = (((((((-0.0046932749 * z + 0.024252398) * z - 0.059486385) * z + 0.09914292) * z - 0.1401948) * z + 0.19969724) * z - 0.3333199) * z + 0.9999999) * t;
  return withSignOf(select(p, 1.5707964 - p, beyond), x);
}`,
} as const;
