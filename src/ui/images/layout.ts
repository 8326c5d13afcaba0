/** How pairs of images are laid out in a box: whole pixels, whole rows. Pure; all lengths in device pixels. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PairLayout extends Size {
  /** Device pixels per image pixel. */
  readonly scale: number;
  readonly columns: number;
  /** Rows of pairs. */
  readonly rows: number;
  /** Side of one image. */
  readonly side: number;
  /** Between pairs in a row, between an image and its reconstruction, between rows of pairs. */
  readonly gap: number;
  readonly pairGap: number;
  readonly rowGap: number;
}

const IMAGE = 28;
const LARGEST_SCALE = 8;
/** CSS pixels between pairs: as few as this, and spread to as many as that to fill the width. */
const LEAST_GAP = 6;
const WIDEST_GAP = 20;

/**
 * Of the whole scales that fit the box, the one whose images cover most of it, where fewer than `wanted` of `count` pairs count
 * for less. Only full rows are used, so that the block is a rectangle; what doesn't fit is left out. `ratio` is device pixels per
 * CSS pixel.
 */
export function layoutPairs(box: Size, count: number, ratio: number, wanted: number): PairLayout {
  const smallest = Math.max(1, Math.round(ratio));
  const largest = Math.max(smallest, Math.round(LARGEST_SCALE * ratio));
  const scales = Array.from({ length: largest - smallest + 1 }, (_, index) => smallest + index);
  const layouts = scales.map((scale) => layoutAt(scale, box, count, ratio));
  const fitting = layouts.filter((layout) => layout.height <= box.height && layout.width <= box.width);
  const worth = (layout: PairLayout): number =>
    pairsIn(layout) * layout.scale ** 2 * Math.min(1, pairsIn(layout) / Math.min(wanted, count)) ** 2;
  return fitting.reduce((best, layout) => (worth(layout) > worth(best) ? layout : best), fitting[0] ?? layouts[0]!);
}

function pairsIn({ columns, rows }: PairLayout): number {
  return columns * rows;
}

/** Top left corner of the pair with this index; its reconstruction lies `side + pairGap` below. */
export function cornerOf(
  { columns, side, gap, pairGap, rowGap }: PairLayout,
  index: number,
): { readonly x: number; readonly y: number } {
  return { x: (index % columns) * (side + gap), y: Math.floor(index / columns) * (2 * side + pairGap + rowGap) };
}

/** The pair at a place, or null between them. */
export function pairAt(layout: PairLayout, x: number, y: number): number | null {
  const { columns, rows, side, gap, pairGap, rowGap } = layout;
  const column = Math.floor(x / (side + gap));
  const row = Math.floor(y / (2 * side + pairGap + rowGap));
  const inside = x >= 0 && y >= 0 && column < columns && row < rows && x - column * (side + gap) < side;
  return inside ? row * columns + column : null;
}

function layoutAt(scale: number, box: Size, count: number, ratio: number): PairLayout {
  const side = IMAGE * scale;
  const least = Math.round(LEAST_GAP * ratio);
  const pairGap = Math.round(2 * ratio);
  const rowGap = Math.round(14 * ratio);
  const columns = Math.max(1, Math.min(count, Math.floor((box.width + least) / (side + least))));
  const spare = columns > 1 ? Math.floor((box.width - columns * side) / (columns - 1)) : least;
  const gap = Math.min(spare, Math.round(WIDEST_GAP * ratio));
  const fitting = Math.floor((box.height + rowGap) / (2 * side + pairGap + rowGap));
  const rows = Math.max(1, Math.min(fitting, Math.floor(count / columns)));
  const width = columns * (side + gap) - gap;
  const height = rows * (2 * side + pairGap + rowGap) - rowGap;
  return { scale, columns, rows, side, gap, pairGap, rowGap, width, height };
}
