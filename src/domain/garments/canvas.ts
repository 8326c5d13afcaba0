import type { Path } from './path.ts';

/**
 * The 28×28 sheet a garment is drawn on, in tones from 0 (the background) to 1. Owns the exact anti-aliasing: every
 * polygon's cover of every pixel, by the signed-area accumulation of font rasterisers (cost goes with the outline's
 * length). Knows nothing of garments.
 */

/** Pixels along one side of an image. */
export const SIDE = 28;
/** x of the axis about which most garments are symmetric. */
export const CENTRE = SIDE / 2;
/** Pixels of an image. */
export const PIXELS = SIDE * SIDE;

/** A tone for every pixel, or one tone for all. */
export type Paint = Float32Array | number;

/** An affine map: x' = xx·x + xy·y + x0 and y' = yx·x + yy·y + y0. */
export interface Pose {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

const UPRIGHT: Pose = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };
const STRIDE = SIDE + 2;

const NOTHING = new Float32Array(PIXELS);

/** A greyscale image with an alpha channel, and the means to fill polygons on it. */
export class Canvas {
  /** Tone of each pixel, row by row. */
  readonly tone = new Float32Array(PIXELS);
  /** How much of each pixel the garment covers. */
  readonly alpha = new Float32Array(PIXELS);
  /** How each path is moved before it is drawn. */
  pose: Pose = UPRIGHT;

  private readonly swatches: Float32Array[] = [];
  private swatchesUsed = 0;
  private readonly area = new Float32Array(SIDE * STRIDE);
  private readonly cover = new Float32Array(PIXELS);
  // The box around the path that `cover` was last measured for.
  private top = SIDE;
  private bottom = 0;
  private left = SIDE;
  private right = 0;

  /** Makes the sheet blank and upright again. */
  clear(): void {
    this.tone.fill(0);
    this.alpha.fill(0);
    this.pose = UPRIGHT;
    this.swatchesUsed = 0;
  }

  /** A map of tones to paint with, its content left over from earlier use; it is the caller's until `clear`. */
  swatch(): Float32Array {
    return (this.swatches[this.swatchesUsed++] ??= new Float32Array(PIXELS));
  }

  /** Lays paint over the path, times `gain`; the garment grows by it. */
  fill(path: Path, paint: Paint, gain = 1): void {
    const { tone, alpha, cover } = this;
    const flat = typeof paint === 'number' ? paint : 0;
    const map = typeof paint === 'number' ? NOTHING : paint;
    this.measure(path);
    for (let row = this.top; row < this.bottom; row++)
      for (let i = row * SIDE + this.left, end = row * SIDE + this.right; i < end; i++) {
        const c = cover[i]!;
        tone[i]! += (gain * (flat + map[i]!) - tone[i]!) * c;
        alpha[i]! += (1 - alpha[i]!) * c;
      }
  }

  /** Lays paint over the path where there is garment already, in the given strength. */
  print(path: Path, paint: Paint, strength = 1): void {
    const { tone, alpha, cover } = this;
    const flat = typeof paint === 'number' ? paint : 0;
    const map = typeof paint === 'number' ? NOTHING : paint;
    this.measure(path);
    for (let row = this.top; row < this.bottom; row++)
      for (let i = row * SIDE + this.left, end = row * SIDE + this.right; i < end; i++)
        tone[i]! += (flat + map[i]! - tone[i]!) * cover[i]! * alpha[i]! * strength;
  }

  /** Takes the path away again, down to the background. */
  cut(path: Path): void {
    const { tone, alpha, cover } = this;
    this.measure(path);
    for (let row = this.top; row < this.bottom; row++)
      for (let i = row * SIDE + this.left, end = row * SIDE + this.right; i < end; i++) {
        tone[i]! *= 1 - cover[i]!;
        alpha[i]! *= 1 - cover[i]!;
      }
  }

  /** Fills `cover` within the box around the path. */
  private measure(path: Path): void {
    const { points } = path;
    this.top = SIDE;
    this.bottom = 0;
    this.left = SIDE;
    this.right = 0;
    const { xx, xy, x0, yx, yy, y0 } = this.pose;
    let px = points.at(-2)!;
    let py = points.at(-1)!;
    let fromX = xx * px + xy * py + x0;
    let fromY = yx * px + yy * py + y0;
    for (let i = 0; i < points.length; i += 2) {
      px = points[i]!;
      py = points[i + 1]!;
      const toX = xx * px + xy * py + x0;
      const toY = yx * px + yy * py + y0;
      if (fromY < toY) this.edge(fromX, fromY, toX, toY, 1);
      else if (fromY > toY) this.edge(toX, toY, fromX, fromY, -1);
      fromX = toX;
      fromY = toY;
    }
    this.resolve();
  }

  /** Accumulates the area to the right of a downward edge, row by row. */
  private edge(x0: number, y0: number, x1: number, y1: number, sign: number): void {
    const slope = (x1 - x0) / (y1 - y0);
    const start = Math.max(y0, 0);
    const end = Math.min(y1, SIDE);
    if (start >= end) return;
    const firstRow = Math.floor(start);
    const endRow = Math.ceil(end);
    this.top = Math.min(this.top, firstRow);
    this.bottom = Math.max(this.bottom, endRow);
    let x = x0 + (start - y0) * slope;
    for (let row = firstRow; row < endRow; row++) {
      const height = Math.min(row + 1, end) - Math.max(row, start);
      const next = x + slope * height;
      this.slice(row * STRIDE, Math.min(x, next), Math.max(x, next), sign * height);
      x = next;
    }
  }

  /** One row's share of an edge that runs from x = low to x = high there, `height` signed. */
  private slice(row: number, low: number, high: number, height: number): void {
    const { area } = this;
    const x0 = Math.min(Math.max(low, 0), SIDE);
    const x1 = Math.min(Math.max(high, 0), SIDE);
    const first = Math.floor(x0);
    const last = Math.ceil(x1);
    if (first < this.left) this.left = first;
    if (last > this.right) this.right = last;
    if (last <= first + 1) {
      const right = height * ((x0 + x1) / 2 - first);
      area[row + first]! += height - right;
      area[row + first + 1]! += right;
      return;
    }
    const density = height / (x1 - x0);
    // A column is covered in full by the part of the edge to its left, and in part by what runs through it.
    let passed = 0;
    let coveredBefore = 0;
    for (let column = first; column < last; column++) {
      const from = Math.max(x0, column);
      const to = Math.min(x1, column + 1);
      const covered = passed + density * (to - from) * (column + 1 - (from + to) / 2);
      area[row + column]! += covered - coveredBefore;
      coveredBefore = covered;
      passed += density * (to - from);
    }
    area[row + last]! += height - coveredBefore;
  }

  /** Turns accumulated areas into cover and leaves the accumulator at zero. */
  private resolve(): void {
    const { area, cover, left, right } = this;
    for (let row = this.top; row < this.bottom; row++) {
      let sum = 0;
      for (let column = left; column < right; column++) {
        const k = row * STRIDE + column;
        sum += area[k]!;
        area[k] = 0;
        const c = Math.abs(sum);
        cover[row * SIDE + column] = c > 1 ? 1 : c < 1e-5 ? 0 : c;
      }
      area[row * STRIDE + right] = 0;
      area[row * STRIDE + right + 1] = 0;
    }
  }
}
