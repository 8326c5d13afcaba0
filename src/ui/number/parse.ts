/** What a person may type into a number field, and where its arrow keys lead. Pure. */

export interface NumberLimits {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** The word for "no number" (off, all), or '' where a number is needed. */
  readonly empty: string;
}

/** How far an arrow key goes: alt, alone, shift. */
export type StepSize = 'fine' | 'normal' | 'coarse';

export interface Stepping {
  readonly step: number;
  /** `log` walks 1, 2, 5, 10, …; `linear` adds. */
  readonly scale: 'linear' | 'log';
  /** Where to start from "no number". */
  readonly start: number;
}

export type Parsed = { readonly value: number | null } | { readonly mistake: string };

const GROUPED = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;

/** Reads what was typed; a mistake is a sentence about `label`. */
export function parseNumber(text: string, label: string, limits: NumberLimits): Parsed {
  const trimmed = text.trim().replaceAll('−', '-');
  if (trimmed === '' || trimmed.toLowerCase() === limits.empty.toLowerCase()) {
    return limits.empty === '' ? { mistake: `${capital(label)} needs ${kind(limits)}.` } : { value: null };
  }
  const value = Number(GROUPED.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed);
  if (Number.isNaN(value) && trimmed.includes(','))
    return { mistake: `Write the decimal with a point: ${trimmed.replace(',', '.')}.` };
  const fits =
    Number.isFinite(value) &&
    value >= limits.min &&
    value <= limits.max &&
    (!limits.integer || Number.isInteger(value));
  return fits ? { value } : { mistake: `${capital(label)} takes ${kind(limits)}, not “${shorten(trimmed)}”.` };
}

/** The value an arrow key leads to, within the limits. */
export function stepped(
  value: number | null,
  direction: 1 | -1,
  size: StepSize,
  stepping: Stepping,
  limits: NumberLimits,
): number {
  if (value === null) return clamp(stepping.start, limits);
  const next =
    stepping.scale === 'log'
      ? logStep(value, direction, size, stepping)
      : linearStep(value, direction, size, stepping, limits);
  return clamp(clean(limits.integer ? Math.round(next) : next), limits);
}

function linearStep(
  value: number,
  direction: 1 | -1,
  size: StepSize,
  stepping: Stepping,
  limits: NumberLimits,
): number {
  const factor = size === 'coarse' ? 10 : size === 'fine' ? 0.1 : 1;
  const step = limits.integer ? Math.max(1, stepping.step * factor) : stepping.step * factor;
  return (direction > 0 ? Math.floor(value / step + 1e-9) + 1 : Math.ceil(value / step - 1e-9) - 1) * step;
}

function logStep(value: number, direction: 1 | -1, size: StepSize, stepping: Stepping): number {
  if (value <= 0) return direction > 0 ? stepping.start : value;
  if (size === 'coarse') return direction > 0 ? value * 10 : value / 10;
  const decade = 10 ** Math.floor(Math.log10(value) + 1e-9);
  if (size === 'fine') return value + (direction * decade) / 10;
  const marks = [0.5, 1, 2, 5, 10].map((mark) => mark * decade);
  const near = decade * 1e-6;
  return direction > 0 ? marks.find((mark) => mark > value + near)! : marks.findLast((mark) => mark < value - near)!;
}

function kind({ integer, min, max, empty }: NumberLimits): string {
  const noun = integer ? 'a whole number' : 'a number';
  const range =
    min > -Infinity && max < Infinity
      ? ` from ${say(min)} to ${say(max)}`
      : min > -Infinity
        ? ` of at least ${say(min)}`
        : '';
  return `${noun}${range}${empty === '' ? '' : `, or nothing for “${empty}”`}`;
}

function say(value: number): string {
  return Math.abs(value) >= 1e4 && Number.isInteger(value) ? value.toLocaleString('en') : String(value);
}

/** Undoes the dust that adding decimal fractions leaves: 0.30000000000000004 is 0.3. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}

function clamp(value: number, { min, max }: NumberLimits): number {
  return Math.min(max, Math.max(min, value));
}

function capital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function shorten(text: string): string {
  return text.length > 16 ? `${text.slice(0, 15)}…` : text;
}
