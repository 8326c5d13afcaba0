/**
 * Random numbers by counter: the same words as `src/domain/random/counter.ts`, bit for bit. u is 24 bits of the first word; n comes
 * of the second and third by Box and Muller's formula.
 */

/** pcg4d of Jarzynski & Olano, "Hash Functions for GPU Rendering" (2020), leaving its four words in a, b, c, d. */
const PCG4D = `  var a: Whole = Whole(sigmaValues.seed) * 1664525u + 1013904223u;
  var b: Whole = Whole(stepCount) * 1664525u + 1013904223u;
  var c: Whole = Whole(sigmaValues.layer) * 1664525u + 1013904223u;
  var d: Whole = element * 1664525u + 1013904223u;
  a = a + b * d;
  b = b + c * a;
  c = c + a * b;
  d = d + b * c;
  a = a ^ (a >> Whole(16u));
  b = b ^ (b >> Whole(16u));
  c = c ^ (c >> Whole(16u));
  d = d ^ (d >> Whole(16u));
  a = a + b * d;
  b = b + c * a;
  c = c + a * b;`;

export const RANDOM = {
  unitOf: `fn unitOf(word: Whole) -> Num { return Num(word >> Whole(8u)) * 5.9604644775390625e-8; }`,

  // u in [0, 1) while training, ½ in evaluation.
  uniformAt: `fn uniformAt(element: Whole, stepCount: Word) -> Num {
${PCG4D}
  return select(Num(0.5), unitOf(a), Whole(sigmaValues.training) != Whole(0u));
}`,

  // √(−2 ln(1 − u₁))·cos 2πu₂, the angle reduced in turns, where it is exact.
  normalAt: `fn normalAt(element: Whole, stepCount: Word) -> Num {
${PCG4D}
  let halfTurns: Num = opaque(unitOf(c) * 2.0 - 0.5);
  let s: Num = shifted(halfTurns);
  let turned: Num = sinFrom((halfTurns - (s - 12582912.0)) * 3.1415927, bitsOf(s) + 1u);
  return sqrt(abs(2.0 * logOf(1.0 - unitOf(b)))) * turned;
}`,
} as const;
