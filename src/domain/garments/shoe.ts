import type { Canvas } from './canvas.ts';
import { Path, ribbon } from './path.ts';

/** What sandal, sneaker and ankle boot have in common: seen from the side, the toe on the left, standing on `ground`. */
export interface Last {
  readonly ground: number;
  /** Thickness of the sole. */
  readonly sole: number;
  /** How far the heel stands above the ball of the foot. */
  readonly heel: number;
  /** x of the ball of the foot, where a raised sole leaves the ground. */
  readonly ball: number;
  /** How far the toe curls up. */
  readonly spring: number;
}

/** x of the toe's tip and of the back of the heel. */
export const TOE = 0.4;
export const BACK = 27.4;

/** The line on which the foot stands, from toe to heel, as points. */
export function footbed(last: Last): number[] {
  const { ground, sole, heel, ball, spring } = last;
  const y = ground - sole;
  return new Path()
    .to(TOE, y - spring)
    .bend(ball * 0.5, y + 0.1, ball, y)
    .bend(ball + (BACK - ball) * 0.35, y - heel * 0.1, ball + (BACK - ball) * 0.62, y - heel * 0.72)
    .bend(ball + (BACK - ball) * 0.82, y - heel, BACK, y - heel).points;
}

/** The height of the footbed at x. */
export function footbedY(last: Last, x: number): number {
  const line = footbed(last);
  let i = 2;
  while (i < line.length - 2 && line[i]! < x) i += 2;
  const t = (x - line[i - 2]!) / (line[i]! - line[i - 2]! || 1);
  return line[i - 1]! + (line[i + 1]! - line[i - 1]!) * Math.min(1, Math.max(0, t));
}

/** The sole as a strip of even thickness under the footbed. */
export function solePath(last: Last): Path {
  const path = new Path();
  const line = footbed(last);
  path.points.push(...line);
  for (let i = line.length - 2; i >= 0; i -= 2) path.to(line[i]! + (i === 0 ? 0.5 : 0), line[i + 1]! + last.sole);
  return path;
}

/** A heel of the given width under the back, narrowing to `tip` at the ground. */
export function heelPath(last: Last, width: number, tip: number, lean: number): Path {
  const top = last.ground - last.heel - 0.4;
  const back = BACK - 0.1;
  return new Path()
    .to(back - width, top)
    .bend(back - tip - lean + 0.3, (top + last.ground) / 2, back - tip - lean, last.ground)
    .to(back - lean, last.ground)
    .bend(back - lean * 0.6, (top + last.ground) / 2, back, top);
}

/** A wedge that fills all the room between the sole and the ground. */
export function wedgePath(last: Last): Path {
  const path = new Path();
  path.points.push(...footbed(last).slice(10));
  return path.to(BACK - 0.6, last.ground).to(last.ball * 0.6, last.ground);
}

/** Draws short bars across a line, as laces, stitches or treads. */
export function drawBars(
  canvas: Canvas,
  from: readonly [number, number],
  to: readonly [number, number],
  count: number,
  bar: readonly [number, number],
  tone: number,
): void {
  for (let i = 0; i < count; i++) {
    const t = count === 1 ? 0.5 : i / (count - 1);
    const x = from[0] + (to[0] - from[0]) * t;
    const y = from[1] + (to[1] - from[1]) * t;
    canvas.print(ribbon([x, y, x + bar[0], y + bar[1]], 0.7), tone, 0.85);
  }
}
