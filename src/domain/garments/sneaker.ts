import type { Canvas } from './canvas.ts';
import { contrasting, weave, type Cloth, type Stuff } from './cloth.ts';
import type { Dice, Weighted } from './dice.ts';
import { ellipse, Path, polygon, ribbon } from './path.ts';
import type { Recipe } from './recipe.ts';
import { BACK, drawBars, TOE, type Last } from './shoe.ts';
import { dots, floral, heather, marble, ombre, plain } from './textures.ts';

const MESH: Stuff = {
  tones: [0.26, 0.46, 0.58, 0.66, 0.74, 0.8, 0.85, 0.88, 0.93],
  textures: [
    [8, plain],
    [5, heather],
    [3, marble],
    [0.8, floral],
    [0.6, dots],
    [0.8, ombre],
  ],
  folds: 0.1,
  contrast: [0.2, 0.6],
};

/** The cut of an upper; x and y of its landmarks. */
interface Upper {
  readonly base: number;
  readonly toeTop: number;
  readonly toeX: number;
  readonly tongueX: number;
  readonly tongueY: number;
  readonly collarY: number;
  readonly heelY: number;
}

function cutUpper(dice: Dice, last: Last, height: number, high: boolean): Upper {
  const base = last.ground - last.sole + 0.5;
  const tongueY = last.ground - height;
  return {
    base,
    toeTop: base - dice.near(3.6, 1),
    toeX: dice.near(5.5, 1.4),
    tongueX: dice.near(high ? 16.4 : 16.8, 1.4),
    tongueY,
    collarY: tongueY + (high ? dice.between(0.2, 1.4) : dice.between(2, 4)),
    heelY: tongueY + (high ? dice.between(-0.4, 1.2) : dice.between(0.8, 2.8)),
  };
}

function upperPath(upper: Upper): Path {
  const { base, toeTop, toeX, tongueX, tongueY, collarY, heelY } = upper;
  return new Path()
    .to(TOE, base)
    .bend(TOE, toeTop + 0.9, toeX, toeTop)
    .bend((toeX + tongueX) / 2 + 0.6, toeTop - 0.9, tongueX - 0.6, tongueY + 0.6)
    .to(tongueX + 0.3, tongueY)
    .to(tongueX + 1.6, tongueY + 0.7)
    .bend(tongueX + 3.4, collarY + 0.9, 23.6, collarY)
    .bend(25.6, heelY + 0.3, 26.2, heelY)
    .bend(BACK, heelY + 0.2, BACK - 0.5, (heelY + base) / 2)
    .bend(BACK - 0.4, base - 1, BACK, base);
}

type Decoration = (canvas: Canvas, dice: Dice, upper: Upper, cloth: Cloth) => void;

/** A curved tick on the side. */
const tick: Decoration = (canvas, dice, { base, toeTop }, cloth) => {
  const y = (base + toeTop) / 2;
  const line = new Path()
    .to(dice.between(8, 10), y - 1)
    .bend(11, y + 2.8, dice.between(20, 24), y - dice.between(1, 2.6));
  canvas.print(ribbon(line.points, dice.between(1.6, 2.6), 0.4), cloth.accent, 0.95);
};

/** Two to four parallel stripes on the side. */
const bars: Decoration = (canvas, dice, { base, tongueY }, cloth) => {
  const count = Math.floor(dice.between(2, 5));
  const lean = dice.between(1, 3);
  const height = (base - tongueY) * 0.6;
  const width = dice.between(0.7, 1.3);
  for (let i = 0; i < count; i++) {
    const x = 12 + i * width * 2;
    canvas.print(ribbon([x, base - 0.5, x + lean, base - height], width), cloth.accent, 0.9);
  }
};

/** A wave or band along the whole side. */
const sweep: Decoration = (canvas, dice, { base, toeTop, tongueY }, cloth) => {
  const line = new Path()
    .to(dice.between(8, 11), base - 1.2)
    .bend(15, tongueY + dice.between(2, 5), 27, (base + toeTop) / 2 + dice.near(0, 1));
  canvas.print(ribbon(line.points, dice.between(0.7, 1.6)), cloth.accent, 0.9);
};

/** Patches of other cloth over toe, side and heel, with their seams. */
const panels: Decoration = (canvas, dice, { base, toeTop, toeX, tongueX, tongueY, heelY }, cloth) => {
  const tone = dice.chance(0.5) ? cloth.accent : dice.between(0.2, 0.95);
  if (dice.chance(0.7))
    canvas.print(polygon(0, base, 0, toeTop - 1, toeX, toeTop - 1, toeX + 2.5, base), tone, dice.between(0.3, 0.9));
  if (dice.chance(0.7))
    canvas.print(polygon(28, base, 28, heelY, 24.6, heelY, 20, base), tone, dice.between(0.4, 0.95));
  const middle = polygon(9, base, 12, (base + tongueY) / 2, tongueX, tongueY + 2.4, tongueX + 2.5, base - 2, 19, base);
  canvas.print(middle, dice.between(0.2, 0.95), dice.between(0.2, 0.8));
  canvas.print(ribbon(middle.points, 0.6), 0.97, dice.between(0.2, 0.7));
};

