import type { Canvas, Paint } from './canvas.ts';
import type { Cloth } from './cloth.ts';
import type { Dice, Weighted } from './dice.ts';
import { ellipse, Path, polygon, ribbon } from './path.ts';
import { BACK, footbedY, TOE, type Last } from './shoe.ts';

/** One way to hold the foot on the sole. */
export type Upper = (canvas: Canvas, dice: Dice, last: Last, cloth: Cloth) => void;

/** A strap over the foot from one point of the footbed to another, `rise` above it. */
function arch(canvas: Canvas, last: Last, from: number, to: number, rise: number, width: number, paint: Paint): void {
  const start = footbedY(last, from);
  const end = footbedY(last, to);
  const line = new Path()
    .to(from, start + 0.3)
    .bend((from + to) / 2, Math.min(start, end) - 2 * rise + Math.abs(start - end) / 2, to, end + 0.3);
  canvas.fill(ribbon(line.points, width), paint);
}

/** The band or mesh over the toes. */
function drawToes(canvas: Canvas, dice: Dice, last: Last, cloth: Cloth): void {
  const from = dice.between(1.2, 3);
  const to = from + dice.between(5, 8);
  const rise = dice.between(2.6, 4.6);
  if (dice.chance(0.45)) {
    const start = footbedY(last, from);
    const end = footbedY(last, to);
    canvas.fill(
      new Path().to(from, start + 0.3).bend((from + to) / 2 - 0.5, start - 2 * rise, to, end + 0.3),
      cloth.map,
    );
    if (dice.chance(0.5)) canvas.cut(ellipse((from + to) / 2, start - rise * 0.35, 0.9, 0.6));
    return;
  }
  const width = dice.between(1.4, 3);
  arch(canvas, last, from, to, rise, width, cloth.map);
  if (dice.chance(0.5))
    arch(
      canvas,
      last,
      from + dice.between(1.5, 3),
      to + dice.between(1, 3),
      rise * dice.between(0.9, 1.3),
      width,
      cloth.map,
    );
}

/** A strap around the ankle, and what ties it to the heel. */
function drawAnkle(canvas: Canvas, dice: Dice, last: Last, cloth: Cloth, above: number): void {
  const heelY = footbedY(last, 25);
  const y = Math.max(0.8, heelY - above);
  const front = dice.near(17, 2);
  const drop = dice.near(0.8, 2);
  const width = dice.between(1.4, 3);
  canvas.fill(ribbon([front, y + drop, 22, y + drop * 0.4, BACK - 0.8, y - dice.between(0, 1)], width), cloth.map);
  if (dice.chance(0.3)) canvas.print(ellipse(dice.between(18, 22), y + 0.3, 0.9, 0.9), cloth.accent);
  const counter = dice.between(1.2, 4.5);
  const line = new Path().to(BACK - 1, y - 0.4).bend(BACK - 2, (y + heelY) / 2, BACK - 0.6, heelY + 0.4);
  canvas.fill(ribbon(line.points, dice.between(1, 2), counter), cloth.map, dice.near(1, 0.1));
}

/** Toe band and ankle strap, often with a bar between them. */
const anklet: Upper = (canvas, dice, last, cloth) => {
  const above = dice.between(6, 9.5);
  drawToes(canvas, dice, last, cloth);
  drawAnkle(canvas, dice, last, cloth, above);
  const y = Math.max(1.5, footbedY(last, 25) - above + 0.5);
  const kind = dice.pick([
    [1.2, 'none'],
    [2, 'bar'],
    [1.4, 'cross'],
    [2, 'side'],
  ]);
  const from = dice.between(5, 8);
  if (kind === 'bar' || kind === 'cross')
    canvas.fill(ribbon([from, footbedY(last, from) - 2, 18, y], dice.between(1.2, 2.4)), cloth.map);
  if (kind === 'cross')
    canvas.fill(ribbon([14, footbedY(last, 14), dice.between(19, 23), y], dice.between(1.2, 2.2)), cloth.map);
  if (kind === 'side') {
    const foot = dice.between(14, 20);
    canvas.fill(ribbon([foot, footbedY(last, foot) + 0.3, dice.between(18, 23), y], dice.between(1.2, 2.6)), cloth.map);
  }
};

