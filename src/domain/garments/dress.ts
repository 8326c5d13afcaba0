import { CENTRE, type Canvas } from './canvas.ts';
import { weave, type Cloth, type Stuff } from './cloth.ts';
import type { Dice } from './dice.ts';
import { boat, collar, round, straps, turtle, vee } from './necks.ts';
import { ribbon } from './path.ts';
import type { Recipe } from './recipe.ts';
import { blocks, dots, floral, panel, heather, hoops, marble, ombre, pinstripes, plain, ribs } from './textures.ts';
import { bodyPath, drawArmholes, drawHem, drawSleeves, type Body, type Sleeve } from './torso.ts';

const CREPE: Stuff = {
  tones: [0.24, 0.46, 0.57, 0.66, 0.75, 0.82, 0.88, 0.92, 0.97],
  textures: [
    [10, plain],
    [3, floral],
    [1.6, heather],
    [1.2, marble],
    [1, hoops],
    [1, ombre],
    [0.8, blocks],
    [0.8, pinstripes],
    [0.7, dots],
    [0.6, panel],
    [0.6, ribs],
  ],
  folds: 0.3,
  contrast: [0.15, 0.75],
};

type Kind = 'bare' | 'short' | 'long' | 'straps';

function cutBody(dice: Dice, kind: Kind): Body {
  const chest = dice.near(4.8, 1);
  const top = kind === 'straps' ? dice.between(2.5, 6) : dice.between(0.2, 1.4);
  const waist = chest - dice.near(0.6, 0.9);
  const flare = dice.pick([
    [4, 0.8],
    [3, 2.6],
    [2, 5],
  ]);
  return {
    top,
    neck: kind === 'straps' ? chest - 0.3 : dice.near(2.4, 0.7),
    shoulder: kind === 'straps' ? chest : chest + dice.near(0.3, 0.7),
    shoulderY: top + (kind === 'straps' ? 0.3 : dice.near(1.3, 0.5)),
    chest,
    armpitY: top + (kind === 'straps' ? 1.5 : dice.near(6, 1.2)),
    waist,
    waistY: dice.near(11.5, 2.5),
    hem: waist + dice.near(flare, Math.min(flare, 1.6)),
    hemY: dice.near(27, 0.9),
    dip: dice.near(0.1, 0.9),
  };
}

function cutSleeve(dice: Dice, kind: Kind, body: Body): Sleeve {
  if (kind === 'long')
    return {
      length: dice.near(19, 4) - body.shoulderY,
      spread: dice.near(0.14, 0.16),
      cuff: dice.near(2.1, 0.6),
      elbow: dice.near(0.3, 0.5),
    };
  return {
    length: dice.between(2, 6.5),
    spread: dice.near(0.6, 0.4),
    cuff: dice.near(2.6, 0.8),
    elbow: dice.near(0.3, 0.4),
  };
}

/** A skirt sewn on at the waist, of the same or of other cloth, or tiers of flounces. */
function drawSkirt(canvas: Canvas, dice: Dice, body: Body, cloth: Cloth): void {
  const y = body.waistY;
  const seam = [CENTRE - 9, y + dice.near(0, 0.4), CENTRE, y + dice.near(0.3, 0.5), CENTRE + 9, y];
  const kind = dice.pick([
    [4, 'none'],
    [3, 'seam'],
    [2, 'belt'],
    [1.2, 'other'],
    [1, 'tiers'],
  ]);
  if (kind === 'seam') canvas.print(ribbon(seam, 0.8), 0.97, dice.between(0.2, 0.7));
  if (kind === 'belt') canvas.print(ribbon(seam, dice.between(1, 2.2)), cloth.accent, dice.between(0.6, 1));
  if (kind === 'other')
    canvas.print(ribbon([CENTRE, y, CENTRE, 29], 28), dice.chance(0.5) ? cloth.accent : weave(canvas, dice, CREPE).map);
  if (kind !== 'tiers') return;
  for (let tier = y; tier < body.hemY - 2; tier += dice.between(3.5, 5.5))
    canvas.print(
      ribbon([CENTRE - 10, tier, CENTRE, tier + 0.5, CENTRE + 10, tier], 1),
      cloth.accent,
      dice.between(0.3, 0.7),
    );
}

/** A few deep folds that spread from the waist to the hem. */
function drawPleats(canvas: Canvas, dice: Dice, body: Body, cloth: Cloth): void {
  const count = Math.floor(dice.between(2, 6));
  const tone = dice.chance(0.6) ? 0.98 : cloth.tone * 0.6;
  for (let pleat = 0; pleat < count; pleat++) {
    const at = dice.between(-0.85, 0.85);
    const line = [CENTRE + at * body.waist, body.waistY + dice.between(0, 3), CENTRE + at * body.hem, body.hemY];
    canvas.print(ribbon(line, 0.5, dice.between(0.8, 1.6)), tone, dice.between(0.15, 0.5));
  }
}

/** Dresses: narrow above, from a sheath to a wide skirt below, as tall as the picture. */
export const dress: Recipe = {
  name: 'Dress',
  draw(canvas, dice) {
    const kind = dice.pick<Kind>([
      [32, 'bare'],
      [28, 'short'],
      [28, 'long'],
      [12, 'straps'],
    ]);
    const cloth = weave(canvas, dice, CREPE);
    const body = cutBody(dice, kind);
    const sleeved = kind === 'short' || kind === 'long';
    if (sleeved) drawSleeves(canvas, dice, body, cutSleeve(dice, kind, body), cloth.map);
    canvas.fill(bodyPath(body), cloth.map);
    if (sleeved) drawArmholes(canvas, body, 0.95, dice.between(0, 0.6));
    drawSkirt(canvas, dice, body, cloth);
    if (dice.chance(0.5)) drawPleats(canvas, dice, body, cloth);
    if (dice.chance(0.3)) drawHem(canvas, body, cloth.accent, dice.between(0.7, 2), dice.between(0.3, 0.9));
    if (kind === 'straps') straps(canvas, dice, body, cloth);
    else
      dice.pick([
        [4, round],
        [3, vee],
        [1.5, boat],
        [0.6, collar],
        [0.6, turtle],
      ])(canvas, dice, body, cloth);
  },
};
