import type { Canvas } from './canvas.ts';
import { contrasting, weave, type Cloth, type Stuff } from './cloth.ts';
import type { Dice } from './dice.ts';
import { ribbon } from './path.ts';
import type { Recipe } from './recipe.ts';
import { FLAT, HEELED } from './sandal-uppers.ts';
import { heelPath, solePath, wedgePath, type Last } from './shoe.ts';
import { dots, floral, heather, marble, plain, quilting } from './textures.ts';

const STRAPS: Stuff = {
  tones: [0.28, 0.42, 0.52, 0.6, 0.68, 0.76, 0.84, 0.9, 0.97],
  textures: [
    [10, plain],
    [4, heather],
    [2.5, marble],
    [1, floral],
    [0.8, quilting],
    [0.6, dots],
  ],
  folds: 0.14,
  contrast: [0.15, 0.5],
};

function drawSole(canvas: Canvas, dice: Dice, last: Last, cloth: Cloth, kind: 'flat' | 'heel' | 'wedge'): void {
  const tone = dice.chance(0.4) ? cloth.tone : contrasting(dice, cloth.tone, [0.1, 0.45]);
  if (kind === 'wedge') {
    canvas.fill(wedgePath(last), tone, dice.between(0.7, 1.05));
    if (dice.chance(0.4)) canvas.print(ribbon([0, last.ground - 1.2, 28, last.ground - 1.2], 0.8), cloth.accent, 0.6);
  }
  if (kind === 'heel') {
    const slim = dice.chance(0.5);
    const width = slim ? dice.between(1.6, 3) : dice.between(4, 7);
    canvas.fill(
      heelPath(last, width, slim ? dice.between(0.8, 1.4) : width * dice.between(0.75, 1.05), dice.between(0, 1.6)),
      tone,
      dice.near(0.95, 0.15),
    );
  }
  canvas.fill(solePath(last), tone, dice.near(1, 0.1));
  if (last.sole > 1.4 && dice.chance(0.6))
    canvas.print(
      ribbon([0, last.ground - last.sole * 0.4, 28, last.ground - last.sole * 0.4], 0.8),
      dice.between(0, 1),
      0.6,
    );
}

/** Sandals: straps on a sole, the foot's place empty; flat, wedged or high-heeled. */
export const sandal: Recipe = {
  name: 'Sandal',
  draw(canvas, dice) {
    const kind = dice.pick([
      [5.6, 'flat'],
      [3.2, 'heel'],
      [1.4, 'wedge'],
    ] as const);
    const cloth = weave(canvas, dice, STRAPS);
    const heel = kind === 'flat' ? dice.between(0, 1.6) : kind === 'heel' ? dice.between(4, 15) : dice.between(3, 10);
    const sole =
      kind === 'flat' ? dice.between(1, 3.2) : dice.chance(0.35) ? dice.between(1.8, 4) : dice.between(1, 1.8);
    const height = Math.min(27.6, heel + sole + (kind === 'flat' ? 7.5 : 9.5));
    const last = {
      ground: 14 + height / 2,
      sole,
      heel,
      ball: dice.near(kind === 'flat' ? 9 : 8, 1),
      spring: dice.between(0, 0.8),
    };
    const upper = dice.pick(kind === 'flat' ? FLAT : HEELED);
    if (kind === 'heel') drawSole(canvas, dice, last, cloth, kind);
    upper(canvas, dice, last, cloth);
    if (kind !== 'heel') drawSole(canvas, dice, last, cloth, kind);
  },
};
