/**
 * Sine, cosine, tangent and arctangent. The builtin sine is only good to 2⁻¹¹ and only within ±π by WGSL's rules. Here x is
 * reduced to |r| ≤ π/4 by subtracting k quarter turns; π/2 comes in three parts, the first two of 8 bits, so that everything is
 * exact up to |x| ≈ 1e5 (Cody & Waite). Beyond, where neighbouring float32 are a radian apart, the result is some number in
 * [−1, 1]. Polynomials are minimax fits made for this file.
 */
export const CIRCULAR = {
  // x + k·π/2 for the k that brings it nearest to 0, given k shifted. A compiler that may reorder sums would join the parts of π/2
  // again; opaque forbids it.
  withinQuarter: `fn withinQuarter(x: Num, turns: Num) -> Num {
  let k: Num = turns - 12582912.0;
  let a: Num = opaque(x - k * 1.5703125);
  let r: Num = (a - k * 4.844665527343750e-4) + k * 6.3975784e-7;
  return select(r, Num(0.0), abs(r) > Num(0.8));
}`,

  quarterTurns: `fn quarterTurns(x: Num) -> Num { return shifted(x * 0.63661975); }`,

  // On |r| ≤ π/4; errors 4e-9 and 7e-8.
  sinNearZero: `fn sinNearZero(r: Num) -> Num {
  let z: Num = r * r;
  return ((-1.9517299e-4 * z + 0.008332178) * z - 0.16666655) * z * r + r;
}`,

  cosNearZero: `fn cosNearZero(r: Num) -> Num {
  let z: Num = r * r;
  return ((-0.001365245 * z + 0.041661277) * z - 0.5) * z + 1.0;
}`,

  // sin(r + k·π/2); only the last two bits of k count.
  sinFrom: `fn sinFrom(r: Num, k: Whole) -> Num {
  let y: Num = select(sinNearZero(r), cosNearZero(r), (k & Whole(1u)) != Whole(0u));
  return numberOf(bitsOf(y) ^ ((k & Whole(2u)) << Whole(30u)));
}`,

  sinOf: `fn sinOf(x: Num) -> Num {
  let turns: Num = quarterTurns(x);
  return sinFrom(withinQuarter(x, turns), bitsOf(turns));
}`,

  cosOf: `fn cosOf(x: Num) -> Num {
  let turns: Num = quarterTurns(x);
  return sinFrom(withinQuarter(x, turns), bitsOf(turns) + 1u);
}`,

  tanOf: `fn tanOf(x: Num) -> Num {
  let turns: Num = quarterTurns(x);
  let r: Num = withinQuarter(x, turns);
  let s: Num = sinNearZero(r);
  let c: Num = cosNearZero(r);
  let odd: Flag = (bitsOf(turns) & Whole(1u)) != Whole(0u);
  return select(s, -c, odd) / select(c, s, odd);
}`,

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
