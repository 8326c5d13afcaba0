import { CENTRE, type Canvas, type Paint } from './canvas.ts';
import type { Cloth } from './cloth.ts';
import type { Dice } from './dice.ts';
import { ellipse, Path, polygon, ribbon } from './path.ts';
import { inside, type Body } from './torso.ts';

/** One way to finish a garment at the neck, drawn over its body. */
export type Neck = (canvas: Canvas, dice: Dice, body: Body, cloth: Cloth) => void;

/** An opening of any curve, with the back of the garment seen through it, and a band along its edge. */
function opening(canvas: Canvas, dice: Dice, body: Body, cloth: Cloth, edge: Path): void {
  const hole = new Path();
  hole.points.push(...edge.points);
  hole.to(CENTRE + body.neck, body.top - 2).to(CENTRE - body.neck, body.top - 2);
  if (dice.chance(0.35)) canvas.cut(hole);
  else canvas.print(hole, inside(cloth, dice));
  if (dice.chance(0.6))
    canvas.print(ribbon(edge.points, dice.between(0.8, 1.5)), trim(cloth, dice), dice.between(0.3, 1));
}

/** A tone for bands and hems: usually a shade of the cloth's, now and then one that stands out. */
function trim(cloth: Cloth, dice: Dice): number {
  return dice.chance(0.35) ? cloth.accent : Math.min(0.98, cloth.tone * dice.between(0.85, 1.3) + 0.05);
}

/** A round neck, from high to wide and low. */
export const round: Neck = (canvas, dice, body, cloth) => {
  const depth = dice.between(0.7, 2.6);
  const edge = new Path()
    .to(CENTRE - body.neck, body.top - 0.3)
    .bend(CENTRE - body.neck * 0.8, body.top + depth, CENTRE, body.top + depth)
    .bend(CENTRE + body.neck * 0.8, body.top + depth, CENTRE + body.neck, body.top - 0.3);
  opening(canvas, dice, body, cloth, edge);
};

/** The low, wide round neck of a tank top, between two narrow straps. */
export const scoop: Neck = (canvas, dice, body) => {
  const half = body.shoulder - dice.between(1.2, 2.4);
  const low = body.top + dice.between(2.5, 6);
  const hole = new Path()
    .to(CENTRE - half, body.top - 3)
    .to(CENTRE - half, body.top + 0.5)
    .bend(CENTRE - half * 0.9, low, CENTRE, low)
    .bend(CENTRE + half * 0.9, low, CENTRE + half, body.top + 0.5)
    .to(CENTRE + half, body.top - 3);
  canvas.cut(hole);
};

/** A V-neck. */
export const vee: Neck = (canvas, dice, body, cloth) => {
  const depth = dice.between(2, 5.5);
  const edge = polygon(
    CENTRE - body.neck,
    body.top - 0.3,
    CENTRE,
    body.top + depth,
    CENTRE + body.neck,
    body.top - 0.3,
  );
  opening(canvas, dice, body, cloth, edge);
};

/** A straight neck from shoulder to shoulder. */
export const boat: Neck = (canvas, dice, body, cloth) => {
  const line = [
    CENTRE - body.neck,
    body.top + 0.5,
    CENTRE,
    body.top + dice.between(0.7, 1.3),
    CENTRE + body.neck,
    body.top + 0.5,
  ];
  canvas.print(ribbon(line, 1), trim(cloth, dice), dice.between(0.1, 0.7));
};

/** A tube around the neck: turtleneck, funnel neck, stand-up collar. */
export const turtle: Neck = (canvas, dice, body, cloth) => {
  const half = Math.min(body.neck, dice.between(2.2, 3.4));
  const rise = Math.min(dice.between(1.2, 3.4), body.top);
  const tube = polygon(
    CENTRE - half - 0.5,
    body.top + 0.6,
    CENTRE - half,
    body.top - rise,
    CENTRE + half,
    body.top - rise,
    CENTRE + half + 0.5,
    body.top + 0.6,
  );
  canvas.fill(tube, cloth.map, dice.between(0.9, 1.12));
  const fold = [CENTRE - half - 0.4, body.top + 0.3, CENTRE, body.top + 1.1, CENTRE + half + 0.4, body.top + 0.3];
  canvas.print(ribbon(fold, 0.8), trim(cloth, dice), dice.between(0.3, 0.9));
  if (dice.chance(0.5)) canvas.print(ellipse(CENTRE, body.top - rise + 0.2, half * 0.8, 0.7), inside(cloth, dice));
};