/** A letter or a round patch. */
const patch: Decoration = (canvas, dice, { base, toeTop }, cloth) => {
  const x = dice.between(13, 19);
  const y = (base + toeTop) / 2 - 0.4;
  if (dice.chance(0.5)) canvas.print(ellipse(x, y, 1.7, 1.5), cloth.accent, 0.9);
  else
    canvas.print(
      ribbon([x - 1.4, y + 1.8, x - 1.1, y - 1.6, x + 1, y + 1.7, x + 1.5, y - 1.7], 0.9),
      cloth.accent,
      0.95,
    );
};

const DECORATIONS: Weighted<Decoration | undefined> = [
  [2.5, undefined],
  [2, tick],
  [2, bars],
  [1.6, sweep],
  [3, panels],
  [1.2, patch],
];

function drawSole(canvas: Canvas, dice: Dice, last: Last, cloth: Cloth): void {
  const { ground, sole, spring } = last;
  const top = ground - sole;
  const tone = dice.chance(0.3)
    ? dice.between(0.02, 0.2)
    : dice.chance(0.5)
      ? contrasting(dice, cloth.tone, [0.1, 0.5])
      : dice.between(0.55, 0.95);
  const path = new Path()
    .to(TOE - 0.2, top + 0.4 - spring)
    .bend(9, top + 0.6, 16, top + 0.2)
    .to(BACK + 0.3, top - dice.between(0, 1))
    .to(BACK, ground - 0.2)
    .bend(15, ground + 0.1, 5, ground)
    .bend(1.4, ground - 0.1, TOE, ground - 0.9 - spring);
  canvas.fill(path, tone);
  if (dice.chance(0.5))
    canvas.print(
      ribbon([0, top + 0.6 - spring, 9, top + 0.8, 28, top + 0.3], 0.7),
      dice.between(0, 1),
      dice.between(0.4, 0.9),
    );
  if (dice.chance(0.45))
    canvas.print(ribbon([1, ground - 0.5, 28, ground - 0.5], 1), dice.chance(0.5) ? 0.97 : 0.05, dice.between(0.4, 1));
  if (dice.chance(0.2)) canvas.print(ellipse(22.5, ground - sole * 0.5, 3, sole * 0.28), 0.03, 0.9);
}

function drawLacing(canvas: Canvas, dice: Dice, upper: Upper, cloth: Cloth): void {
  const { toeX, toeTop, tongueX, tongueY, collarY } = upper;
  const tone = contrasting(dice, cloth.tone, [0.25, 0.6]);
  const strip = [toeX + 2.2, toeTop - 0.2, tongueX + 0.8, tongueY + 2.2];
  if (dice.chance(0.6))
    canvas.print(ribbon(strip, dice.between(0.8, 1.8)), dice.between(0.1, 0.95), dice.between(0.3, 0.8));
  const count = Math.floor(dice.between(3, 7));
  if (dice.chance(0.75))
    drawBars(canvas, [toeX + 2.6, toeTop - 0.9], [tongueX - 0.6, tongueY + 1.3], count, [1.1, 1.3], tone);
  canvas.print(
    ribbon([tongueX + 1.4, tongueY + 1.2, tongueX + 3.6, collarY + 1.2, 24.5, collarY + 0.6], 1),
    dice.chance(0.5) ? 0.97 : 0.2,
    dice.between(0.1, 0.6),
  );
}

/** Sneakers: low or high, with sole, laces, and the stripes and patches of sport. */
export const sneaker: Recipe = {
  name: 'Sneaker',
  draw(canvas, dice) {
    const cloth = weave(canvas, dice, MESH);
    const high = dice.chance(0.17);
    const height = high ? dice.between(14.5, 20) : dice.near(11.8, 1.8);
    const last = {
      ground: 14 + height / 2,
      sole: dice.between(1.7, 3.6),
      heel: 0,
      ball: 8,
      spring: dice.between(0, 0.9),
    };
    const upper = cutUpper(dice, last, height, high);
    canvas.fill(upperPath(upper), cloth.map);
    dice.pick(DECORATIONS)?.(canvas, dice, upper, cloth);
    if (dice.chance(0.3))
      canvas.print(
        ellipse(2.6, upper.base, 4, upper.base - upper.toeTop),
        contrasting(dice, cloth.tone, [0.1, 0.5]),
        0.8,
      );
    drawLacing(canvas, dice, upper, cloth);
    if (dice.chance(0.35))
      canvas.print(ribbon([26.6, upper.heelY - 1, 27.2, upper.base], dice.between(1.4, 3)), cloth.accent, 0.85);
    drawSole(canvas, dice, last, cloth);
  },
};
