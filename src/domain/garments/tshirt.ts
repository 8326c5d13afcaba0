import { CENTRE } from './canvas.ts';
import { weave, type Stuff } from './cloth.ts';
import type { Dice } from './dice.ts';
import { boat, collar, round, scoop, straps, vee } from './necks.ts';
import { PRINTS } from './prints.ts';
import type { Recipe } from './recipe.ts';
import { blocks, floral, heather, hoops, marble, ombre, plain } from './textures.ts';
import { bodyPath, drawArmholes, drawCuffs, drawHem, drawSides, drawSleeves, type Body, type Sleeve } from './torso.ts';

const JERSEY: Stuff = {
  tones: [0.12, 0.26, 0.42, 0.56, 0.68, 0.78, 0.85, 0.89, 0.93],
  textures: [
    [12, plain],
    [3, heather],
    [2.5, hoops],
    [1.2, blocks],
    [1, marble],
    [0.7, floral],
    [0.6, ombre],
  ],
  folds: 0.22,
  contrast: [0.15, 0.7],
};

function cutBody(dice: Dice, hanging: boolean, bare: boolean): Body {
  const top = hanging ? dice.between(3, 7) : dice.between(0.3, 1.2);
  const chest = dice.near(6.7, 1.5);
  return {
    top,
    neck: hanging ? chest - 0.6 : dice.near(3.3, 1.3),
    shoulder: hanging ? chest : chest + (bare ? dice.near(-0.9, 0.8) : dice.near(0.9, 0.8)),
    shoulderY: top + (hanging ? 0.3 : dice.near(2, 0.9)),
    chest,
    armpitY: hanging ? top + 2 : dice.near(8.6, 1.4),
    waist: chest - dice.near(0.3, 0.9),
    waistY: dice.near(17, 2),
    hem: chest + dice.near(0.2, 1.4),
    hemY: dice.near(27.1, 0.8),
    dip: dice.near(0.1, 0.8),
  };
}

function cutSleeve(dice: Dice): Sleeve {
  return {
    length: dice.between(4.5, 9),
    spread: dice.near(0.85, 0.5),
    cuff: dice.near(3.7, 1),
    elbow: dice.near(0.3, 0.5),
  };
}

/** T-shirts and tops: short sleeves, some without any, some on straps; jersey, often printed. */
export const tshirt: Recipe = {
  name: 'T-shirt/top',
  draw(canvas, dice) {
    const kind = dice.pick([
      [80, 'sleeves'],
      [12, 'bare'],
      [8, 'straps'],
    ]);
    const cloth = weave(canvas, dice, JERSEY);
    const body = cutBody(dice, kind === 'straps', kind === 'bare');
    const sleeve = cutSleeve(dice);
    if (kind === 'sleeves') drawSleeves(canvas, dice, body, sleeve, dice.chance(0.1) ? cloth.accent : cloth.map);
    canvas.fill(bodyPath(body), cloth.map);
    if (kind === 'sleeves') drawArmholes(canvas, body, 0.97, dice.between(0, 0.5));
    if (dice.chance(0.6)) drawSides(canvas, body, 0.97, dice.between(0, 0.5));
    if (dice.chance(0.4)) drawCuffs(canvas, body, sleeve, cloth.accent, 0.9);
    if (dice.chance(0.4)) drawHem(canvas, body, cloth.accent, dice.between(0.6, 1.2), dice.between(0.2, 0.7));
    if (dice.chance(0.48)) dice.pick(PRINTS)(canvas, dice, cloth, CENTRE + dice.near(0, 0.8), dice.near(9.5, 3));
    if (kind === 'straps') straps(canvas, dice, body, cloth);
    else if (kind === 'bare' && dice.chance(0.7)) scoop(canvas, dice, body, cloth);
    else
      dice.pick([
        [6, round],
        [2.5, vee],
        [0.8, boat],
        [0.8, collar],
      ])(canvas, dice, body, cloth);
  },
};
