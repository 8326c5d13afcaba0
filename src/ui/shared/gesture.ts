/** Which changes belong to one gesture. */

let gestures = 0;

/** A key for the edits of one gesture on `what`, however long it takes. */
export function gestureKey(what: string): string {
  gestures++;
  return `${what}#${String(gestures)}`;
}
