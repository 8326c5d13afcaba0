/**
 * xʸ as JavaScript's `**` has it: whole powers of negatives, NaN for their broken ones, 0 and ±∞ as bases and exponents. Since an
 * error in y·log₂|x| is multiplied by up to 128, the logarithm is carried in two parts and their products are exact: numbers
 * are cut to 12 bits by masks, which no compiler undoes. After FreeBSD's e_log2f.c and k_log.h (Sun, 1993).
 */
export const POWER = {
  cut: `fn cut(x: Num) -> Num { return numberOf(bitsOf(x) & Whole(0xfffff000u)); }`,

  isWhole: `fn isWhole(x: Num) -> Flag { return floor(x) == x; }`,

  // |x|ʸ for finite x ≠ 0 and finite y. log(1 + f) = f − h + rest; log₂|x| = top + low.
  powerOfSize: `fn powerOfSize(x: Num, y: Num) -> Num {
  let k: Num = binaryExponent(x);
  let f: Num = mantissa(x, k) - 1.0;
  let h: Num = 0.5 * f * f;
  let s: Num = f / (f + 2.0);
  let z: Num = s * s;
  let rest: Num = s * (h + ((0.28498787 * z + 0.4000097) * z + 0.6666666) * z);
  let high: Num = cut(f - h);
  let logRest: Num = ((f - high) - h) + rest;
  let high2: Num = high * 1.4428711;
  let rest2: Num = logRest * 1.4426950 - high * 1.7605285e-4;
  let top: Num = cut(k + high2);
  let low: Num = ((k - top) + high2) + rest2;
  let yHigh: Num = cut(y);
  let product: Num = yHigh * top;
  let tail: Num = (y - yHigh) * top + y * low;
  let exponent: Num = product + tail;
  let shiftedExponent: Num = shifted(exponent);
  let fraction: Num = (product - (shiftedExponent - 12582912.0)) + tail;
  let power: Num = timesPowerOfTwo(expNearZero(fraction * 0.6931472), bitsOf(shiftedExponent));
  return select(select(power, Num(0.0), exponent < Num(-125.5)), infinite(), exponent >= Num(128.0));
}`,

  powOf: `fn powOf(x: Num, y: Num) -> Num {
  let size: Num = abs(x);
  let infiniteX: Flag = size > Num(3.4028234e38);
  let infiniteY: Flag = abs(y) > Num(3.4028234e38);
  let limit: Num = select(Num(0.0), infinite(), (size > Num(1.0)) == (y > Num(0.0)));
  let atEnds: Flag = either(either(infiniteX, infiniteY), size < Num(1.1754944e-38));
  let power: Num = select(powerOfSize(size, y), limit, atEnds);
  let odd: Flag = both(isWhole(y), !isWhole(y * 0.5));
  let turned: Num = select(power, -power, both(odd, bitsOf(x) >= Whole(0x80000000u)));
  let broken: Flag = both(both(x < Num(0.0), !infiniteX), !isWhole(y));
  let undecided: Flag = both(infiniteY, size == Num(1.0));
  let invalid: Flag = either(either(broken, undecided), either(isNan(x), isNan(y)));
  return select(select(turned, notANumber(), invalid), Num(1.0), y == Num(0.0));
}`,
} as const;
