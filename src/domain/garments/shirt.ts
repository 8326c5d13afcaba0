import { CENTRE, type Canvas } from './canvas.ts';
import { weave, type Cloth, type Stuff } from './cloth.ts';
import type { Dice } from './dice.ts';
import { boat, collar, round, scoop, straps, vee } from './necks.ts';
import { polygon, ribbon } from './path.ts';
import { PRINTS } from './prints.ts';
import type { Recipe } from './recipe.ts';
import { dots, floral, heather, hoops, marble, ombre, pinstripes, plaid, plain } from './textures.ts';
import {
  bodyPath,
  drawArmholes,
  drawButtons,
  drawCuffs,
  drawHem,
  drawSides,
  drawSleeves,
  type Body,
  type Sleeve,
} from './torso.ts';

const COTTON: Stuff = {
  tones: [0.14, 0.24, 0.3, 0.4, 0.52, 0.66, 0.78, 0.84, 0.92],
  textures: [
    [8, plain],
    [3.4, plaid],
    [3, floral],
    [1.8, pinstripes],
    [1.6, heather],
    [1, dots],
    [1, marble],
    [0.7, hoops],
    [0.6, ombre],
  ],
  folds: 0.2,
  contrast: [0.15, 0.7],
};

type Kind = 'long' | 'short' | 'bare' | 'straps';

function cutBody(dice: Dice, kind: Kind, collared: boolean): Body {
  const top = kind === 'straps' ? dice.between(4, 8) : collared ? dice.between(1.2, 2) : dice.between(0.3, 1.3);
  const chest = dice.near(6.3, 1.4);
  const loose = dice.chance(0.25) ? dice.between(0.5, 2.2) : 0;
  return {
    top,
    neck: kind === 'straps' ? chest - 0.5 : dice.near(2.9, 0.9),
    shoulder:
      kind === 'straps'
        ? chest
        : chest + (kind === 'bare' ? dice.near(collared ? 0.2 : -0.6, 0.7) : dice.near(1.1, 0.7)),
    shoulderY: top + (kind === 'straps' ? 0.3 : dice.near(2, 0.8)),
    chest,
    armpitY: top + (kind === 'straps' ? 2 : dice.near(7.6, 1.3)),
    waist: chest - dice.near(0.4, 0.8) + loose * 0.5,
    waistY: dice.near(17, 2),
    hem: chest + dice.near(0.2, 1) + loose,
    hemY: dice.chance(0.1) ? dice.between(17, 23) : dice.near(26.2, 1.2),
    dip: dice.chance(0.4) ? dice.between(0.6, 1.8) : dice.near(0, 0.5),
  };
}

function cutSleeve(dice: Dice, kind: Kind, body: Body): Sleeve {
  if (kind === 'short')
    return {
      length: dice.between(4.5, 9),
      spread: dice.near(0.6, 0.4),
      cuff: dice.near(3.8, 1),
      elbow: dice.near(0.3, 0.5),
    };
  return {
    length: dice.near(26, 2) - body.shoulderY,
    spread: dice.near(0.12, 0.13),
    cuff: dice.near(2.6, 0.7),
    elbow: dice.near(0.5, 0.7),
  };
}

/** The button band, with its edges and its buttons. */
function drawPlacket(canvas: Canvas, dice: Dice, body: Body, cloth: Cloth): void {
  const half = dice.between(0.5, 1);
  const bottom = dice.chance(0.15) ? body.top + dice.between(5, 9) : 28;
  const line = cloth.tone < 0.6 ? 0.95 : cloth.tone * 0.5;
  canvas.print(
    polygon(CENTRE - half, body.top, CENTRE + half, body.top, CENTRE + half, bottom, CENTRE - half, bottom),
    line,
    dice.between(0, 0.18),
  );
  canvas.print(ribbon([CENTRE + half, body.top, CENTRE + half, bottom], 0.5), line, dice.between(0.15, 0.5));
  drawButtons(
    canvas,
    CENTRE,
    body.top + dice.between(2, 3.5),
    Math.min(bottom, body.hemY - 1),
    dice.between(2.3, 3.8),
    line,
  );
}

/** Shirts and blouses: often a collar and a row of buttons; woven patterns, from plaid to floral; all lengths of sleeve. */
export const shirt: Recipe = {
  name: 'Shirt',
  draw(canvas, dice) {
    const kind = dice.pick<Kind>([
      [60, 'long'],
      [27, 'short'],
      [9, 'bare'],
      [4, 'straps'],
    ]);
    const collared = kind !== 'straps' && dice.chance(0.6);
    const cloth = weave(canvas, dice, COTTON);
    const body = cutBody(dice, kind, collared);
    const sleeve = cutSleeve(dice, kind, body);
    const sleeved = kind === 'long' || kind === 'short';
    if (sleeved) drawSleeves(canvas, dice, body, sleeve, cloth.map);
    canvas.fill(bodyPath(body), cloth.map);
    if (sleeved) drawArmholes(canvas, body, 0.95, dice.between(0, 0.6));
    if (kind === 'long') drawSides(canvas, body, dice.chance(0.7) ? 0.97 : 0.1, dice.between(0.15, 0.7));
    if (kind === 'long' && dice.chance(0.6))
      drawCuffs(canvas, body, sleeve, Math.min(1, cloth.tone + 0.15), dice.between(0.8, 1.6));
    if (dice.chance(0.25)) drawHem(canvas, body, cloth.accent, dice.between(0.6, 1.6), dice.between(0.3, 0.8));
    if (dice.chance(0.14)) dice.pick(PRINTS)(canvas, dice, cloth, CENTRE, body.top + dice.near(7.5, 2));
    if (dice.chance(collared ? 0.88 : 0.3)) drawPlacket(canvas, dice, body, cloth);
    if (kind === 'straps') straps(canvas, dice, body, cloth);
    else if (kind === 'bare' && !collared) scoop(canvas, dice, body, cloth);
    else if (collared) collar(canvas, dice, body, cloth);
    else
      dice.pick([
        [3, round],
        [2, vee],
        [1.5, boat],
      ])(canvas, dice, body, cloth);
  },
};
