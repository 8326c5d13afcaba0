/** A large picture row by row, in bands that take about as long as a person notices: whoever draws them hears other things in between. */

/** Milliseconds that a band should take. */
const WANTED_MS = 40;
/** Pixels of the first band, when nothing is known yet, and of the largest one. */
const FIRST_PIXELS = 1 << 14;
const MOST_PIXELS = 1 << 20;

export interface Band {
  readonly firstRow: number;
  readonly rows: number;
}

/**
 * Draws size×size values with `draw`, which gives the values of one band; `now` tells milliseconds. `onBand` hears how many rows are done and may throw to
 * end it.
 */
export async function inBands(
  size: number,
  now: () => number,
  draw: (band: Band) => Promise<Float32Array>,
  onBand: (rowsDone: number) => void = () => undefined,
): Promise<Float32Array<ArrayBuffer>> {
  const values = new Float32Array(size * size);
  const most = Math.max(1, Math.floor(MOST_PIXELS / size));
  let rows = Math.max(1, Math.floor(FIRST_PIXELS / size));
  for (let firstRow = 0; firstRow < size;) {
    const band = { firstRow, rows: Math.min(rows, size - firstRow) };
    const start = now();
    values.set(await draw(band), firstRow * size);
    firstRow += band.rows;
    onBand(firstRow);
    const growth = WANTED_MS / Math.max(1, now() - start);
    rows = Math.min(most, Math.max(1, Math.floor(rows * Math.min(2, growth))));
  }
  return values;
}
