import type { Box } from './bag-handles.ts';
import { CENTRE, type Canvas } from './canvas.ts';
import type { Cloth } from './cloth.ts';
import type { Dice, Weighted } from './dice.ts';
import { ellipse, Path, polygon, ribbon } from './path.ts';
import { PRINTS } from './prints.ts';

/** What is to be seen on the front. */
export type Front = (canvas: Canvas, dice: Dice, box: Box, cloth: Cloth) => void;

/** The tone of seams and edges on a piece of leather. */
export function seamTone(cloth: Cloth): number {
  return cloth.tone > 0.6 ? cloth.tone * 0.55 : 0.95;
}

/** A flap over the upper half, with a clasp. */
const flap: Front = (canvas, dice, { upper, top, bottom, crown }, cloth) => {
  const low = top + (bottom - top) * dice.between(0.35, 0.72);
  const tip = dice.between(-0.5, 3);
  const shape = new Path()
    .to(CENTRE, top - crown - 1)
    .to(CENTRE + upper + 1.5, top - crown - 1)
    .to(CENTRE + upper + 0.6, low - 1)
    .bend(CENTRE + upper * 0.6, low + tip * 0.3, CENTRE, low + tip)
    .closedByMirror(CENTRE);
  canvas.print(shape, dice.chance(0.4) ? cloth.accent : cloth.tone * dice.between(0.85, 1.1), dice.between(0.3, 0.9));
  canvas.print(ribbon(shape.points.slice(6, -6), 0.8), seamTone(cloth), dice.between(0.3, 0.9));
  if (dice.chance(0.65))
    canvas.print(
      ellipse(CENTRE, low + tip - 0.4, dice.between(0.6, 1.5), dice.between(0.5, 1.1)),
      dice.between(0, 0.25),
      0.9,
    );
};

/** A zip or seam along the top. */
const seam: Front = (canvas, dice, { top, bottom }, cloth) => {
  const y = top + (bottom - top) * dice.between(0.08, 0.4);
  canvas.print(
    ribbon([0, y, CENTRE, y + dice.near(0, 0.8), 28, y], dice.between(0.6, 1.3)),
    seamTone(cloth),
    dice.between(0.3, 0.9),
  );
  if (dice.chance(0.4))
    canvas.print(ribbon([0, bottom - 2.5, 28, bottom - 2.5], 0.7), seamTone(cloth), dice.between(0.2, 0.7));
};

/** A pocket with its own outline. */
const pocket: Front = (canvas, dice, { upper, top, bottom }, cloth) => {
  const half = upper * dice.between(0.4, 0.75);
  const y = top + (bottom - top) * dice.between(0.3, 0.55);
  const low = bottom - dice.between(1, 2.5);
  const outline = [CENTRE - half, y, CENTRE - half, low, CENTRE + half, low, CENTRE + half, y, CENTRE - half, y];
  if (dice.chance(0.4)) canvas.print(polygon(...outline.slice(0, 8)), cloth.accent, dice.between(0.2, 0.8));
  canvas.print(ribbon(outline, 0.7), seamTone(cloth), dice.between(0.4, 0.9));
};

/** Two straps down from the handles, with buckles. */
const belts: Front = (canvas, dice, { upper, top, bottom }, cloth) => {
  const x = upper * dice.between(0.35, 0.6);
  const low = dice.chance(0.5) ? bottom : top + (bottom - top) * dice.between(0.3, 0.6);
  const tone = dice.chance(0.5) ? cloth.accent : seamTone(cloth);
  for (const side of [-1, 1]) {
    canvas.print(
      ribbon([CENTRE + side * x, top - 1, CENTRE + side * x, low], dice.between(0.8, 1.6)),
      tone,
      dice.between(0.5, 0.9),
    );
    canvas.print(ellipse(CENTRE + side * x, top + (low - top) * 0.6, 0.8, 0.7), 0.1, 0.8);
  }
};

/** A print, a badge or lettering. */
const printed: Front = (canvas, dice, { top, bottom }, cloth) => {
  dice.pick(PRINTS)(canvas, dice, cloth, CENTRE + dice.near(0, 1), (top + bottom) / 2 + dice.near(-1, 2));
};

/** Panels of other leather at the bottom or at both sides. */
const panels: Front = (canvas, dice, { lower, top, bottom }, cloth) => {
  const tone = cloth.accent;
  if (dice.chance(0.6))
    canvas.print(
      polygon(0, bottom - (bottom - top) * dice.between(0.2, 0.45), 28, bottom - (bottom - top) * 0.3, 28, 29, 0, 29),
      tone,
      dice.between(0.4, 1),
    );
  else
    for (const side of [-1, 1])
      canvas.print(
        ribbon([CENTRE + side * lower, top - 4, CENTRE + side * lower, bottom + 1], dice.between(4, 8)),
        tone,
        dice.between(0.4, 0.9),
      );
};

/** A tag hung on the handle. */
const tag: Front = (canvas, dice, { upper, top }, cloth) => {
  const x = CENTRE + dice.near(0, upper * 0.5);
  canvas.print(ribbon([x, top - 1, x, top + 2.5], 0.5), seamTone(cloth), 0.8);
  canvas.print(ellipse(x, top + 3.4, 0.9, 1.3), dice.chance(0.5) ? 0.05 : 0.97, 0.9);
};

/** All fronts, with how often each is met. */
export const FRONTS: Weighted<Front | undefined> = [
  [1.5, undefined],
  [4, flap],
  [3, seam],
  [2.4, pocket],
  [2, belts],
  [1.6, printed],
  [1.6, panels],
  [1, tag],
];
