import { FRONTS, seamTone } from './bag-fronts.ts';
import { dropped, grips, sling, wristlet, type Box, type Handle } from './bag-handles.ts';
import { CENTRE } from './canvas.ts';
import { weave, type Stuff } from './cloth.ts';
import type { Dice, Weighted } from './dice.ts';
import { Path, ribbon } from './path.ts';
import type { Recipe } from './recipe.ts';
import { blocks, dots, floral, panel, heather, marble, ombre, plaid, plain, quilting } from './textures.ts';

const HIDE: Stuff = {
  tones: [0.28, 0.48, 0.6, 0.7, 0.77, 0.82, 0.86, 0.89, 0.93],
  textures: [
    [10, plain],
    [4, heather],
    [3, marble],
    [1.5, blocks],
    [1.4, ombre],
    [1.4, floral],
    [1, panel],
    [0.8, quilting],
    [0.6, plaid],
    [0.5, dots],
  ],
  folds: 0.16,
  contrast: [0.15, 0.6],
};

/** One kind of bag: how it is carried, and the box of its body. */
interface Kind {
  readonly handles: Weighted<Handle | undefined>;
  readonly box: (dice: Dice) => Box;
}

/** Totes and shoppers: tall, wider above or below, handles on top. */
const tote: Kind = {
  handles: [
    [5, grips],
    [3, sling],
  ],
  box: (dice) => {
    const half = dice.near(10.5, 3);
    return {
      upper: half + dice.near(0, 2),
      lower: half + dice.near(0.4, 1.6),
      top: dice.near(11, 3),
      bottom: dice.near(26.6, 0.8),
      crown: dice.between(-0.8, 0.6),
      corner: dice.between(0.3, 2),
    };
  },
};

/** Satchels and doctor's bags: a rounded top under stiff handles. */
const satchel: Kind = {
  handles: [
    [6, grips],
    [1, sling],
  ],
  box: (dice) => ({
    upper: dice.near(10, 1.6),
    lower: dice.near(12.6, 0.8),
    top: dice.near(12, 2),
    bottom: dice.near(25.5, 1.4),
    crown: dice.between(0.8, 3.5),
    corner: dice.between(1, 3.5),
  }),
};

/** Clutches, purses and messenger bags: wide and low, at mid-height. */
const clutch: Kind = {
  handles: [
    [3, undefined],
    [4, dropped],
    [1.4, wristlet],
  ],
  box: (dice) => {
    const half = dice.near(8, 2);
    const width = dice.near(12.7, 0.9);
    return {
      upper: width + dice.near(0, 0.5),
      lower: width + dice.near(0, 1.2),
      top: 14 - half,
      bottom: 14 + half,
      crown: dice.near(0.3, 0.8),
      corner: dice.between(0.4, 4.5),
    };
  },
};

/** Hobos and bucket bags: a sagging body on a long strap. */
const hobo: Kind = {
  handles: [
    [5, sling],
    [1.5, grips],
  ],
  box: (dice) => ({
    upper: dice.near(9.5, 1.8),
    lower: dice.near(10.5, 2),
    top: dice.near(13, 2.5),
    bottom: dice.near(26.5, 0.8),
    crown: dice.between(-2.6, -0.6),
    corner: dice.between(2.5, 5.5),
  }),
};

/** Rucksacks: upright, round above, nearly filling the picture. */
const rucksack: Kind = {
  handles: [
    [2, undefined],
    [2, grips],
  ],
  box: (dice) => ({
    upper: dice.near(8.5, 1.2),
    lower: dice.near(9.8, 1.4),
    top: dice.near(4.5, 1.2),
    bottom: dice.near(26.8, 0.6),
    crown: dice.between(0.6, 3),
    corner: dice.between(1, 3.5),
  }),
};

function bodyPath({ upper, lower, top, bottom, crown, corner }: Box): Path {
  return new Path()
    .to(CENTRE, top - crown)
    .bend(CENTRE + upper * 0.75, top - crown, CENTRE + upper, top + crown * 0.4)
    .bend(CENTRE + (upper + lower) / 2 + corner * 0.3, (top + bottom) / 2, CENTRE + lower, bottom - corner)
    .bend(CENTRE + lower, bottom, CENTRE + lower - corner, bottom)
    .to(CENTRE, bottom + 0.2)
    .closedByMirror(CENTRE);
}

/** Bags of all kinds. */
export const bag: Recipe = {
  name: 'Bag',
  draw(canvas, dice) {
    const kind = dice.pick([
      [3.4, tote],
      [3, satchel],
      [4, clutch],
      [1.4, hobo],
      [0.9, rucksack],
    ]);
    const cloth = weave(canvas, dice, HIDE);
    const box = kind.box(dice);
    dice.pick(kind.handles)?.(canvas, dice, box, cloth);
    canvas.fill(bodyPath(box), cloth.map);
    if (dice.chance(0.6))
      canvas.print(ribbon(bodyPath(box).points, dice.between(0.8, 1.6)), seamTone(cloth), dice.between(0.1, 0.6));
    dice.pick(FRONTS)?.(canvas, dice, box, cloth);
    if (dice.chance(0.35)) dice.pick(FRONTS)?.(canvas, dice, box, cloth);
    if (dice.chance(0.25)) dropped(canvas, dice, box, cloth);
  },
};