/** A thong between the toes that parts over the instep. */
const thong: Upper = (canvas, dice, last, cloth) => {
  const toe = dice.between(5, 8);
  const peak = dice.between(11, 15);
  const rise = dice.between(3.6, 7.5);
  const y = footbedY(last, peak) - rise;
  const side = peak + dice.between(4.5, 8);
  const width = dice.between(1, 1.8);
  canvas.fill(ribbon([toe, footbedY(last, toe) + 0.2, peak, y, side, footbedY(last, side) + 0.2], width), cloth.map);
  if (dice.chance(0.75)) {
    const back = footbedY(last, BACK) - dice.between(2.5, 6.5);
    canvas.fill(
      ribbon(
        [
          dice.chance(0.5) ? peak : side - 1.5,
          dice.chance(0.5) ? y : back + 2,
          21,
          back + dice.near(0.8, 0.6),
          BACK - 0.4,
          back,
        ],
        width,
      ),
      cloth.map,
    );
    if (dice.chance(0.5))
      canvas.fill(ribbon([BACK - 0.8, back, BACK - 1, footbedY(last, BACK) + 0.3], width), cloth.map);
  }
  if (dice.chance(0.3)) canvas.fill(ellipse(peak, y, 1.4, 1.1), cloth.accent);
};

/** Two to five bands across the foot, upright or slanted. */
const gladiator: Upper = (canvas, dice, last, cloth) => {
  const count = Math.floor(dice.between(2, 5.5));
  const width = dice.between(1.2, 2.8);
  const lean = dice.near(1.2, 2);
  for (let i = 0; i < count; i++) {
    const x = 4 + (i * 14) / count + dice.near(0, 0.5);
    const rise = 2.4 + i * dice.between(0.8, 1.7);
    canvas.fill(
      ribbon([x, footbedY(last, x) + 0.3, x + lean, footbedY(last, x) - rise], width),
      cloth.map,
      dice.near(1, 0.12),
    );
  }
  const linked = dice.chance(0.6);
  if (linked)
    canvas.fill(
      ribbon([5, footbedY(last, 5) - 2.6, 17, footbedY(last, 17) - dice.between(5, 8)], dice.between(1, 1.8)),
      cloth.map,
    );
  if (!linked || dice.chance(0.6)) drawAnkle(canvas, dice, last, cloth, dice.between(4.5, 8));
};

/** Two bands that cross over the instep, with a band over the toes and often one around the ankle. */
const crossed: Upper = (canvas, dice, last, cloth) => {
  const width = dice.between(1.6, 3.4);
  const low = dice.between(8, 11);
  const high = low + dice.between(6.5, 10);
  const rise = dice.between(4, 7.5);
  const back = footbedY(last, high) - rise;
  const front = footbedY(last, low) - rise * dice.between(0.6, 0.95);
  if (dice.chance(0.7)) drawToes(canvas, dice, last, cloth);
  canvas.fill(
    ribbon([high, footbedY(last, high) + 0.4, low + dice.between(1, 3), front], width),
    cloth.map,
    dice.near(1, 0.15),
  );
  canvas.fill(
    ribbon([low, footbedY(last, low) + 0.4, high, back, high + 3, back - dice.between(0, 1.5)], width),
    cloth.map,
  );
  if (dice.chance(0.6))
    canvas.fill(ribbon([high, back + 0.6, BACK - 0.4, back - dice.near(0, 1.2)], dice.between(1.2, 2.6)), cloth.map);
  else if (dice.chance(0.7)) drawAnkle(canvas, dice, last, cloth, rise);
  if (dice.chance(0.4)) canvas.print(ellipse(high - 1, back + 1, 1, 0.9), cloth.accent, 0.9);
};

