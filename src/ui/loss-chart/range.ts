/** The stretch of the horizontal axis that is shown, inside the whole of it. Pure. */

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The closest look: this share of the whole. */
const CLOSEST = 1 / 2000;

/** `range` scaled by `factor` about `centre`, within the whole; null where that is all of it. */
export function zoomRange(range: Range, whole: Range, factor: number, centre: number): Range | null {
  const full = whole.max - whole.min;
  const span = Math.max(full * CLOSEST, (range.max - range.min) * factor);
  if (!(span < full)) return null;
  const share = (centre - range.min) / (range.max - range.min);
  return within(centre - share * span, span, whole);
}

/** `range` moved by `distance`, stopping at the ends of the whole. */
export function panRange(range: Range, whole: Range, distance: number): Range {
  return within(range.min + distance, range.max - range.min, whole);
}

function within(min: number, span: number, whole: Range): Range {
  const clamped = Math.max(whole.min, Math.min(whole.max - span, min));
  return { min: clamped, max: clamped + span };
}
