import { CENTRE, type Canvas } from './canvas.ts';
import { weave, type Cloth, type Stuff } from './cloth.ts';
import type { Dice } from './dice.ts';
import { boat, hood, round, turtle, vee } from './necks.ts';
import { ribbon } from './path.ts';
import { PRINTS } from './prints.ts';
import type { Recipe } from './recipe.ts';
import { blocks, chevrons, floral, heather, hoops, marble, plain, quilting, ribs } from './textures.ts';
import { bodyPath, drawArmholes, drawCuffs, drawHem, drawSides, drawSleeves, type Body, type Sleeve } from './torso.ts';

const KNIT: Stuff = {
  tones: [0.24, 0.34, 0.48, 0.62, 0.74, 0.8, 0.86, 0.9, 0.95],
  textures: [
    [12, plain],
    [4, heather],
    [2.5, hoops],
    [1.5, blocks],
    [1.5, ribs],
    [1, marble],
    [0.7, quilting],
    [0.5, chevrons],
    [0.5, floral],
  ],
  folds: 0.2,
  contrast: [0.12, 0.65],
};

function cutBody(dice: Dice, collared: boolean): Body {
  const top = collared ? dice.between(2.2, 4.4) : dice.between(0.3, 1.4);
  const chest = dice.near(6.5, 1.5);
  return {
    top,
    neck: dice.near(3.2, 1),
    shoulder: chest + dice.near(1.5, 0.6),
    shoulderY: top + dice.near(2, 0.8),
    chest,
    armpitY: top + dice.near(8, 1.5),
    waist: chest - dice.near(0.4, 0.8),
    waistY: dice.near(17.5, 2),
    hem: chest + dice.near(-0.1, 1),
    hemY: dice.chance(0.15) ? dice.between(17, 23) : dice.near(26, 1.8),
    dip: dice.near(0.2, 0.7),
  };
}

function cutSleeve(dice: Dice, body: Body): Sleeve {
  const spread = dice.near(0.09, 0.1);
  return {
    length: (dice.near(26.6, 1.4) - body.shoulderY) * (dice.chance(0.1) ? dice.between(0.6, 0.85) : 1),
    spread,
    cuff: dice.near(2.9, 0.7),
    elbow: dice.near(0.5, 0.8),
  };
}

/** Raglan seams from neck to armpit, with the sleeve in another tone. */
function drawRaglan(canvas: Canvas, body: Body, tone: number): void {
  const { neck, top, chest, armpitY } = body;
  const seam = ribbon([CENTRE + neck, top + 0.5, CENTRE + chest - 0.3, armpitY], 0.8);
  canvas.print(seam, tone, 0.8);
  canvas.print(seam.mirrored(CENTRE), tone, 0.8);
}

function trim(canvas: Canvas, dice: Dice, body: Body, sleeve: Sleeve, cloth: Cloth): void {
  const tone = dice.chance(0.3) ? cloth.accent : Math.min(1, cloth.tone + 0.12);
  const strength = dice.between(0.3, 1);
  if (dice.chance(0.6)) drawHem(canvas, body, tone, dice.between(0.9, 2.2), strength);
  if (dice.chance(0.6)) drawCuffs(canvas, body, sleeve, tone, dice.between(1, 2.4));
}

/** Pullovers, sweatshirts and hoodies: long sleeves that hang beside the body, nothing to open in front. */
export const pullover: Recipe = {
  name: 'Pullover',
  draw(canvas, dice) {
    const neck = dice.pick([
      [5, round],
      [2, vee],
      [1.5, boat],
      [2, turtle],
      [1.8, hood],
    ]);
    const cloth = weave(canvas, dice, KNIT);
    const body = cutBody(dice, neck === turtle || neck === hood);
    const sleeve = cutSleeve(dice, body);
    const contrasted = dice.chance(0.1);
    drawSleeves(canvas, dice, body, sleeve, contrasted ? cloth.accent : cloth.map);
    canvas.fill(bodyPath(body), cloth.map);
    drawArmholes(canvas, body, 0.97, dice.between(0, 0.7));
    drawSides(canvas, body, dice.chance(0.7) ? 0.98 : 0.1, dice.between(0, 0.6));
    if (contrasted || dice.chance(0.08)) drawRaglan(canvas, body, cloth.accent);
    trim(canvas, dice, body, sleeve, cloth);
    if (dice.chance(0.33))
      dice.pick(PRINTS)(canvas, dice, cloth, CENTRE + dice.near(0, 0.6), body.top + dice.near(8, 2.5));
    neck(canvas, dice, body, cloth);
  },
};
