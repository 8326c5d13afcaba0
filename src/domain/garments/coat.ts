import { CENTRE, type Canvas } from './canvas.ts';
import { weave, type Cloth, type Stuff } from './cloth.ts';
import type { Dice, Weighted } from './dice.ts';
import { collar, hood, round, turtle, type Neck } from './necks.ts';
import { polygon, ribbon } from './path.ts';
import type { Recipe } from './recipe.ts';
import { floral, heather, marble, plain, quilting, plaid } from './textures.ts';
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

const WOOL: Stuff = {
  tones: [0.28, 0.5, 0.68, 0.76, 0.81, 0.85, 0.88, 0.91, 0.95],
  textures: [
    [9, plain],
    [4, heather],
    [3.5, quilting],
    [2, marble],
    [0.6, plaid],
    [0.7, floral],
  ],
  folds: 0.18,
  contrast: [0.12, 0.4],
};

type Front = (canvas: Canvas, dice: Dice, body: Body, cloth: Cloth) => void;

/** A zip, or the edges of a concealed front, from neck to hem. */
const zip: Front = (canvas, dice, body, cloth) => {
  const x = CENTRE + dice.near(0, 0.5);
  const tone = dice.chance(0.5) ? 0.97 : cloth.tone * dice.between(0.2, 0.7);
  canvas.print(ribbon([x, body.top, x + dice.near(0, 0.4), 28], dice.between(0.6, 1.3)), tone, dice.between(0.4, 0.9));
};

/** One or two rows of buttons beside the overlapping edge. */
const buttoned: Front = (canvas, dice, body, cloth) => {
  const tone = cloth.tone > 0.5 ? dice.between(0.05, 0.4) : 0.95;
  const top = body.top + dice.between(4, 7);
  const pitch = dice.between(2.6, 4);
  canvas.print(
    ribbon([CENTRE + 0.8, body.top + 2, CENTRE + 0.8, 28], 0.7),
    Math.min(1, cloth.tone + 0.2),
    dice.between(0.2, 0.7),
  );
  const apart = dice.chance(0.3) ? dice.between(1.2, 2.2) : 0;
  drawButtons(canvas, CENTRE - apart, top, body.hemY - 4, pitch, tone);
  if (apart > 0) drawButtons(canvas, CENTRE + apart, top, body.hemY - 4, pitch, tone);
};

/** An open front: a wedge of what is beneath, or of nothing. */
const open: Front = (canvas, dice, body, cloth) => {
  const half = dice.between(0.8, 3);
  const wedge = polygon(CENTRE - 1.6, body.top, CENTRE + 1.6, body.top, CENTRE + half, 29, CENTRE - half, 29);
  if (dice.chance(0.35)) canvas.cut(wedge);
  else canvas.print(wedge, Math.max(0.05, cloth.tone - dice.between(0.2, 0.5)), 0.9);
  canvas.print(ribbon([CENTRE + 1.8, body.top, CENTRE + half + 0.3, 29], 0.8), Math.min(1, cloth.tone + 0.2), 0.7);
  canvas.print(ribbon([CENTRE - 1.8, body.top, CENTRE - half - 0.3, 29], 0.8), Math.min(1, cloth.tone + 0.2), 0.7);
};

const FRONTS: Weighted<Front> = [
  [5, zip],
  [4, buttoned],
  [1.2, open],
];

/** Two lapels that meet in a point. */
const lapels: Neck = (canvas, dice, body, cloth) => {
  const depth = dice.between(5, 11);
  const width = dice.between(1.6, 3);
  const tone = Math.min(1, cloth.tone * dice.between(1.05, 1.3));
  const lapel = polygon(
    CENTRE + 1.6,
    body.top - 0.2,
    CENTRE + 3,
    body.top + 0.3,
    CENTRE + 1.4 + width,
    body.top + depth * 0.45,
    CENTRE + 0.2,
    body.top + depth,
  );
  canvas.print(
    polygon(CENTRE - 1.8, body.top - 1, CENTRE + 1.8, body.top - 1, CENTRE, body.top + depth * 0.9),
    dice.between(0, cloth.tone * 0.6),
  );
  for (const side of [lapel, lapel.mirrored(CENTRE)]) {
    canvas.print(side, tone, 0.7);
    canvas.print(
      ribbon(side.points.slice(2), 0.6),
      cloth.tone > 0.6 ? cloth.tone - 0.35 : 0.95,
      dice.between(0.3, 0.7),
    );
  }
};

