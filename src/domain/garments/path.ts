/**
 * Outlines as polygons. Coordinates are pixels of the 28×28 image, x to the right and y down, (0, 0) the top left corner.
 * Curves are flattened as they are added.
 */

const CURVE_STEPS = 4;

/** A closed polygon, built point by point. */
export class Path {
  /** x₀, y₀, x₁, y₁, … */
  readonly points: number[] = [];

  /** Adds a corner. */
  to(x: number, y: number): this {
    this.points.push(x, y);
    return this;
  }

  /** Adds a quadratic curve from the last point to (x, y), pulled towards (pullX, pullY). */
  bend(pullX: number, pullY: number, x: number, y: number): this {
    const fromX = this.points[this.points.length - 2]!;
    const fromY = this.points[this.points.length - 1]!;
    for (let step = 1; step <= CURVE_STEPS; step++) {
      const t = step / CURVE_STEPS;
      const u = 1 - t;
      this.points.push(u * u * fromX + 2 * u * t * pullX + t * t * x, u * u * fromY + 2 * u * t * pullY + t * t * y);
    }
    return this;
  }

  /** The same polygon seen in a vertical mirror at `axis`. */
  mirrored(axis: number): Path {
    const other = new Path();
    for (let i = 0; i < this.points.length; i += 2) other.to(2 * axis - this.points[i]!, this.points[i + 1]!);
    return other;
  }

  /** Closes half an outline, drawn from top to bottom right of `axis`, with its mirror image. */
  closedByMirror(axis: number): this {
    for (let i = this.points.length - 2; i >= 0; i -= 2) this.to(2 * axis - this.points[i]!, this.points[i + 1]!);
    return this;
  }
}

/** A polygon from its corners, x and y in turn. */
export function polygon(...corners: number[]): Path {
  const path = new Path();
  path.points.push(...corners);
  return path;
}

/** An upright rectangle. */
export function rectangle(left: number, top: number, right: number, bottom: number): Path {
  return polygon(left, top, right, top, right, bottom, left, bottom);
}

const HALF = Math.SQRT1_2;
const CIRCLE = [1, 0, 0.924, 0.383, HALF, HALF, 0.383, 0.924, 0, 1, -0.383, 0.924, -HALF, HALF, -0.924, 0.383];

/** An upright ellipse. */
export function ellipse(x: number, y: number, radiusX: number, radiusY: number): Path {
  const path = new Path();
  for (const side of [1, -1])
    for (let i = 0; i < CIRCLE.length; i += 2)
      path.to(x + side * radiusX * CIRCLE[i]!, y + side * radiusY * CIRCLE[i + 1]!);
  return path;
}

/** A line of some width along the given points, which tapers or widens evenly from its start to its end. */
export function ribbon(line: readonly number[], width: number, endWidth: number = width): Path {
  const path = new Path();
  const last = line.length / 2 - 1;
  const back: number[] = [];
  for (let i = 0; i <= last; i++) {
    const half = (width + ((endWidth - width) * i) / last) / 2;
    const before = Math.max(i - 1, 0) * 2;
    const after = Math.min(i + 1, last) * 2;
    const dx = line[after]! - line[before]!;
    const dy = line[after + 1]! - line[before + 1]!;
    const scale = half / (Math.sqrt(dx * dx + dy * dy) || 1);
    const x = line[2 * i]!;
    const y = line[2 * i + 1]!;
    path.to(x - dy * scale, y + dx * scale);
    back.push(x + dy * scale, y - dx * scale);
  }
  for (let i = back.length - 2; i >= 0; i -= 2) path.to(back[i]!, back[i + 1]!);
  return path;
}
