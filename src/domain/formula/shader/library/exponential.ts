/**
 * Exponentials, logarithms and what is made of them, to a few units in the last place of float32. The builtin functions will not do:
 * WGSL allows exp an error that grows with |x|, and tanh to overflow. Range reductions are exact (the multiples subtracted have few
 * bits), so they survive a compiler that fuses multiply and add. Polynomials are minimax fits to the quantity named, made for
 * this file in float64 and rounded; "e" is the largest relative error left.
 */
export const EXPONENTIAL = {
  // (exp(r) − 1 − r)/r² on |r| ≤ ½ ln 2; e = 1e-7.
  expNearZero: `fn expNearZero(r: Num) -> Num {
  let p: Num = ((0.0083124945 * r + 0.0418904) * r + 0.16667116) * r + 0.4999923;
  return p * (r * r) + r + 1.0;
}`,

  // y·2ᵏ for y near 1, where the last bits of k are those of kBits: k is added to the exponent. Good for −126 < k ≤ 128, the latter
  // where y < 1; NaN stays NaN. The factor 2²³ is a shift to every compiler but those of emulated devices, which shift lane by lane.
  timesPowerOfTwo: `fn timesPowerOfTwo(y: Num, kBits: Whole) -> Num { return numberOf(bitsOf(y) + kBits * 8388608u); }`,

  // exp(x) for |x| ≤ 87.3, or NaN. ln 2 in two parts, the first of 9 bits (Cody & Waite).
  expWithin: `fn expWithin(x: Num) -> Num {
  let s: Num = shifted(x * 1.442695);
  let k: Num = s - 12582912.0;
  let r: Num = (x - k * 0.693359375) + k * 2.1219444e-4;
  return timesPowerOfTwo(expNearZero(r), bitsOf(s));
}`,

  expOf: `fn expOf(x: Num) -> Num {
  return select(select(expWithin(x), Num(0.0), x < Num(-87.3)), infinite(), x > Num(88.72284));
}`,

  // exp(−|x|)
  decay: `fn decay(x: Num) -> Num { return select(expWithin(-abs(x)), Num(0.0), abs(x) > Num(87.3)); }`,

  // log((1 + s)/(1 − s)) on |s| ≤ ⅓; e = 4e-9.
  logOfRatio: `fn logOfRatio(s: Num) -> Num {
  let z: Num = s * s;
  return s * ((((0.28178334 * z + 0.279606) * z + 0.4002491) * z + 0.66666317) * z + 2.0);
}`,

  // x = m·2ᵏ with m in [√½, √2), by the bits, as in fdlibm's logf: k here, m below.
  binaryExponent: `fn binaryExponent(x: Num) -> Num {
  return floor(Num(Signed(bitsOf(x) - Whole(0x3f3504f3u))) * 1.1920929e-7);
}`,

  mantissa: `fn mantissa(x: Num, k: Num) -> Num { return numberOf(bitsOf(x) - bitsOf(k + 12582912.0) * 8388608u); }`,

  // Numbers too small to be normal count as 0: many devices flush them.
  logOf: `fn logOf(x: Num) -> Num {
  let k: Num = binaryExponent(x);
  let m: Num = mantissa(x, k);
  let y: Num = k * 0.693359375 + (logOfRatio((m - 1.0) / (m + 1.0)) - k * 2.1219444e-4);
  let positive: Num = select(y, x, bitsOf(x) >= Whole(0x7f800000u));
  let real: Num = select(positive, notANumber(), x < Num(0.0));
  return select(real, -infinite(), abs(x) < Num(1.1754944e-38));
}`,

  // exp(x) as the odds p/(1 − p) of p = sigmoid(x). It ends where nothing that is made of it changes any more and its square is no
  // overflow yet, and is 0 and nothing else below −87.3, for x·sigmoid(x) looks at it again.
  oddsOf: `fn oddsOf(x: Num) -> Num {
  return select(expWithin(atMost(x, Num(43.0))), Num(0.0), x < Num(-87.3));
}`,

  sigmoidOf: `fn sigmoidOf(x: Num) -> Num {
  let odds: Num = oddsOf(x);
  return odds / (odds + 1.0);
}`,

  // tanh(softplus(x)) = n/(n + 2) with n = odds² + 2·odds.
  gateOf: `fn gateOf(odds: Num) -> Num {
  let n: Num = odds * (odds + 2.0);
  return n / (n + 2.0);
}`,

  // Its slope, 4·odds·(odds + 1)/(n + 2)², which is to be 0 where x·slope is looked at and the gate is 1.
  gateSlopeOf: `fn gateSlopeOf(odds: Num) -> Num {
  let s: Num = 2.0 / (odds * (odds + 2.0) + 2.0);
  return select(odds * s * ((odds + 1.0) * s), Num(0.0), odds > Num(4e18));
}`,

  // max(x, 0) + log(1 + d) with d = exp(−|x|), the logarithm as that of (1 + s)/(1 − s), s = d/(2 + d).
  softplusOf: `fn softplusOf(x: Num) -> Num {
  let d: Num = decay(x);
  return reluOf(x) + logOfRatio(d / (d + 2.0));
}`,

  // tanh(x)/x as a ratio of polynomials in x² up to the last x where tanh is not 1; e = 2e-8.
  tanhOf: `fn tanhOf(x: Num) -> Num {
  let z: Num = x * x;
  let p: Num = (((1.3319081e-8 * z + 2.0583488e-5) * z + 0.003494035) * z + 0.13379718) * z + 1.0;
  let q: Num = (((7.762023e-7 * z + 3.2830934e-4) * z + 0.025871074) * z + 0.46713033) * z + 1.0;
  let y: Num = x * p / q;
  return select(y, withSignOf(Num(1.0), x), either(abs(x) > Num(9.02), abs(y) > Num(1.0)));
}`,

  // 1 − tanh²x = 4d/(1 + d)² with d = exp(−2|x|)
  tanhSlopeOf: `fn tanhSlopeOf(x: Num) -> Num {
  let d: Num = decay(x + x);
  let s: Num = 2.0 / (d + 1.0);
  return d * s * s;
}`,

  // 1 + tanh(x)
  risenTanhOf: `fn risenTanhOf(x: Num) -> Num { return 2.0 * sigmoidOf(x + x); }`,

  // erf(x)/x as tanh(x)/x; e = 2e-8.
  erfOf: `fn erfOf(x: Num) -> Num {
  let z: Num = x * x;
  let p: Num = ((((2.0258983e-6 * z + 2.8468817e-4) * z + 0.0038081948) * z + 0.052875552) * z + 0.19155113) * z + 1.1283791;
  let q: Num = ((((3.783172e-5 * z + 0.0011707331) * z + 0.015055158) * z + 0.11455996) * z + 0.50309044) * z + 1.0;
  let y: Num = x * p / q;
  return select(y, withSignOf(Num(1.0), x), either(abs(x) > Num(3.92), abs(y) > Num(1.0)));
}`,
} as const;