/** Slanted or flapped pockets on both sides. */
function drawPockets(canvas: Canvas, dice: Dice, body: Body, cloth: Cloth): void {
  const y = dice.near(19, 2.5);
  const inner = dice.between(2, 3.2);
  const outer = inner + dice.between(1.4, 2.4);
  const rise = dice.chance(0.5) ? dice.between(-2.4, 0) : 0;
  const line = ribbon([CENTRE + inner, y + rise, CENTRE + Math.min(outer, body.waist), y], dice.between(0.6, 1.3));
  const tone = dice.chance(0.5) ? 0.97 : cloth.tone * 0.4;
  canvas.print(line, tone, dice.between(0.4, 0.9));
  canvas.print(line.mirrored(CENTRE), tone, dice.between(0.4, 0.9));
}

function cutBody(dice: Dice, rise: number): Body {
  const top = rise + dice.between(0.4, 1.2);
  const chest = dice.near(6.3, 1.8);
  const short = dice.chance(0.25);
  return {
    top,
    neck: dice.near(3, 0.7),
    shoulder: chest + dice.near(1.2, 0.6),
    shoulderY: top + dice.near(2.2, 0.7),
    chest,
    armpitY: top + dice.near(8, 1.4),
    waist: chest - dice.near(0.2, 1),
    waistY: dice.near(16.5, 2),
    hem: chest + (short ? dice.near(-0.2, 0.6) : dice.near(0.6, 1.7)),
    hemY: short ? dice.between(20, 25) : dice.near(27, 1),
    dip: dice.near(0, 0.6),
  };
}

function cutSleeve(dice: Dice, body: Body): Sleeve {
  return {
    length: dice.near(25.5, 2.4) - body.shoulderY,
    spread: dice.near(0.09, 0.17),
    cuff: dice.near(3.3, 0.8),
    elbow: dice.near(0.6, 0.7),
  };
}

/** Coats and jackets: long sleeves, heavier and darker cloth (so brighter here), open or closed down the front. */
export const coat: Recipe = {
  name: 'Coat',
  draw(canvas, dice) {
    const neck = dice.pick<Neck>([
      [3, collar],
      [2.5, hood],
      [2.5, turtle],
      [2.2, lapels],
      [0.8, round],
    ]);
    const cloth = weave(canvas, dice, WOOL);
    const body = cutBody(dice, neck === hood || neck === turtle ? dice.between(2, 3.4) : 0.8);
    const sleeve = cutSleeve(dice, body);
    drawSleeves(canvas, dice, body, sleeve, cloth.map);
    canvas.fill(bodyPath(body), cloth.map);
    drawArmholes(canvas, body, dice.chance(0.7) ? 0.98 : cloth.tone * 0.5, dice.between(0.2, 0.7));
    drawSides(canvas, body, dice.chance(0.6) ? 0.98 : 0.1, dice.between(0, 0.6));
    dice.pick(FRONTS)(canvas, dice, body, cloth);
    if (dice.chance(0.55)) drawPockets(canvas, dice, body, cloth);
    if (dice.chance(0.16))
      canvas.print(ribbon([0, 16.5, 28, 16.5], dice.between(0.8, 1.6)), cloth.accent, dice.between(0.4, 0.9));
    if (dice.chance(0.4)) drawCuffs(canvas, body, sleeve, cloth.accent, dice.between(0.8, 1.6));
    if (dice.chance(0.3)) drawHem(canvas, body, cloth.accent, dice.between(0.8, 1.8), 0.6);
    neck(canvas, dice, body, cloth);
  },
};
