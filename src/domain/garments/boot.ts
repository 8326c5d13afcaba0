import type { Canvas } from './canvas.ts';
import { contrasting, weave, type Cloth, type Stuff } from './cloth.ts';
import type { Dice, Weighted } from './dice.ts';
import { ellipse, Path, polygon, ribbon } from './path.ts';
import type { Recipe } from './recipe.ts';
import { BACK, drawBars, footbed, heelPath, solePath, TOE, type Last } from './shoe.ts';
import { floral, heather, marble, ombre, plain } from './textures.ts';

const LEATHER: Stuff = {
  tones: [0.4, 0.6, 0.72, 0.78, 0.83, 0.86, 0.89, 0.92, 0.95],
  textures: [
    [9, plain],
    [2, heather],
    [4, marble],
    [1, ombre],
    [0.5, floral],
  ],
  folds: 0.14,
  contrast: [0.12, 0.5],
};

/** The cut of a shaft; x and y of its landmarks. */
interface Shaft {
  readonly toe: number;
  readonly top: number;
  readonly front: number;
  readonly back: number;
  readonly ankleX: number;
  readonly ankleY: number;
  readonly tilt: number;
}

function cutShaft(dice: Dice, last: Last, height: number): Shaft {
  const bed = last.ground - last.sole;
  const top = last.ground - height;
  const front = dice.near(14.8, 2.6);
  return {
    toe: dice.near(3.4, 0.9),
    top,
    front,
    back: dice.near(25.8, 1.2),
    ankleX: Math.max(front - dice.between(-0.4, 2), 12),
    ankleY: Math.max(bed - dice.between(7, 9) - last.heel * 0.75, top + 2),
    tilt: dice.near(0, 1.2),
  };
}

function shaftPath(last: Last, shaft: Shaft): Path {
  const { toe, top, front, back, ankleX, ankleY, tilt } = shaft;
  const bed = footbed(last);
  const toeY = last.ground - last.sole - last.spring;
  const path = new Path()
    .to(TOE, toeY + 0.3)
    .bend(TOE + 0.2, toeY - toe + 0.6, 5.2, toeY - toe - 0.3)
    .bend(ankleX - 2.4, toeY - toe - 1.4 - last.heel * 0.2, ankleX, ankleY)
    .bend(front - 0.2, (ankleY + top) / 2, front, top + tilt)
    .to(back, top)
    .bend(back - 0.7, (top + last.ground - last.heel) / 2, BACK, last.ground - last.heel - last.sole + 0.5);
  for (let i = bed.length - 2; i >= 0; i -= 2) path.to(bed[i]!, bed[i + 1]! + 0.5);
  return path;
}

type Closure = (canvas: Canvas, dice: Dice, last: Last, shaft: Shaft, cloth: Cloth) => void;

/** The elastic side panel of a Chelsea boot. */
const elastic: Closure = (canvas, dice, last, { top, front, back, ankleY }, cloth) => {
  const x = (front + back) / 2 + dice.near(0, 0.8);
  const half = dice.between(1.6, 2.8);
  const low = Math.min(ankleY + dice.between(1, 3), last.ground - last.heel - 3);
  const panel = new Path()
    .to(x - half, top + 0.6)
    .to(x + half, top + 0.6)
    .bend(x + half * 0.9, low, x, low + 0.6)
    .bend(x - half * 0.9, low, x - half, top + 0.6);
  canvas.print(panel, contrasting(dice, cloth.tone, [0.1, 0.5]), dice.between(0.4, 1));
  canvas.print(ribbon(panel.points, 0.7), dice.chance(0.5) ? 0.98 : cloth.tone * 0.4, dice.between(0.4, 0.9));
};

/** Laces up the front. */
const laces: Closure = (canvas, dice, last, { top, front, ankleX, ankleY, toe }, cloth) => {
  const tone = contrasting(dice, cloth.tone, [0.3, 0.7]);
  const low = last.ground - last.sole - toe - 1;
  const count = Math.floor(dice.between(2, 5));
  canvas.print(ribbon([8, low + 0.5, ankleX + 1.6, ankleY + 0.6, front + 1.8, top], 0.7), tone, dice.between(0.2, 0.8));
  drawBars(canvas, [8, low - 0.4], [ankleX, ankleY], count, [1.3, 1.2], tone);
  drawBars(canvas, [ankleX, ankleY], [front, top + 1.4], count, [1.8, 0.3], tone);
};

/** A zip or seam down the side. */
const zip: Closure = (canvas, dice, last, { top, front, back }, cloth) => {
  const x = (front + back) / 2 + dice.near(0.5, 2);
  const line = new Path()
    .to(x, top)
    .bend(x - 0.3, last.ground - 8, x - dice.near(0.5, 2), last.ground - last.sole - last.heel * 0.7);
  canvas.print(
    ribbon(line.points, dice.between(0.6, 1.2)),
    dice.chance(0.5) ? 0.98 : cloth.tone * 0.35,
    dice.between(0.4, 0.9),
  );
};

