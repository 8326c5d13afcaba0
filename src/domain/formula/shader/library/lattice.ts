/** Functions defined by integers: the noise of SPEC §4 and the Cantor function, exact to the last bit that float32 can hold. */

const CANTOR_DIGITS = 20;

/** Numbers of 20 ternary digits, 3²⁰. They fit 32 bits. */
const COUNT = 3 ** CANTOR_DIGITS;

/**
 * Digit k of n, what is left of a number after k − 1 ternary digits: a 2 gives the bit 2⁻ᵏ, a 1 gives it too and ends the number, which
 * is done by leaving 0.
 */
function cantorDigit(k: number, type: 'Whole' | 'Signed', n: string): string {
  const one = 3 ** (CANTOR_DIGITS - k);
  const literal = (value: number): string => `${type}(${value}${type === 'Whole' ? 'u' : ''})`;
  return `  value = value + select(Num(0.0), Num(${(2 ** -k).toExponential()}), ${n} >= ${literal(one)});
  ${n} = select(${n}, max(${n}, ${literal(2 * one)}) - ${literal(2 * one)}, ${n} >= ${literal(one)});`;
}

export const LATTICE = {
  // The 32-bit PCG hash (Jarzynski & Olano 2020), as src/domain/random/pcg.ts.
  pcg: `fn pcg(k: Whole) -> Whole {
  let s: Whole = k * 747796405u + 2891336453u;
  let w: Whole = ((s >> ((s >> Whole(28u)) + 4u)) ^ s) * 277803737u;
  return (w >> Whole(22u)) ^ w;
}`,

  latticeValue: `fn latticeValue(k: Whole) -> Num { return Num(pcg(k & Whole(255u))) * 4.656612873077393e-10 - 1.0; }`,

  // The last 8 bits are those of ⌊z⌋, exact for all finite z; 2²³ + k has the bits of k at its end.
  latticeCell: `fn latticeCell(whole: Num) -> Whole {
  return bitsOf((whole - 256.0 * floor(whole * 0.00390625)) + 8388608.0);
}`,

  perlinOf: `fn perlinOf(z: Num) -> Num {
  let whole: Num = floor(z);
  let t: Num = z - whole;
  let i: Whole = latticeCell(whole);
  let start: Num = latticeValue(i);
  return start + (latticeValue(i + 1u) - start) * (t * t * (3.0 - 2.0 * t));
}`,

  perlinSlopeOf: `fn perlinSlopeOf(z: Num) -> Num {
  let whole: Num = floor(z);
  let t: Num = z - whole;
  let i: Whole = latticeCell(whole);
  return (latticeValue(i + 1u) - latticeValue(i)) * (6.0 * t * (1.0 - t));
}`,

  // The upper 32 bits of a·b, by halves of 16 bits (Warren, Hacker's Delight, mulhu).
  upperProduct: `fn upperProduct(a: Whole, b: Whole) -> Whole {
  let low: Whole = Whole(0xffffu);
  let bits: Whole = Whole(16u);
  let cross: Whole = (a >> bits) * (b & low) + (((a & low) * (b & low)) >> bits);
  let carry: Whole = (a & low) * (b >> bits) + (cross & low);
  return (a >> bits) * (b >> bits) + (cross >> bits) + (carry >> bits);
}`,

  shiftLeft: `fn shiftLeft(a: Whole, by: Whole) -> Whole { return select(Whole(0u), a << (by & Whole(31u)), by < Whole(32u)); }`,

  shiftRight: `fn shiftRight(a: Whole, by: Whole) -> Whole { return select(Whole(0u), a >> (by & Whole(31u)), by < Whole(32u)); }`,

  // ⌊3²⁰·(x − ⌊x⌋)⌋, by integers, since float32 would round x − ⌊x⌋ for negative x. |x| = m·2^(e − 150), so its fraction in 64 bits,
  // upper and lower, is m shifted left by e − 86, or right where that is negative. Negative x take the two's complement, less a
  // last bit where the right shift has cut something off.
  ternaryDigits: `fn ternaryDigits(x: Num) -> Whole {
  let e: Whole = (bitsOf(x) >> Whole(23u)) & Whole(255u);
  let m: Whole = (bitsOf(x) & Whole(0x7fffffu)) | Whole(0x800000u);
  let left: Whole = e - 86u;
  let small: Flag = e < Whole(86u);
  let lower: Whole = select(shiftLeft(m, left), shiftRight(m, Whole(0u) - left), small);
  let upper: Whole = select(select(shiftLeft(m, left - 32u), shiftRight(m, 32u - left), left < Whole(32u)), Whole(0u), small);
  let negative: Flag = x < Num(0.0);
  let low: Whole = select(lower, ~lower + select(Whole(1u), Whole(0u), small), negative);
  let high: Whole = select(upper, ~upper + select(Whole(0u), Whole(1u), both(lower == Whole(0u), !small)), negative);
  let product: Whole = upperProduct(low, Whole(${COUNT}u));
  let sum: Whole = high * ${COUNT}u + product;
  return upperProduct(high, Whole(${COUNT}u)) + select(Whole(0u), Whole(1u), sum < product);
}`,

  // The first digit as unsigned, since 3²⁰ > 2³¹; the others signed, which some devices compare faster.
  cantorOf: `fn cantorOf(x: Num) -> Num {
  var all: Whole = ternaryDigits(x);
  var value: Num = Num(0.0);
${cantorDigit(1, 'Whole', 'all')}
  var n: Signed = Signed(all);
${Array.from({ length: CANTOR_DIGITS - 1 }, (_, k) => cantorDigit(k + 2, 'Signed', 'n')).join('\n')}
  return floor(x) + value;
}`,
} as const;
