/** How ∂L/∂x is made of what the two sides offer (SPEC §3). */
export const BACKWARD = {
  // `best`, given g·left(x) and g·right(x): D₊ = −right, D₋ = left.
  bestOf: `fn bestOf(left: Num, right: Num) -> Num {
  let leftWins: Flag = both(left > -right, left > Num(0.0));
  let rightWins: Flag = both(-right >= left, right < Num(0.0));
  return select(select(Num(0.0), left, leftWins), right, rightWins);
}`,

  // (1 − t)·a + t·b. At the ends the other one does not count, not even as NaN.
  annealed: `fn annealed(a: Num, b: Num, anneal: Real) -> Num {
  let t: Num = Num(anneal);
  return select(select((1.0 - t) * a + t * b, a, t <= Num(0.0)), b, t >= Num(1.0));
}`,

  noiseAt: `fn noiseAt(element: Whole, stepCount: Word) -> Num { return 1.0 + sigmaValues.noise * normalAt(element, stepCount); }`,
} as const;
