/** A number's place in a matrix. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}
