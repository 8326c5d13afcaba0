/**
 * The built-in data set: ten classes of 28×28 procedural garments in the manner of Fashion-MNIST, made from a seed with
 * no download. Synthetic, and to be labelled so wherever it is shown. Pure: every image is a function of (seed, split,
 * index), the same on every machine.
 */
import type { ImageSet } from '../data/image-set.ts';
import { pcg } from '../random/pcg.ts';
import { Canvas, PIXELS, type Pose } from './canvas.ts';
import { develop } from './develop.ts';
import { Dice } from './dice.ts';
import { RECIPES } from './recipes.ts';

/** The two halves of a data set; no image of one is ever in the other. */
export type Split = 'train' | 'test';

/** The names of the ten classes, in Fashion-MNIST's order. */
export const GARMENT_CLASSES: readonly string[] = RECIPES.map((recipe) => recipe.name);

/** Makes images `start` … `start + count − 1`; a smaller set is a prefix of a larger one. */
export function makeGarments(options: { seed: number; split: Split; count: number; start?: number }): ImageSet {
  const { seed, split, count, start = 0 } = options;
  const pixels = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) labels[i] = drawGarment(seed, split, start + i, pixels, i * PIXELS);
  return { count, pixels, labels };
}

const sheet = new Canvas();

/** Draws image `index` of a split into 784 bytes from `offset` on, and returns its class. */
export function drawGarment(seed: number, split: Split, index: number, into: Uint8Array, offset: number): number {
  // Distinct for every (split, index) under one seed, since pcg is a permutation.
  const key = pcg(pcg(seed) + 2 * index + (split === 'test' ? 1 : 0));
  const label = labelOf(seed, split, index);
  const dice = new Dice(key);
  sheet.clear();
  sheet.pose = strikePose(dice);
  RECIPES[label]!.draw(sheet, dice);
  develop(sheet, dice.between(0.3, 1), into, offset);
  return label;
}

/** Each ten images in a row hold each class once, in an order of their own. */
function labelOf(seed: number, split: Split, index: number): number {
  const block = Math.floor(index / RECIPES.length);
  const dice = new Dice(pcg(~pcg(seed) + 2 * block + (split === 'test' ? 1 : 0)));
  const left = RECIPES.map((_, label) => label);
  for (let place = index % RECIPES.length; place > 0; place--) left.splice(dice.roll() % left.length, 1);
  return left[dice.roll() % left.length]!;
}

/** Turned, scaled and shifted a little: as much as centring and cropping a photograph leaves. */
function strikePose(dice: Dice): Pose {
  const turn = dice.near(0, 0.045);
  const scaleX = dice.near(1.02, 0.05);
  const scaleY = dice.near(1.03, 0.03);
  const shear = dice.near(0, 0.03);
  const x = 14 + dice.near(0, 0.6);
  const y = 14 + dice.near(0, 0.4);
  const xy = shear - turn;
  return {
    xx: scaleX,
    xy,
    x0: x - 14 * (scaleX + xy),
    yx: turn,
    yy: scaleY,
    y0: y - 14 * (scaleY + turn),
  };
}