/** One to three straps around the ankle, with buckles. */
const buckles: Closure = (canvas, dice, _last, { ankleY, top }, cloth) => {
  const count = Math.floor(dice.between(1, 3.5));
  for (let i = 0; i < count; i++) {
    const y = ankleY + 1 - (i * (ankleY - top)) / count;
    canvas.print(
      ribbon([8, y + dice.between(0, 1.6), 28, y + dice.near(0, 0.8)], dice.between(0.8, 1.6)),
      cloth.accent,
      dice.between(0.5, 0.9),
    );
    canvas.print(ellipse(dice.between(18, 24), y + 0.3, 1, 1), dice.between(0, 0.3), 0.9);
  }
};

/** Creases and a cuff, nothing else. */
const slouch: Closure = (canvas, dice, _last, { top, ankleY }, cloth) => {
  for (let i = 0; i < 3; i++) {
    const y = dice.between(top + 2, ankleY + 5);
    canvas.print(
      ribbon([11, y, 19, y + dice.near(1, 1), 28, y + dice.near(0, 1.5)], dice.between(0.5, 1.2)),
      dice.chance(0.5) ? 0.98 : cloth.tone * 0.6,
      0.35,
    );
  }
};

const CLOSURES: Weighted<Closure | undefined> = [
  [1.5, undefined],
  [3, elastic],
  [2.2, laces],
  [2, zip],
  [1.5, buckles],
  [1.5, slouch],
];

function drawBottom(canvas: Canvas, dice: Dice, last: Last, cloth: Cloth): void {
  const tone = dice.chance(0.45) ? cloth.tone : contrasting(dice, cloth.tone, [0.1, 0.45]);
  canvas.fill(solePath(last), tone);
  const slim = last.heel > 4.5 && dice.chance(0.4);
  const width = slim ? dice.between(2.4, 4) : dice.between(5, 8.5);
  const tip = slim ? dice.between(0.8, 1.6) : width * dice.between(0.7, 1);
  if (last.heel > 0.7) canvas.fill(heelPath(last, width, tip, dice.between(0, 0.9)), tone, dice.near(1, 0.12));
  if (dice.chance(0.5)) canvas.print(ribbon(footbed(last), 0.8), dice.chance(0.6) ? 0.98 : 0.1, dice.between(0.3, 0.9));
  if (last.heel < 3 && dice.chance(0.15))
    drawBars(canvas, [1.5, last.ground - 0.5], [26, last.ground - 0.5], 9, [0, 1], 0.02);
}

function drawDetails(canvas: Canvas, dice: Dice, last: Last, shaft: Shaft, cloth: Cloth): void {
  const { top, tilt, front, back, toe } = shaft;
  if (dice.chance(0.45))
    canvas.print(
      ribbon([front - 1, top + tilt + 0.6, back + 1, top + 0.6], dice.between(0.8, 2)),
      cloth.accent,
      dice.between(0.3, 0.8),
    );
  if (dice.chance(0.4))
    canvas.fill(ribbon([back - 0.8, top + 1, back - 0.2, top - 1.6, back + 0.5, top + 0.8], 0.7), cloth.tone);
  const y = last.ground - last.sole - toe;
  if (dice.chance(0.4))
    canvas.print(ribbon([4, y - 1, 7, y + 1.6, 8.4, y + toe], 0.7), cloth.tone * 0.5, dice.between(0.3, 0.8));
  if (dice.chance(0.5))
    canvas.print(ribbon([2.4, y + 1.4, 6, y + 0.8], 1), cloth.tone * dice.between(0.2, 0.7), dice.between(0.3, 0.9));
  if (dice.chance(0.25))
    canvas.print(polygon(20, last.ground, 22, y, 28, y - 2, 28, last.ground), cloth.accent, dice.between(0.2, 0.7));
}

/** Ankle boots: a shaft on a shoe, from flat work boots to stilettos. */
export const boot: Recipe = {
  name: 'Ankle boot',
  draw(canvas, dice) {
    const cloth = weave(canvas, dice, LEATHER);
    const heel = dice.pick([
      [6, 'low'],
      [2.4, 'middle'],
      [1.6, 'high'],
    ]);
    const rise =
      heel === 'low' ? dice.between(0.4, 2) : heel === 'middle' ? dice.between(2.4, 5) : dice.between(5.5, 9);
    const height = Math.min(27.4, dice.near(16.6, 4) + rise * 0.75 + (dice.chance(0.12) ? 6 : 0));
    const last = {
      ground: 14 + height / 2,
      sole: dice.between(0.7, 1.9),
      heel: rise,
      ball: dice.near(9.5, 1),
      spring: dice.between(0, 0.7),
    };
    const shaft = cutShaft(dice, last, height);
    canvas.fill(shaftPath(last, shaft), cloth.map);
    drawDetails(canvas, dice, last, shaft, cloth);
    dice.pick(CLOSURES)?.(canvas, dice, last, shaft, cloth);
    drawBottom(canvas, dice, last, cloth);
  },
};
