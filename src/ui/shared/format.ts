/** Numbers as the page writes them: tabular, short, and never wider than their slot. */

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const KILO = 1000;
const MINUTE = 60;
const HOUR = 3600;

/** A whole number with thousands separated: 18,740. */
export function count(value: number): string {
  return Number.isFinite(value) ? grouped.format(value) : '–';
}

/** "1 step", "2 steps". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A loss with four significant digits: 0.01234, 1.234e-6; "–" where there is none. */
export function loss(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e5)) return minus(value.toExponential(3));
  return minus(value.toPrecision(4));
}

/** A coordinate on a plot: two decimals with a proper minus sign. */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'undefined' : value > 0 ? '∞' : '−∞';
  const text = Math.abs(value) >= 1000 ? value.toPrecision(3) : value.toFixed(2);
  return minus(text === '-0.00' ? '0.00' : text);
}

/** A number as people type it, at most `digits` significant ones: 0.001, 1e-8. */
export function plain(value: number, digits = 10): string {
  return String(Number(value.toPrecision(digits)));
}

/** "12 s", "3 min 20 s", "2 h 05 min". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${pad(whole % MINUTE)} s`;
  return `${Math.floor(whole / HOUR)} h ${pad(Math.floor((whole % HOUR) / MINUTE))} min`;
}

/** "about 14 s", in steps that don't pretend to know better. */
export function roughDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 1) return 'under a second';
  if (seconds < MINUTE) return `about ${Math.round(seconds)} s`;
  if (seconds < HOUR) return `about ${Math.round(seconds / MINUTE)} min`;
  return `about ${(seconds / HOUR).toFixed(1)} h`;
}

/** Bytes in decimal units: 30.9 MB. */
export function bytes(value: number): string {
  if (value < KILO) return `${value} B`;
  if (value < KILO ** 2) return `${(value / KILO).toFixed(0)} kB`;
  if (value < KILO ** 3) return `${(value / KILO ** 2).toFixed(1)} MB`;
  return `${(value / KILO ** 3).toFixed(2)} GB`;
}

/** Steps a second: 41.3, 812. */
export function rate(value: number): string {
  if (!Number.isFinite(value) || value <= 0) return '–';
  return value < 100 ? value.toFixed(1) : count(value);
}

/** When something was: "just now", "12 min ago", "3 Nov, 14:05". */
export function ago(iso: string, now = Date.now()): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return '';
  const seconds = (now - then) / KILO;
  if (seconds < MINUTE) return 'just now';
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
  if (seconds < 12 * HOUR) return `${Math.floor(seconds / HOUR)} h ago`;
  return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(
    then,
  );
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

function minus(text: string): string {
  return text.replaceAll('-', '−');
}
