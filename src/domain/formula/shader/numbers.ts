/** Numbers as literals of shading text. */

/** Below this float32 has no normal numbers; many devices take what is left for 0. */
const SMALLEST_NORMAL = 2 ** -126;

/** The shortest decimal that is this float32. */
function shortest(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value) return String(decimal);
  }
  return value.toPrecision(9);
}

function withPoint(text: string): string {
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A number as an operand: the nearest float32, or what brings ∞ and NaN into a shader. */
export function shadingNumber(value: number): string {
  const rounded = Math.fround(value);
  if (Number.isNaN(rounded)) return 'notANumber()';
  if (!Number.isFinite(rounded)) return rounded > 0 ? 'infinite()' : '(-infinite())';
  if (Math.abs(rounded) < SMALLEST_NORMAL) return Object.is(Math.sign(rounded), -0) ? 'Num(-0.0)' : 'Num(0.0)';
  return `Num(${withPoint(shortest(rounded))})`;
}
