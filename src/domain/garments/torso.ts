import { CENTRE, type Canvas, type Paint } from './canvas.ts';
import type { Cloth } from './cloth.ts';
import type { Dice } from './dice.ts';
import { Path, polygon, ribbon } from './path.ts';

/**
 * What T-shirt, pullover, dress, coat and shirt have in common: a body seen from the front, symmetric about `CENTRE`, and
 * two sleeves. All lengths are in pixels.
 */

/** The cut of a body. `neck`, `shoulder`, `chest`, `waist` and `hem` are half widths, the rest are heights. */
export interface Body {
  readonly top: number;
  readonly neck: number;
  readonly shoulder: number;
  readonly shoulderY: number;
  readonly chest: number;
  readonly armpitY: number;
  readonly waist: number;
  readonly waistY: number;
  readonly hem: number;
  readonly hemY: number;
  /** How far the hem's middle hangs below its ends; negative for a raised one. */
  readonly dip: number;
}

/** The cut of a sleeve. */
export interface Sleeve {
  readonly length: number;
  /** Sideways per downwards: 0 hangs straight down, 1 points out at 45°. */
  readonly spread: number;
  /** Width of the opening. */
  readonly cuff: number;
  /** How far the elbow stands out. */
  readonly elbow: number;
}

/** The outline of a body. */
export function bodyPath(body: Body): Path {
  const { top, neck, shoulder, shoulderY, chest, armpitY, waist, waistY, hem, hemY, dip } = body;
  const knee = (waistY + hemY) / 2;
  return new Path()
    .to(CENTRE + neck, top)
    .bend(CENTRE + (neck + shoulder) / 2, (top + shoulderY) / 2 - 0.4, CENTRE + shoulder, shoulderY)
    .bend(CENTRE + Math.min(shoulder, chest) - 0.4, (shoulderY + armpitY) / 2, CENTRE + chest, armpitY)
    .bend(CENTRE + waist, (armpitY + waistY) / 2, CENTRE + waist, waistY)
    .bend(CENTRE + waist + (hem - waist) * 0.35, knee, CENTRE + hem, hemY)
    .bend(CENTRE + hem * 0.55, hemY + dip, CENTRE, hemY + dip)
    .closedByMirror(CENTRE);
}

/** The sleeve on the right of the picture. */
export function sleevePath(body: Body, sleeve: Sleeve): Path {
  const scale = 1 / Math.sqrt(1 + sleeve.spread * sleeve.spread);
  const dx = sleeve.spread * scale;
  const dy = scale;
  const x = CENTRE + body.shoulder;
  const y = body.shoulderY;
  const cuffX = x + dx * sleeve.length;
  const cuffY = y + dy * sleeve.length;
  const middleX = (x + cuffX) / 2;
  const middleY = (y + cuffY) / 2;
  return new Path()
    .to(x - 1.6, y - 0.5)
    .bend(x, y - 0.3, x + 0.5 * dx, y + 0.6 * dy)
    .bend(middleX + dy * sleeve.elbow, middleY - dx * sleeve.elbow, cuffX, cuffY)
    .to(cuffX - dy * sleeve.cuff, cuffY + dx * sleeve.cuff)
    .bend(
      middleX - dy * (sleeve.cuff + 0.4 - sleeve.elbow * 0.5),
      middleY + dx * (sleeve.cuff + 0.4 - sleeve.elbow * 0.5),
      CENTRE + body.chest + 0.2,
      body.armpitY + 0.6,
    )
    .to(CENTRE + body.chest - 1.5, body.armpitY);
}

/** Draws both sleeves, the left one a little different from the right, as cloth on a table never lies symmetrically. */
export function drawSleeves(canvas: Canvas, dice: Dice, body: Body, sleeve: Sleeve, paint: Paint): void {
  const gain = dice.near(1, 0.12);
  const other = {
    length: sleeve.length + dice.near(0, 0.7),
    spread: sleeve.spread + dice.near(0, 0.05),
    cuff: sleeve.cuff + dice.near(0, 0.3),
    elbow: sleeve.elbow + dice.near(0, 0.4),
  };
  canvas.fill(sleevePath(body, sleeve), paint, gain);
  canvas.fill(sleevePath(body, other).mirrored(CENTRE), paint, gain);
}

/** Draws bands around the ends of both sleeves. */
export function drawCuffs(canvas: Canvas, body: Body, sleeve: Sleeve, paint: Paint, width: number): void {
  const scale = 1 / Math.sqrt(1 + sleeve.spread * sleeve.spread);
  const x = CENTRE + body.shoulder + sleeve.spread * scale * sleeve.length;
  const y = body.shoulderY + scale * sleeve.length;
  const innerX = x - scale * (sleeve.cuff + 0.5);
  const innerY = y + sleeve.spread * scale * (sleeve.cuff + 0.5);
  const band = ribbon([x + 0.4 * scale, y, innerX, innerY], width);
  canvas.print(band, paint);
  canvas.print(band.mirrored(CENTRE), paint);
}

/** Draws the seams between body and sleeves. */
export function drawArmholes(canvas: Canvas, body: Body, paint: Paint, strength: number): void {
  const { shoulder, shoulderY, chest, armpitY } = body;
  const x = CENTRE + Math.min(shoulder, chest) - 0.4;
  const seam = new Path().to(CENTRE + shoulder, shoulderY).bend(x, (shoulderY + armpitY) / 2, CENTRE + chest, armpitY);
  const line = ribbon(seam.points, 0.8);
  canvas.print(line, paint, strength);
  canvas.print(line.mirrored(CENTRE), paint, strength);
}

/** Draws lines down both sides of the body, where it turns away: shadow, or a gap to the sleeve. */
export function drawSides(canvas: Canvas, body: Body, paint: Paint, strength: number): void {
  const { chest, armpitY, waist, waistY, hem, hemY } = body;
  const line = ribbon(
    [CENTRE + chest, armpitY, CENTRE + waist, waistY, CENTRE + hem, hemY].map((v, i) => (i % 2 ? v : v - 0.2)),
    1.1,
  );
  canvas.print(line, paint, strength);
  canvas.print(line.mirrored(CENTRE), paint, strength);
}

/** Draws a band along the hem. */
export function drawHem(canvas: Canvas, body: Body, paint: Paint, width: number, strength = 1): void {
  const { hem, hemY, dip } = body;
  const low = hemY + dip;
  const edge = [CENTRE - hem, hemY, CENTRE - hem * 0.5, (hemY + 3 * low) / 4, CENTRE, low];
  edge.push(CENTRE + hem * 0.5, (hemY + 3 * low) / 4, CENTRE + hem, hemY);
  canvas.print(
    ribbon(
      edge.map((v, i) => (i % 2 ? v - width / 2 : v)),
      width,
    ),
    paint,
    strength,
  );
}

/** Draws a row of buttons down the middle. */
export function drawButtons(canvas: Canvas, x: number, top: number, bottom: number, pitch: number, tone: number): void {
  for (let y = top; y < bottom; y += pitch)
    canvas.print(polygon(x - 0.5, y, x, y - 0.5, x + 0.5, y, x, y + 0.5), tone, 0.9);
}

/** Shifts the two tones of cloth seen in shade, such as the inside of a neck, towards black or white. */
export function inside(cloth: Cloth, dice: Dice): number {
  return dice.chance(0.5) ? cloth.tone * dice.between(0.3, 0.85) : Math.min(1, cloth.tone + dice.between(0.1, 0.3));
}
