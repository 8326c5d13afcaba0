import { PIXELS, SIDE, type Canvas } from './canvas.ts';
import type { Dice, Quantiles, Weighted } from './dice.ts';
import { plain, type Texture } from './textures.ts';

/** What a kind of garment is usually made of. */
export interface Stuff {
  /** The tones it comes in; Fashion-MNIST shows photographs in negative, so black cloth is near 1. */
  readonly tones: Quantiles;
  readonly textures: Weighted<Texture>;
  /** Strength of the folds, 0 for stiff leather to about 0.3. */
  readonly folds: number;
  /** How far apart the two tones of a texture may be. */
  readonly contrast: readonly [low: number, high: number];
}

/** A piece of cloth as large as the image, with the tones that go with it. */
export interface Cloth {
  /** The tone of each pixel, if all the image were this cloth. */
  readonly map: Float32Array;
  /** The tone of most of it. */
  readonly tone: number;
  /** A tone that stands out from it: trimmings, prints, buttons. */
  readonly accent: number;
}

/** Weaves a piece of cloth: tones, texture, folds, light from one side, and grain. */
export function weave(canvas: Canvas, dice: Dice, stuff: Stuff): Cloth {
  const tone = dice.quantile(stuff.tones);
  const accent = contrasting(dice, tone, stuff.contrast);
  const map = canvas.swatch();
  const texture = dice.pick(stuff.textures);
  texture(map, dice);
  if (texture === plain) map.fill(tone);
  else for (let i = 0; i < PIXELS; i++) map[i] = tone + (accent - tone) * map[i]!;
  drape(map, dice, stuff.folds * dice.uniform());
  return { map, tone, accent };
}

/** A tone some way from the given one, on the side where there is room for it. */
export function contrasting(dice: Dice, tone: number, [low, high]: readonly [number, number]): number {
  const distance = dice.between(low, high);
  const lighter = tone + distance > 0.97;
  const darker = tone - distance < 0.12;
  const down = lighter || (!darker && dice.chance(0.5));
  return Math.min(0.97, Math.max(0.12, down ? tone - distance : tone + distance));
}

const PROFILE = 68;

/** The relief of folds along a line across the cloth: bumps of random height and width, about 0, a sample a pixel. */
function foldProfile(dice: Dice): readonly number[] {
  const profile: number[] = [];
  let height = dice.between(-0.5, 0.5);
  while (profile.length < PROFILE) {
    const next = dice.between(-0.5, 0.5);
    const width = Math.round(dice.between(1, 5));
    for (let i = 0; i < width; i++) profile.push(height + ((next - height) * i) / width);
    height = next;
  }
  return profile;
}

/** Adds folds, light and grain in place. Shadows raise the tone towards 1, as in a negative. */
function drape(map: Float32Array, dice: Dice, folds: number): void {
  const profile = foldProfile(dice);
  const slant = dice.near(0, 0.35);
  const fan = dice.near(0, 0.02);
  const rise = dice.between(0.2, 1);
  const lightX = dice.near(0, 0.007);
  const lightY = dice.near(0, 0.006);
  const grain = (dice.between(0.004, 0.05) * dice.uniform()) / 0x80000000;
  let noise = dice.roll();
  for (let i = 0, y = 0; y < SIDE; y++) {
    const depth = folds * (1 - rise + (rise * y) / SIDE);
    const step = 1 - fan * y;
    const start = PROFILE / 2 + slant * y - 14 * step;
    const light = lightY * (y - 14) - 14 * lightX;
    for (let x = 0; x < SIDE; x++, i++) {
      noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
      const at = start + step * x;
      const k = at | 0;
      const fold = profile[k]! + (profile[k + 1]! - profile[k]!) * (at - k);
      map[i]! += depth * fold + light + lightX * x + grain * noise;
    }
  }
}
