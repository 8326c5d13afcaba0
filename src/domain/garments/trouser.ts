import { CENTRE, type Canvas } from './canvas.ts';
import { weave, type Cloth, type Stuff } from './cloth.ts';
import type { Dice } from './dice.ts';
import { Path, polygon, ribbon } from './path.ts';
import type { Recipe } from './recipe.ts';
import { floral, heather, marble, ombre, pinstripes, plaid, plain } from './textures.ts';

const DENIM: Stuff = {
  tones: [0.4, 0.58, 0.7, 0.78, 0.84, 0.88, 0.92, 0.94, 0.97],
  textures: [
    [13, plain],
    [4, heather],
    [2.4, marble],
    [1, ombre],
    [1, floral],
    [0.8, pinstripes],
    [0.5, plaid],
  ],
  folds: 0.16,
  contrast: [0.1, 0.45],
};

/** One leg, by where its outer and inner seams are at three heights; x grows away from the other leg. */
interface Leg {
  readonly waist: number;
  readonly hip: number;
  readonly kneeOut: number;
  readonly kneeIn: number;
  readonly footOut: number;
  readonly footIn: number;
  readonly footY: number;
}

interface Cut {
  readonly top: number;
  readonly hipY: number;
  readonly crotchY: number;
  readonly kneeY: number;
}

function cutLeg(dice: Dice, fit: number): Leg {
  const waist = dice.near(4.2, 1.1) + fit * 0.3;
  const hip = waist + dice.near(0.8, 0.6);
  const kneeIn = dice.between(0.1, 1.9);
  const knee = 2.9 + fit * 0.6;
  const footIn = Math.max(0.05, kneeIn + dice.near(0.1, 1));
  return {
    waist,
    hip,
    kneeOut: kneeIn + knee + dice.near(0, 0.4),
    kneeIn,
    footOut: footIn + 2.5 + fit * 1.1 + dice.near(0, 0.3),
    footIn,
    footY: dice.near(27.5, 0.5),
  };
}

/** A bent or striding leg in place of a straight one. */
function stride(dice: Dice, leg: Leg): Leg {
  const knee = dice.between(0.4, 2);
  const foot = dice.near(0.4, 2.6);
  return {
    ...leg,
    kneeOut: leg.kneeOut + knee,
    kneeIn: leg.kneeIn + knee,
    footOut: Math.max(2.4, leg.footOut + foot),
    footIn: Math.max(0, leg.footIn + foot),
    footY: leg.footY - dice.between(0, 0.8),
  };
}

function legPath(leg: Leg, cut: Cut): Path {
  return new Path()
    .to(CENTRE - 0.6, cut.top)
    .to(CENTRE + leg.waist, cut.top)
    .bend(CENTRE + leg.hip, cut.top + 2, CENTRE + leg.hip, cut.hipY)
    .bend(CENTRE + leg.kneeOut + 0.4, (cut.hipY + cut.kneeY) / 2, CENTRE + leg.kneeOut, cut.kneeY)
    .bend(CENTRE + (leg.kneeOut + leg.footOut) / 2, (cut.kneeY + leg.footY) / 2, CENTRE + leg.footOut, leg.footY)
    .to(CENTRE + leg.footIn, leg.footY + 0.2)
    .bend(CENTRE + (leg.kneeIn + leg.footIn) / 2, (cut.kneeY + leg.footY) / 2, CENTRE + leg.kneeIn, cut.kneeY)
    .bend(CENTRE + leg.kneeIn * 0.8, (cut.crotchY + cut.kneeY) / 2, CENTRE + 0.1, cut.crotchY)
    .to(CENTRE - 0.6, cut.crotchY - 0.5);
}

/** A worn patch on the thigh and a crease or side seam down each leg. */
function drawWear(canvas: Canvas, dice: Dice, cut: Cut, leg: Leg, cloth: Cloth, side: number): void {
  const x = (leg.kneeOut + leg.kneeIn) / 2;
  const foot = (leg.footOut + leg.footIn) / 2;
  const line = [
    CENTRE + side * leg.hip * 0.55,
    cut.hipY,
    CENTRE + side * x,
    cut.kneeY,
    CENTRE + side * foot,
    leg.footY,
  ];
  const light = dice.chance(0.6);
  canvas.print(
    ribbon(line, dice.between(0.6, 2), dice.between(0.4, 1.2)),
    light ? cloth.tone * 0.6 : 0.97,
    dice.between(0.1, 0.5),
  );
  const knee = cut.kneeY + dice.near(0, 1.5);
  const crease = [CENTRE + side * leg.kneeIn, knee, CENTRE + side * leg.kneeOut, knee + dice.near(0, 1)];
  if (dice.chance(0.15))
    canvas.print(
      ribbon(crease, dice.between(0.5, 1.6)),
      dice.chance(0.6) ? 0.97 : cloth.tone * 0.6,
      dice.between(0.2, 0.6),
    );
}

function drawWaistband(canvas: Canvas, dice: Dice, cut: Cut, cloth: Cloth): void {
  const y = cut.top;
  const tone = dice.chance(0.4) ? cloth.accent : Math.min(1, cloth.tone + 0.15);
  if (dice.chance(0.75))
    canvas.print(ribbon([8, y + 0.8, 20, y + 0.8], dice.between(1, 2)), tone, dice.between(0.4, 0.9));
  const fly = [CENTRE, y + 1, CENTRE + dice.near(0, 0.4), cut.crotchY];
  canvas.print(ribbon(fly, 0.7), dice.chance(0.6) ? 0.98 : cloth.tone * 0.5, dice.between(0.2, 0.8));
  if (dice.chance(0.5)) canvas.print(polygon(13.3, y + 0.6, 14, y, 14.7, y + 0.6, 14, y + 1.3), cloth.tone * 0.3, 0.8);
  if (dice.chance(0.6)) drawPockets(canvas, dice, y, cloth);
}

function drawPockets(canvas: Canvas, dice: Dice, y: number, cloth: Cloth): void {
  const tone = dice.chance(0.6) ? 0.97 : cloth.tone * 0.5;
  const pocket = ribbon(
    [CENTRE + 1.8, y + 1.6, CENTRE + 2.6, y + dice.between(2.6, 3.6), CENTRE + 4.8, y + dice.between(3, 4.4)],
    0.7,
  );
  const strength = dice.between(0.3, 0.8);
  canvas.print(pocket, tone, strength);
  canvas.print(pocket.mirrored(CENTRE), tone, strength);
}

/** Trousers: two legs from skinny to wide, standing or striding, with waistband, fly and pockets. */
export const trouser: Recipe = {
  name: 'Trouser',
  draw(canvas, dice) {
    const cloth = weave(canvas, dice, DENIM);
    const top = dice.between(0, 0.8);
    const cut = { top, hipY: dice.near(5.5, 1), crotchY: dice.near(8.6, 2.6), kneeY: dice.near(16.5, 1.5) };
    const fit =
      dice.pick([
        [6, 0],
        [3, 0.6],
        [1.6, 1.6],
      ]) + dice.near(0, 0.45);
    const right = cutLeg(dice, fit);
    const left = dice.chance(0.35) ? stride(dice, right) : { ...right, footY: right.footY + dice.near(0, 0.3) };
    const gain = dice.near(1, 0.1);
    canvas.fill(legPath(left, cut).mirrored(CENTRE), cloth.map, gain);
    canvas.fill(legPath(right, cut), cloth.map);
    drawWear(canvas, dice, cut, right, cloth, 1);
    drawWear(canvas, dice, cut, left, cloth, -1);
    drawWaistband(canvas, dice, cut, cloth);
  },
};
