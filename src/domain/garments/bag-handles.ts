import { CENTRE, type Canvas } from './canvas.ts';
import { contrasting, type Cloth } from './cloth.ts';
import type { Dice } from './dice.ts';
import { Path, ribbon } from './path.ts';

/** The box a bag's body fills: half widths at its top and bottom, heights of both, how round its corners are. */
export interface Box {
  readonly upper: number;
  readonly lower: number;
  readonly top: number;
  readonly bottom: number;
  readonly crown: number;
  readonly corner: number;
}

/** How a bag is carried; drawn before its body, above the body's top. */
export type Handle = (canvas: Canvas, dice: Dice, box: Box, cloth: Cloth) => void;

/** An arc from one point of the top to its mirror image, as high as the room above allows. */
function arc(
  canvas: Canvas,
  half: number,
  base: number,
  peak: number,
  width: number,
  flat: number,
  paint: number,
): void {
  const line = new Path()
    .to(CENTRE - half, base)
    .bend(CENTRE - half * 1.05, peak, CENTRE - half * flat, peak)
    .to(CENTRE + half * flat, peak)
    .bend(CENTRE + half * 1.05, peak, CENTRE + half, base);
  canvas.fill(ribbon(line.points, width), paint);
}

/** One or two stiff handles. */
export const grips: Handle = (canvas, dice, box, cloth) => {
  const half = box.upper * dice.between(0.3, 0.62);
  const peak = dice.between(0.7, Math.max(0.8, box.top - 4));
  const width = dice.between(0.9, 1.9);
  const flat = dice.between(0.1, 0.6);
  const tone = dice.chance(0.5) ? cloth.tone : contrasting(dice, cloth.tone, [0.1, 0.4]);
  if (dice.chance(0.4)) arc(canvas, half * 0.9, box.top + 1, peak + dice.between(0.6, 1.6), width, flat, tone * 0.7);
  arc(canvas, half, box.top + dice.between(0.5, 3), peak, width, flat, tone);
};

/** A long strap drawn up to a point. */
export const sling: Handle = (canvas, dice, box, cloth) => {
  const half = box.upper * dice.between(0.55, 0.95);
  const x = CENTRE + dice.near(0, 1.5);
  const line = new Path()
    .to(CENTRE - half, box.top + 0.8)
    .bend(x - half * 0.5, 1.5, x - dice.between(0.3, 1), 0.9)
    .to(x + 0.6, 0.9)
    .bend(x + half * 0.5, 1.5, CENTRE + half, box.top + 0.8);
  canvas.fill(ribbon(line.points, dice.between(0.7, 1.5)), dice.near(cloth.tone, 0.2));
};

/** A strap let down beside the body. */
export const dropped: Handle = (canvas, dice, box, cloth) => {
  const side = dice.chance(0.7) ? -1 : 1;
  const x = CENTRE + side * box.upper;
  const out = CENTRE + side * (box.lower + dice.between(0.4, 2));
  const line = new Path()
    .to(x, box.top + 0.6)
    .bend(out + side * 1.2, (box.top + box.bottom) / 2, out - side * 2, box.bottom + 0.4)
    .to(out - side * dice.between(4, 9), box.bottom + 0.6);
  canvas.fill(ribbon(line.points, dice.between(0.8, 1.6)), dice.near(Math.min(0.85, cloth.tone + 0.1), 0.15));
};

/** A short loop at one side. */
export const wristlet: Handle = (canvas, dice, box, cloth) => {
  const y = box.top + dice.between(0.6, 2.5);
  canvas.fill(
    ribbon(
      [CENTRE - box.upper + 1, y, CENTRE - box.upper - 1.6, y + dice.near(0, 1), CENTRE - box.upper - 1.2, y + 3],
      dice.between(0.8, 1.4),
    ),
    cloth.tone,
  );
};