/** A turned-down collar of two points, around a small opening. */
export const collar: Neck = (canvas, dice, body, cloth) => {
  const half = Math.min(body.neck, dice.between(2.4, 3.4));
  const rise = Math.min(dice.between(0.6, 1.6), body.top);
  const tip = dice.between(1.2, 3.2);
  const top = body.top - rise;
  const open = dice.between(0.5, 3.5);
  canvas.fill(
    polygon(
      CENTRE - half,
      body.top + 0.6,
      CENTRE - half * 0.8,
      top,
      CENTRE + half * 0.8,
      top,
      CENTRE + half,
      body.top + 0.6,
    ),
    cloth.map,
    0.95,
  );
  canvas.print(
    polygon(CENTRE - half * 0.75, top + 0.2, CENTRE, body.top + open, CENTRE + half * 0.75, top + 0.2),
    inside(cloth, dice),
  );
  const point = polygon(
    CENTRE + half * 0.7,
    top,
    CENTRE + half + 0.2,
    body.top + 0.5,
    CENTRE + half * 0.75,
    body.top + tip + 0.6,
    CENTRE + 0.2,
    body.top + open * 0.8,
  );
  const shade = dice.chance(0.3) ? cloth.accent : Math.min(1, cloth.tone * dice.between(0.95, 1.25));
  const strength = dice.between(0.4, 1);
  for (const side of [point, point.mirrored(CENTRE)]) {
    canvas.print(side, shade, strength);
    canvas.print(ribbon(side.points.slice(2), 0.6), Math.min(1, cloth.tone + 0.3), 0.45);
  }
};

/** A hood laid back, with or without its cords. */
export const hood: Neck = (canvas, dice, body, cloth) => {
  const half = dice.between(2.8, 4.2);
  const rise = Math.min(dice.between(2, 4.5), body.top + 0.4);
  const top = body.top - rise;
  const shape = new Path()
    .to(CENTRE, top)
    .bend(CENTRE + half, top - 0.2, CENTRE + half, body.top - rise * 0.35)
    .bend(CENTRE + half + 0.6, body.top + 1.5, CENTRE + half * 0.4, body.top + 2.6)
    .to(CENTRE, body.top + 3.4)
    .closedByMirror(CENTRE);
  canvas.fill(shape, cloth.map, dice.between(0.92, 1.1));
  const mouth = ellipse(
    CENTRE,
    top + rise * 0.62,
    half * dice.between(0.45, 0.7),
    rise * dice.between(0.25, 0.45) + 0.4,
  );
  canvas.print(mouth, inside(cloth, dice), dice.between(0.5, 1));
  canvas.print(ribbon(shape.points.slice(10, 26), 0.8), contrastEdge(cloth), dice.between(0.2, 0.7));
  if (dice.chance(0.5)) drawCords(canvas, dice, body, cloth);
};

function drawCords(canvas: Canvas, dice: Dice, body: Body, cloth: Cloth): void {
  const length = dice.between(2.5, 6);
  const x = dice.between(0.9, 1.6);
  for (const side of [-1, 1])
    canvas.print(
      ribbon([CENTRE + side * x, body.top + 2.4, CENTRE + side * (x + 0.3), body.top + 2.4 + length], 0.7),
      cloth.accent,
      0.85,
    );
}

function contrastEdge(cloth: Cloth): Paint {
  return cloth.tone > 0.7 ? cloth.tone - 0.3 : cloth.tone + 0.3;
}

/** Two shoulder straps, the body hanging from them. */
export const straps: Neck = (canvas, dice, body, cloth) => {
  const width = dice.between(0.7, 1.8);
  const outer = body.neck * dice.between(0.75, 1);
  const lean = dice.near(0, 0.8);
  const strap = ribbon([CENTRE + outer - lean, 0, CENTRE + outer, body.top + 1.5], width);
  canvas.fill(strap, cloth.map, dice.between(0.9, 1.1));
  canvas.fill(strap.mirrored(CENTRE), cloth.map, dice.between(0.9, 1.1));
  const depth = dice.between(-0.5, 2.5);
  canvas.cut(
    polygon(
      CENTRE - outer,
      body.top - 2,
      CENTRE - outer * 0.9,
      body.top,
      CENTRE,
      body.top + depth,
      CENTRE + outer * 0.9,
      body.top,
      CENTRE + outer,
      body.top - 2,
    ),
  );
};
