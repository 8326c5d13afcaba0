import type { Canvas } from './canvas.ts';
import type { Cloth } from './cloth.ts';
import type { Dice, Weighted } from './dice.ts';
import { ellipse, polygon, rectangle, ribbon } from './path.ts';

/** Something printed or sewn on a garment around a given point, in its accent tone. */
export type Print = (canvas: Canvas, dice: Dice, cloth: Cloth, x: number, y: number) => void;

/** Lines of lettering too small to read. */
const lettering: Print = (canvas, dice, cloth, x, y) => {
  const lines = Math.floor(dice.between(1, 4));
  const half = dice.between(2, 4.5);
  const height = dice.between(0.9, 2);
  for (let line = 0; line < lines; line++) {
    const top = y + line * (height + 0.9);
    const reach = half * dice.between(0.55, 1);
    for (let at = -reach; at < reach;) {
      const letter = dice.between(0.5, 2.4);
      canvas.print(
        rectangle(x + at, top + dice.between(0, 0.4), x + at + letter, top + height),
        cloth.accent,
        dice.between(0.5, 1),
      );
      at += letter + dice.between(0.2, 0.9);
    }
  }
};

/** A round emblem, filled or a ring. */
const emblem: Print = (canvas, dice, cloth, x, y) => {
  const radius = dice.between(1.8, 4);
  canvas.print(ellipse(x, y + 1.5, radius, radius * dice.between(0.8, 1.2)), cloth.accent, dice.between(0.6, 1));
  if (dice.chance(0.7))
    canvas.print(ellipse(x + dice.near(0, 0.7), y + 1.5, radius * 0.55, radius * 0.5), cloth.map, 0.9);
};

/** A diamond within a diamond. */
const diamond: Print = (canvas, dice, cloth, x, y) => {
  const width = dice.between(1.8, 3.4);
  const height = width * dice.between(0.9, 1.6);
  for (const [scale, paint] of [
    [1, cloth.accent],
    [0.62, cloth.map],
    [0.3, cloth.accent],
  ] as const)
    canvas.print(
      polygon(x - width * scale, y + 2, x, y + 2 - height * scale, x + width * scale, y + 2, x, y + 2 + height * scale),
      paint,
    );
};

/** A picture: a few blots in different tones inside a rectangle. */
const picture: Print = (canvas, dice, cloth, x, y) => {
  const half = dice.between(2, 4);
  const height = dice.between(3, 8);
  if (dice.chance(0.5))
    canvas.print(rectangle(x - half, y - 1, x + half, y - 1 + height), cloth.accent, dice.between(0.5, 1));
  for (let blot = 0; blot < 6; blot++) {
    const at = ellipse(
      x + dice.near(0, half),
      y - 1 + dice.between(0, height),
      dice.between(0.5, 1.9),
      dice.between(0.5, 1.6),
    );
    canvas.print(at, dice.chance(0.5) ? cloth.accent : dice.between(0.05, 0.95), dice.between(0.5, 1));
  }
};

/** A small mark on one breast. */
const badge: Print = (canvas, dice, cloth, x, y) => {
  const at = x + dice.between(2, 3.6);
  canvas.print(
    rectangle(at, y, at + dice.between(0.8, 1.8), y + dice.between(0.7, 1.4)),
    cloth.accent,
    dice.between(0.6, 1),
  );
};

/** A breast pocket. */
const pocket: Print = (canvas, dice, cloth, x, y) => {
  const left = x + dice.between(1.4, 2.2);
  const size = dice.between(2, 3);
  const line = [left, y, left, y + size, left + size, y + size, left + size, y];
  if (dice.chance(0.4)) canvas.print(rectangle(left, y, left + size, y + size), cloth.accent, dice.between(0.4, 1));
  canvas.print(ribbon(line, 0.6), cloth.accent, 0.5);
  canvas.print(ribbon([left - 0.2, y, left + size + 0.2, y], 0.8), cloth.accent, 0.7);
};

/** A band across the chest. */
const band: Print = (canvas, dice, cloth, _x, y) => {
  const height = dice.between(0.8, 4);
  const slant = dice.chance(0.2) ? dice.near(0, 5) : 0;
  canvas.print(
    polygon(0, y + slant, 28, y - slant, 28, y - slant + height, 0, y + slant + height),
    cloth.accent,
    dice.between(0.5, 1),
  );
};

/** An arrowhead that points down, as on ski jackets. */
const arrow: Print = (canvas, dice, cloth, x, y) => {
  const half = dice.between(3, 6);
  const drop = dice.between(1, 3.5);
  canvas.print(
    ribbon([x - half, y, x, y + drop, x + half, y], dice.between(0.8, 1.8)),
    cloth.accent,
    dice.between(0.6, 1),
  );
};

/** All prints, with how often each is met. */
export const PRINTS: Weighted<Print> = [
  [4, lettering],
  [2, emblem],
  [1, diamond],
  [3, picture],
  [3, badge],
  [1.5, pocket],
  [2, band],
  [1, arrow],
];
