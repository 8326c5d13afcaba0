/** How the atlases of a row of neurons are laid out on its one canvas. Pure. */

export interface StripLayout {
  readonly columns: number;
  readonly rows: number;
  /** CSS pixels along a tile's side. */
  readonly tile: number;
  /** The same in device pixels, a multiple of 4 so that coarse pixels fit. */
  readonly size: number;
  readonly width: number;
  readonly height: number;
  /** From one tile's corner to the next, CSS pixels. */
  readonly pitchX: number;
  readonly pitchY: number;
}

/** CSS pixels between tiles. */
const GAP = 8;
const LARGEST = 208;
const SMALLEST = 64;

/** CSS pixels along the tiles of a net whose widest layer has so many neurons, in rows so wide: all tiles are drawn at one size. */
export function tileFor(widest: number, width: number): number {
  const most = Math.max(2, Math.floor((width + GAP) / (SMALLEST + GAP)));
  const wanted = widest <= 4 ? Math.max(2, widest) : widest <= 8 ? 4 : width >= 640 ? 8 : 6;
  const columns = Math.min(wanted, most);
  return Math.min(LARGEST, Math.max(SMALLEST, Math.floor((width - (columns - 1) * GAP) / columns)));
}

/** `below` is the room that each tile needs under it, in CSS pixels. */
export function stripLayout(neurons: number, width: number, wanted: number, dpr: number, below: number): StripLayout {
  const size = Math.max(4, Math.floor((wanted * dpr) / 4) * 4);
  const tile = size / dpr;
  const columns = Math.min(neurons, Math.max(1, Math.floor((width + GAP + 0.5) / (tile + GAP))));
  const pitchX = Math.ceil((tile + GAP) * dpr) / dpr;
  const pitchY = Math.ceil((tile + below) * dpr) / dpr;
  const rows = Math.ceil(neurons / columns);
  return {
    columns,
    rows,
    tile,
    size,
    pitchX,
    pitchY,
    width: (columns - 1) * pitchX + tile,
    height: rows * pitchY,
  };
}

/** Corner of a tile, CSS pixels. */
export function cornerOf({ columns, pitchX, pitchY }: StripLayout, index: number): { x: number; y: number } {
  return { x: (index % columns) * pitchX, y: Math.floor(index / columns) * pitchY };
}
