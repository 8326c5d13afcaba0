/** Functions defined by integers: the noise of SPEC §4 and the Cantor function, exact to the last bit that float32 can hold. */

/** Ternary digits that are taken from an integer, and those that are taken from the fraction behind it. */
const [FIRST_DIGITS, LATER_DIGITS] = [8, 12];

/** A number as a literal that float32 holds, or nearly. */
const literal = (value: number): string => `Num(${Math.fround(value).toPrecision(9)})`;

/** Digit k: `rest` is how far the argument is from the middle of the interval that the digits before leave, ±`third` are the middles of its outer thirds. */
function cantorDigit(k: number, third: number): string {
  return `  side = bitsOf(rest) & Whole(0x80000000u);
  rest = rest - numberOf(bitsOf(${literal(third)}) | side);
  value = value + numberOf(bitsOf(${literal(2 ** -(k + 1))}) | side);`;
}

/** Some digits from number `first` on, of an interval that is `unit` long. */
function cantorDigits(first: number, count: number, unit: number): string {
  return Array.from({ length: count }, (_, i) => cantorDigit(first + i, unit * 3 ** -(i + 1))).join('\n');
}

/** Added to n·2²⁸, n from −8 to 7, this makes a float32 whose last five bits are n + 12. */
const SHIFTS_28 = 1.5 * 2 ** 51 + 12 * 2 ** 28;

/** Added to n·2²², n from −512 to 511, this makes a float32 whose last ten bits are n + 512, while the others are always those of the constant itself. */
const SHIFTS_22 = 1.5 * 2 ** 45 + 512 * 2 ** 22;

/** What turns the bits of the latter sum into 2³¹ and the last ten bits of n. */
const TURNED_22 = (new Uint32Array(Float32Array.of(SHIFTS_22).buffer)[0]! ^ 0x80000000) >>> 0;

export const LATTICE = {
  // 2³¹·r[k] by the 32-bit PCG hash (Jarzynski & Olano 2020), as src/domain/random/pcg.ts has it: by = (s >> 28) + 4, and upper = (w >> 22) ^ 2³¹, since the hash
  // less 2³¹ is, bit by bit, the hash with its first bit turned, as a signed number. Where a shift to the right leaves only few bits, they come as the last bits of a float32 of
  // the right size: emulated devices shift lane by lane. They convert signed integers in one instruction, others in six.
  latticeWord: `fn latticeWord(k: Whole) -> Num {
  let s: Whole = k * 747796405u + 2891336453u;
  let by: Whole = bitsOf(Num(Signed((s & Whole(0xf0000000u)) ^ Whole(0x80000000u))) + ${literal(SHIFTS_28)}) & Whole(31u);
  let w: Whole = ((s >> by) ^ s) * 277803737u;
  let upper: Whole = bitsOf(Num(Signed(w & Whole(0xffc00000u))) + ${literal(SHIFTS_22)}) ^ Whole(${TURNED_22}u);
  return Num(Signed(upper ^ w));
}`,

  // The last 8 bits are those of ⌊z⌋, exact for all finite z; 2²³ + k has the bits of k at its end.
  latticeCell: `fn latticeCell(whole: Num) -> Whole {
  return bitsOf((whole - 256.0 * floor(whole * 0.00390625)) + 8388608.0);
}`,

  perlinOf: `fn perlinOf(z: Num) -> Num {
  let whole: Num = floor(z);
  let t: Num = z - whole;
  let i: Whole = latticeCell(whole);
  let start: Num = latticeWord(i & Whole(255u));
  return (start + (latticeWord((i + 1u) & Whole(255u)) - start) * (t * t * (3.0 - 2.0 * t))) * 4.656612873077393e-10;
}`,

  perlinSlopeOf: `fn perlinSlopeOf(z: Num) -> Num {
  let whole: Num = floor(z);
  let t: Num = z - whole;
  let i: Whole = latticeCell(whole);
  return (latticeWord((i + 1u) & Whole(255u)) - latticeWord(i & Whole(255u))) * (t * (1.0 - t)) * ${literal(6 / 2 ** 31)};
}`,

  // The Cantor function C is odd about the middle of the unit interval. C(½ + r) = ½ + E(r), and E(r) = ±¼ + ½·E(3r ∓ 1) by the sign of
  // r, if E is ±½ beyond ±½. So every digit adds or takes its share by the sign of what is left of r, and the first 1 need not be
  // found: from there on all signs are against it, and together nothing. Instead of 3r ∓ 1 here r ∓ ⅓, r ∓ 1/9, … The first digits
  // are those of the integer n = ⌊3⁸·t⌋, exact in float32 as 3⁸ times the upper 11 bits of t is. C(−x) = −C(x) but for the last digit.
  cantorOf: `fn cantorOf(x: Num) -> Num {
  let whole: Num = floor(abs(x));
  let t: Num = abs(x) - whole;
  let upper: Num = numberOf(bitsOf(t) & Whole(0xffffe000u));
  let cells: Num = upper * ${literal(3 ** FIRST_DIGITS)};
  let beyond: Num = (cells - floor(cells)) + (t - upper) * ${literal(3 ** FIRST_DIGITS)};
  let n: Num = floor(cells) + floor(beyond);
  var rest: Num = n - ${literal((3 ** FIRST_DIGITS - 1) / 2)};
  var value: Num = Num(0.5);
  var side: Whole = Whole(0u);
${cantorDigits(1, FIRST_DIGITS, 3 ** FIRST_DIGITS)}
  rest = rest + ((beyond - floor(beyond)) - 0.5);
${cantorDigits(FIRST_DIGITS + 1, LATER_DIGITS, 1)}
  side = bitsOf(rest - ${literal(3 ** -LATER_DIGITS / 2)}) & Whole(0x80000000u);
  value = whole + (value + numberOf(bitsOf(${literal(2 ** -(FIRST_DIGITS + LATER_DIGITS + 1))}) | side));
  return select(value, -value, x < Num(0.0));
}`,
} as const;
