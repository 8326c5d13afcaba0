import { pcg } from '../random/pcg.ts';
import { PIXELS, SIDE } from './canvas.ts';
import type { Dice } from './dice.ts';

/**
 * What is woven into or printed on cloth. A texture fills a map with numbers from 0 to 1: how far each pixel's tone goes
 * from the cloth's first tone to its second.
 */
export type Texture = (map: Float32Array, dice: Dice) => void;

/** A smooth wave of period 1 between 0 and 1, made of parabolas. */
export function wave(t: number): number {
  const u = 2 * (t - Math.floor(t)) - 1;
  return 0.5 + 2 * u * (1 - Math.abs(u));
}

/** 0 below −1/2, 1 above 1/2, straight between: the edge of a stripe of which t is the distance in pixels. */
function edge(t: number): number {
  return t <= -0.5 ? 0 : t >= 0.5 ? 1 : t + 0.5;
}

/** How much of a pixel at position t lies in a stripe, for stripes of the given period and share, in pixels. */
function stripe(t: number, period: number, share: number): number {
  const phase = t - period * Math.floor(t / period);
  const distance = Math.abs(phase - period / 2);
  return edge((share * period) / 2 - distance);
}

/** Fills the map with one function of the pixel's centre, relative to the middle of the image. */
function each(map: Float32Array, at: (x: number, y: number) => number): void {
  for (let i = 0, y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++, i++) map[i] = at(x - 13.5, y - 13.5);
}

const LATTICE_STRIDE = 256;

/** Smooth noise between 0 and 1 on a turned lattice of cells of the given size, in pixels. */
function smoothNoise(map: Float32Array, dice: Dice, cellX: number, cellY: number): void {
  const key = dice.roll();
  const turn = dice.between(-0.8, 0.8);
  for (let i = 0, y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++, i++) {
      const u = (x + turn * y) / cellX;
      const v = (y - turn * x) / cellY;
      const column = Math.floor(u);
      const row = Math.floor(v);
      const s = ease(u - column);
      const corner = key + row * LATTICE_STRIDE + column;
      const upper = mix(pcg(corner), pcg(corner + 1), s);
      const lower = mix(pcg(corner + LATTICE_STRIDE), pcg(corner + LATTICE_STRIDE + 1), s);
      map[i] = mix(upper, lower, ease(v - row)) / 0x100000000;
    }
}

function mix(from: number, to: number, t: number): number {
  return from + (to - from) * t;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

/** One tone. */
export const plain: Texture = (map) => {
  map.fill(0);
};

/** Speckled yarn: independent grain, drawn out sideways. */
export const heather: Texture = (map, dice) => {
  const key = dice.roll();
  const run = dice.between(0.1, 0.7);
  const strength = dice.between(0.2, 1) * dice.between(0.3, 1);
  let last = 0.5;
  for (let i = 0; i < PIXELS; i++) {
    last = run * last + (1 - run) * (pcg(key + i) / 0x100000000);
    map[i] = strength * last;
  }
};

/** Stripes across, sagging a little. */
export const hoops: Texture = (map, dice) => {
  const period = dice.between(2.2, 7);
  const share = dice.between(0.25, 0.6);
  const phase = dice.between(0, period);
  const sag = dice.between(-0.006, 0.012);
  each(map, (x, y) => stripe(y + phase + sag * x * x, period, share));
};

/** Stripes down the cloth. */
export const pinstripes: Texture = (map, dice) => {
  const period = dice.between(2, 5);
  const share = dice.between(0.2, 0.6);
  const phase = dice.chance(0.6) ? period / 2 : dice.between(0, period);
  const flare = dice.near(0, 0.012);
  each(map, (x, y) => stripe(x * (1 - flare * y) + phase, period, share));
};

/** Bands both ways, darkest where they cross. */
export const plaid: Texture = (map, dice) => {
  const period = dice.between(3.2, 7);
  const across = period * dice.between(0.9, 1.15);
  const share = dice.between(0.3, 0.55);
  const phaseX = dice.between(0, period);
  const phaseY = dice.between(0, period);
  const line = dice.between(0, 0.5);
  each(map, (x, y) => {
    const bands = stripe(x + phaseX, period, share) + stripe(y + phaseY, across, share);
    const lines = stripe(x + phaseX + period / 2, period, 0.18) + stripe(y + phaseY + across / 2, across, 0.18);
    return Math.min(1, 0.5 * bands + line * lines);
  });
};

/** Dots in staggered rows. */
export const dots: Texture = (map, dice) => {
  const pitch = dice.between(2.6, 5);
  const radius = pitch * dice.between(0.2, 0.34);
  const phase = dice.between(0, pitch);
  each(map, (x, y) => {
    const row = Math.floor((y + phase) / pitch);
    const dy = y + phase - (row + 0.5) * pitch;
    const shifted = x + (row & 1 ? pitch / 2 : 0);
    const dx = shifted - pitch * Math.floor(shifted / pitch) - pitch / 2;
    return edge(radius + 0.2 - Math.sqrt(dx * dx + dy * dy));
  });
};

/** A print of blossoms: blots of noise with hard edges. */
export const floral: Texture = (map, dice) => {
  const cell = dice.between(1.5, 3.4);
  smoothNoise(map, dice, cell, cell * dice.between(0.8, 1.3));
  const level = dice.between(0.4, 0.62);
  for (let i = 0; i < PIXELS; i++) map[i] = edge((map[i]! - level) * 5);
};

/** Clouds: acid wash, camouflage, marbled wool. */
export const marble: Texture = (map, dice) => {
  const cell = dice.between(3, 8);
  smoothNoise(map, dice, cell, cell * dice.between(0.7, 2));
};

/** One tone above running into another below. */
export const ombre: Texture = (map, dice) => {
  const middle = dice.near(2, 7);
  const length = dice.between(6, 26);
  each(map, (_, y) => ease(Math.min(1, Math.max(0, (y - middle) / length + 0.5))));
};

/** Two or three blocks of cloth, one above the other. */
export const blocks: Texture = (map, dice) => {
  const first = dice.between(-8, 4);
  const second = dice.chance(0.4) ? first + dice.between(3, 7) : 40;
  const slant = dice.chance(0.25) ? dice.near(0, 0.5) : 0;
  each(map, (x, y) => edge(y + slant * x - first) * edge(second - y - slant * x));
};

/** One broad stripe down the cloth. */
export const panel: Texture = (map, dice) => {
  const half = dice.between(2, 4.5);
  const centre = dice.chance(0.5) ? 0 : dice.near(0, 4);
  each(map, (x) => edge(half - Math.abs(x - centre)));
};

/** Zigzags across. */
export const chevrons: Texture = (map, dice) => {
  const period = dice.between(3, 6);
  const width = dice.between(3, 7);
  const height = dice.between(0.5, 1.2);
  const share = dice.between(0.35, 0.55);
  each(map, (x, y) => stripe(y + height * Math.abs(x - width * Math.round(x / width)), period, share));
};

/** Ribs or seams across that swell between them, as in down jackets and coarse knits. */
export const quilting: Texture = (map, dice) => {
  const period = dice.between(2.4, 4.2);
  const phase = dice.between(0, period);
  each(map, (_, y) => 1 - wave((y + phase) / period));
};

/** Fine ribs down the cloth. */
export const ribs: Texture = (map, dice) => {
  const period = dice.between(1.8, 2.6);
  const strength = dice.between(0.4, 1);
  each(map, (x, y) => strength * wave((x + 0.01 * x * y) / period));
};
