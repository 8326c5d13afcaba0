/** Turns functions into polylines that break where the function jumps or is undefined. Pure. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Polyline = readonly Point[];

const BISECTIONS = 30;

/** Samples `f` at `count + 1` places; a change larger than `jump` that does not shrink when looked at closer ends a line. */
export function sampleCurve(
  f: (x: number) => number,
  from: number,
  to: number,
  count: number,
  jump: number,
): Polyline[] {
  const lines: Point[][] = [];
  let line: Point[] = [];
  const end = (): void => {
    if (line.length > 0) lines.push(line);
    line = [];
  };
  for (let index = 0; index <= count; index++) {
    const x = from + ((to - from) * index) / count;
    const point = { x, y: f(x) };
    if (!Number.isFinite(point.y)) {
      end();
      continue;
    }
    const last = line.at(-1);
    const edge = last && Math.abs(point.y - last.y) > jump ? findJump(f, last, point) : null;
    if (edge) {
      line.push(edge[0]);
      end();
      line.push(edge[1]);
    }
    line.push(point);
  }
  end();
  return lines;
}

/** Maximal stretches of x where `holds`, to the resolution of the samples. */
export function stretches(holds: (x: number) => boolean, from: number, to: number, count: number): [number, number][] {
  const found: [number, number][] = [];
  const step = (to - from) / count;
  for (let index = 0; index < count; index++) {
    const middle = from + step * (index + 0.5);
    if (!holds(middle)) continue;
    const last = found.at(-1);
    if (last && middle - last[1] < step) last[1] = middle + step / 2;
    else found.push([middle - step / 2, middle + step / 2]);
  }
  return found;
}

/** The two sides of a jump between `a` and `b`, or null where the function is only steep. */
function findJump(f: (x: number) => number, a: Point, b: Point): [Point, Point] | null {
  const whole = Math.abs(b.y - a.y);
  let low = a;
  let high = b;
  for (let round = 0; round < BISECTIONS; round++) {
    const x = (low.x + high.x) / 2;
    const middle = { x, y: f(x) };
    if (!Number.isFinite(middle.y)) return [low, high];
    if (Math.abs(middle.y - low.y) > Math.abs(high.y - middle.y)) high = middle;
    else low = middle;
  }
  return Math.abs(high.y - low.y) > whole / 4 ? [low, high] : null;
}
