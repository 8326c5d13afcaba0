/**
 * A batch in parts. Where one buffer can't hold the images of the whole batch, they lie in several, each of some consecutive examples; there is
 * one part where it can. What works example by example is dispatched once a part. A sum over the batch cuts each part's rows into slices, whose
 * partial sums lie side by side in one buffer, and is merged in their order: BatchNorm sees the whole batch, as ever.
 */

/** Consecutive examples. */
export interface Part {
  readonly first: number;
  readonly count: number;
}

/** A part's slices of a sum, and the place of the first of them among those of all parts. */
export interface Slicing {
  readonly slices: number;
  readonly firstSlice: number;
}

/** Slices of neighbouring rows. */
export interface RunSlicing extends Slicing {
  readonly rowsPerSlice: number;
}

/** `count` examples in as few parts of at most `most` as there can be, of about the same length. */
export function inParts(count: number, most: number): Part[] {
  const parts = Math.max(1, Math.ceil(count / most));
  const length = Math.ceil(count / parts);
  return Array.from({ length: Math.ceil(count / length) }, (_, i) => ({
    first: i * length,
    count: Math.min(length, count - i * length),
  }));
}

/** Shares about as many slices as are wanted out among parts of so many rows; none is without a row. */
export function slicedRows(rows: readonly number[], wanted: number): Slicing[] {
  return sideBySide(rows.map((count) => ({ slices: Math.min(count, slicesPerPart(wanted, rows.length)) })));
}

/** The same with slices of neighbouring rows, equally many in each but a part's last. */
export function slicedRuns(rows: readonly number[], wanted: number): RunSlicing[] {
  const runs = rows.map((count) => {
    const rowsPerSlice = Math.ceil(count / Math.min(count, slicesPerPart(wanted, rows.length)));
    return { rowsPerSlice, slices: Math.ceil(count / rowsPerSlice) };
  });
  return sideBySide(runs);
}

/** Slices of all parts. */
export function totalSlices(parts: readonly Slicing[]): number {
  return parts.reduce((sum, { slices }) => sum + slices, 0);
}

/** Most slices that a part gets. */
export const slicesPerPart = (wanted: number, parts: number): number => Math.ceil(wanted / parts);

function sideBySide<T extends Pick<Slicing, 'slices'>>(parts: readonly T[]): (T & Slicing)[] {
  let next = 0;
  return parts.map((part) => {
    const firstSlice = next;
    next += part.slices;
    return { ...part, firstSlice };
  });
}
