/** Numbers and colour bars of atlases as they are written. */
import { html, type TemplateResult } from 'lit';
import { COLOUR_STOPS, type AtlasColours } from '../../../domain/atlas/colours.ts';

/** A share in whole percents, but never rounded to all or nothing. */
export function percent(share: number): string {
  const whole = Math.round(100 * share);
  if (whole === 0 && share > 0) return '< 1 %';
  return whole === 100 && share < 1 ? '> 99 %' : `${whole} %`;
}

/** A value with so many significant digits; four are short enough for the smallest tile. */
export function amount(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 1e5 || size < 1e-4 ? value.toExponential(2) : String(Number(value.toPrecision(digits)));
  return text.replaceAll('-', '−');
}

/** An end of a colour bar: three digits. */
export function brief(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  const text = size >= 1e4 || size < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return text.replaceAll('-', '−').replace('e+', 'e');
}

/** The colours as a gradient from left to right. */
export function gradient(colours: AtlasColours): string {
  return `linear-gradient(to right, ${COLOUR_STOPS[colours].map((rgb) => `rgb(${rgb.join(' ')})`).join(', ')})`;
}

/** A colour bar between its numbers. */
export function rangeText([low, high]: readonly [number, number], colours: AtlasColours): TemplateResult {
  return html`${brief(low)}<span class="bar" style="background: ${gradient(colours)}"></span>${brief(high)}`;
}
