/** Ranges, ticks and the way from numbers to pixels. Pure. */
import { agreeAt, type Curves } from './curves.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface View {
  readonly x: Range;
  readonly y: Range;
}

/** The plotting area inside the canvas, in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const DEFAULT_X: Range = { from: -4, to: 4 };

const SAMPLES = 160;
const MIN_SPAN = 0.05;
const MAX_SPAN = 2000;

/** A range of y that holds σ and the slopes over `x`, without following what shoots off; rounded, so that it sits still. */
export function fitY(curves: Curves, x: Range): Range {
  const limit = Math.max(1.5, (x.to - x.from) * 0.6);
  let low = 0;
  let high = 0.5;
  for (let index = 0; index <= SAMPLES; index++) {
    const at = x.from + ((x.to - x.from) * index) / SAMPLES;
    const slopes = agreeAt(curves, at) ? [curves.left(at)] : [curves.left(at), curves.right(at)];
    for (const y of [curves.sigma(at), ...slopes]) {
      if (!Number.isFinite(y)) continue;
      low = Math.min(low, Math.max(y, -limit));
      high = Math.max(high, Math.min(y, limit));
    }
  }
  const grain = tickStep(high - low, 12);
  const pad = (high - low) * 0.06;
  return { from: Math.floor((low - pad) / grain) * grain, to: Math.ceil((high + pad) / grain) * grain };
}

/** Zooms a range by `factor` about `centre`, within sensible spans. */
export function zoomed(range: Range, factor: number, centre: number): Range {
  const span = range.to - range.from;
  const wanted = Math.min(MAX_SPAN, Math.max(MIN_SPAN, span * factor));
  const scale = wanted / span;
  return { from: centre - (centre - range.from) * scale, to: centre + (range.to - centre) * scale };
}

/** 1, 2 or 5 times a power of ten, so that about `wanted` steps make up `span`. */
export function tickStep(span: number, wanted: number): number {
  const rough = span / Math.max(1, wanted);
  const decade = 10 ** Math.floor(Math.log10(rough));
  const mantissa = rough / decade;
  return (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10) * decade;
}

/** Multiples of `step` inside the range. */
export function ticks(range: Range, step: number): number[] {
  const first = Math.ceil(range.from / step - 1e-9);
  const last = Math.floor(range.to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(10)),
  );
}

export function toPixelX(view: View, area: Area, x: number): number {
  return area.left + ((x - view.x.from) / (view.x.to - view.x.from)) * area.width;
}

export function toPixelY(view: View, area: Area, y: number): number {
  return area.top + (1 - (y - view.y.from) / (view.y.to - view.y.from)) * area.height;
}

export function fromPixelX(view: View, area: Area, pixel: number): number {
  return view.x.from + ((pixel - area.left) / area.width) * (view.x.to - view.x.from);
}
