/** Where arrow keys lead in a grid whose rows may be of any length. Pure geometry. */

export interface Cell {
  readonly left: number;
  readonly top: number;
}

/** Index of the cell that `key` leads to from the cell `from`, or null where it leads nowhere. */
export function nextInGrid(cells: readonly Cell[], from: number, key: string): number | null {
  const here = cells[from];
  if (here === undefined) return null;
  switch (key) {
    case 'ArrowRight':
      return from + 1 < cells.length ? from + 1 : null;
    case 'ArrowLeft':
      return from > 0 ? from - 1 : null;
    case 'Home':
      return 0;
    case 'End':
      return cells.length - 1;
    case 'ArrowDown':
      return inNearestRow(cells, here, (cell) => cell.top - here.top);
    case 'ArrowUp':
      return inNearestRow(cells, here, (cell) => here.top - cell.top);
    default:
      return null;
  }
}

/** The cell nearest in column, of the nearest row at a positive distance. */
function inNearestRow(cells: readonly Cell[], here: Cell, distance: (cell: Cell) => number): number | null {
  const beyond = cells.map((cell, index) => ({ index, cell, rows: distance(cell) })).filter(({ rows }) => rows > 1);
  if (beyond.length === 0) return null;
  const nearest = Math.min(...beyond.map(({ rows }) => rows));
  const row = beyond.filter(({ rows }) => rows < nearest + 1);
  const aside = (cell: Cell): number => Math.abs(cell.left - here.left);
  return row.reduce((best, other) => (aside(other.cell) < aside(best.cell) ? other : best)).index;
}