/** One broad band: a slide, or two of them. */
const slide: Upper = (canvas, dice, last, cloth) => {
  const from = dice.between(3, 7.5);
  const to = dice.between(14, 19);
  const rise = dice.between(4, 7);
  const low = footbedY(last, from);
  const end = footbedY(last, to);
  const crest = to - dice.between(0.5, 3);
  const band = new Path()
    .to(from, low + 0.4)
    .bend(from + 1, low - rise * dice.between(0.5, 0.9), crest - 2.5, end - rise * 0.85)
    .to(crest, end - rise)
    .bend(crest + 0.4, end - rise * 0.5, to + 1.2, end + 0.4);
  canvas.fill(band, cloth.map);
  if (dice.chance(0.35))
    canvas.cut(polygon(from + 3.5, low - 0.5, crest - 2.5, end - rise * dice.between(0.35, 0.6), to - 2, end - 0.5));
  if (dice.chance(0.5))
    canvas.print(
      ribbon([from, low - rise * 0.3, crest + 1, end - rise * 0.6], dice.between(0.7, 1.8)),
      cloth.accent,
      0.8,
    );
  if (dice.chance(0.4)) drawAnkle(canvas, dice, last, cloth, dice.between(3.5, 5.5));
};

/** A closed front that runs back into a strap around the heel. */
const slingback: Upper = (canvas, dice, last, cloth) => {
  const throat = dice.between(9, 14);
  const y = footbedY(last, 4);
  const back = Math.max(1, footbedY(last, BACK) - dice.between(3, 7.5));
  const front = new Path()
    .to(TOE + 0.4, y + 0.2)
    .bend(2.4, y - dice.between(2.4, 4), throat, footbedY(last, throat) - dice.between(2.6, 4))
    .to(throat + 3.5, footbedY(last, throat + 3.5) + 0.4);
  canvas.fill(front, cloth.map);
  canvas.fill(
    ribbon(
      [throat - 0.5, footbedY(last, throat) - 2, 20, (footbedY(last, 20) + back) / 2 - 0.5, BACK - 0.3, back],
      dice.between(1.2, 2.4),
    ),
    cloth.map,
  );
  if (dice.chance(0.4)) canvas.cut(ellipse(dice.between(5, 9), y - 0.9, 1.1, 0.6));
};

/** A sport or fisherman's sandal: a whole shoe with windows cut into it. */
const fisherman: Upper = (canvas, dice, last, cloth) => {
  const rise = dice.between(7, 10.5);
  const y = footbedY(last, 6);
  const top = footbedY(last, 22) - rise;
  const shoe = new Path()
    .to(TOE + 0.3, y + 0.3)
    .bend(0.8, y - 4, 6, y - 4.6)
    .bend(12, y - 6, dice.between(15, 18), top)
    .to(22, top + dice.between(1, 2.5))
    .to(BACK - 0.6, top + dice.near(0.6, 0.8))
    .to(BACK, footbedY(last, BACK) + 0.3);
  canvas.fill(shoe, cloth.map);
  const count = Math.floor(dice.between(2, 5));
  for (let i = 0; i < count; i++) {
    const x = 7 + (i * 13) / count + dice.near(0, 0.6);
    const low = footbedY(last, x) - 0.6;
    const height = dice.between(1.8, 4);
    canvas.cut(
      polygon(
        x,
        low,
        x + 0.6,
        low - height,
        x + dice.between(1.6, 2.8),
        low - height * 0.9,
        x + dice.between(1.2, 2.2),
        low,
      ),
    );
  }
  canvas.print(
    ribbon([7, y - 3, 18, top + 2, BACK, top + 3], dice.between(0.8, 1.6)),
    cloth.accent,
    dice.between(0.3, 0.9),
  );
};

/** What holds the foot on a flat sole, with how often each is met. */
export const FLAT: Weighted<Upper> = [
  [2.2, thong],
  [1.6, anklet],
  [1.8, gladiator],
  [1.6, slide],
  [0.8, slingback],
  [1.6, fisherman],
  [2.6, crossed],
];
/** The same for a raised sole. */
export const HEELED: Weighted<Upper> = [
  [4.5, anklet],
  [1, gladiator],
  [1, slide],
  [1.6, slingback],
  [1.6, crossed],
];
