/** Ticks of a logarithmic axis: a line at each multiple of a power of ten, words at few of them. Pure. */

interface LogScale {
  readonly min: number;
  readonly max: number;
  ticks: { value: number }[];
}

/** Beyond this many decades only powers of ten are labelled, and drawn. */
const MOST_DECADES = 3;
/** So few ticks that each has room for its number. */
const FEW = 5;

/** Puts the axis's ticks in place of Chart.js's, which come and go with the height. */
export function decadeTicks(scale: LogScale): void {
  scale.ticks = decadeValues(scale.min, scale.max).map((value) => ({ value }));
}

/** Multiples of powers of ten between two positive numbers. */
export function decadeValues(min: number, max: number): number[] {
  if (!(min > 0 && max > min)) return [];
  const first = Math.floor(Math.log10(min));
  const last = Math.ceil(Math.log10(max));
  const multiples = Math.log10(max / min) > MOST_DECADES ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const all = Array.from({ length: last - first + 1 }, (_, index) =>
    multiples.map((multiple) => multiple * 10 ** (first + index)),
  ).flat();
  return all.filter((value) => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9));
}

/** 1, 2 and 5 of each decade in words, or all where there are few; the rest is only a line. */
export function decadeLabel(value: number | string, _index: number, ticks: readonly unknown[]): string {
  const number = Number(value);
  const mantissa = number / 10 ** Math.floor(Math.log10(number) + 1e-9);
  const said = ticks.length <= FEW || [1, 2, 5].some((mark) => Math.abs(mantissa - mark) < 1e-6);
  return said ? String(Number(number.toPrecision(2))) : '';
}
