/** Tasks of two classes, 0 and 1, half of the examples each where the shape allows it. */
import type { Xoshiro128 } from '../random/xoshiro.ts';
import { anywhere, TASK_EXTENT, type PlaneTask, type Sample } from './task.ts';

const TURNS = 1.75;
const INNER = 0.4;
const RING = [1.9, 2.9] as const;
const GAP = 0.15;
const CENTRE = 1.3;
const SPREAD = 0.6;
const FIELD = 1.5;
const MOON = 1.7;

/** The class of example i: they take turns. */
const classOf = (i: number): 0 | 1 => (i % 2 === 0 ? 0 : 1);

const polar = (radius: number, angle: number, target: number): Sample => ({
  x: radius * Math.cos(angle),
  y: radius * Math.sin(angle),
  target,
});

function spiral(random: Xoshiro128, i: number): Sample {
  const along = random.uniform();
  const radius = INNER + (TASK_EXTENT - 0.2 - INNER) * along;
  return polar(radius, 2 * Math.PI * TURNS * along + Math.PI * classOf(i), classOf(i));
}

function circle(random: Xoshiro128, i: number): Sample {
  const angle = 2 * Math.PI * random.uniform();
  const part = random.uniform();
  // Roots, for points to lie equally dense.
  if (classOf(i) === 1) return polar(1.2 * Math.sqrt(part), angle, 1);
  const [inner, outer] = RING;
  return polar(Math.sqrt(inner ** 2 + part * (outer ** 2 - inner ** 2)), angle, 0);
}

function xor(random: Xoshiro128): Sample {
  const apart = (value: number): number => value + (value < 0 ? -GAP : GAP);
  const [x, y] = [apart(anywhere(random) * 0.9), apart(anywhere(random) * 0.9)];
  return { x, y, target: x < 0 !== y < 0 ? 1 : 0 };
}

function gaussian(random: Xoshiro128, i: number): Sample {
  const centre = classOf(i) === 1 ? CENTRE : -CENTRE;
  return { x: centre + SPREAD * random.normal(), y: centre + SPREAD * random.normal(), target: classOf(i) };
}

function field(random: Xoshiro128): Sample {
  const [x, y] = [anywhere(random), anywhere(random)];
  return { x, y, target: Math.abs(Math.floor(x / FIELD) + Math.floor(y / FIELD)) % 2 };
}

function moon(random: Xoshiro128, i: number): Sample {
  const angle = Math.PI * random.uniform();
  const upper = classOf(i) === 0;
  const x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
  const y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
  return { x: MOON * (x - 0.5), y: MOON * (y - 0.25), target: classOf(i) };
}

/** A task whose points are drawn by one function. */
function labelled(
  id: PlaneTask['id'],
  label: string,
  description: string,
  sample: (random: Xoshiro128, i: number) => Sample,
): PlaneTask {
  return { id, label, description, asks: 'label', noise: 'coordinates', sampler: () => sample };
}

export const spirals = labelled('spirals', 'Two spirals', 'Two arms wound around each other.', spiral);
export const circles = labelled('circles', 'Circles', 'A disc, and a ring around it.', circle);
export const xorTask = labelled('xor', 'XOR', 'Four quadrants: 1 where the two coordinates have different signs.', xor);
export const gaussians = labelled('gaussians', 'Gaussians', 'Two normal clouds, which overlap a little.', gaussian);
export const checkerboard = labelled('checkerboard', 'Checkerboard', 'Sixteen fields of two classes.', field);
export const moons = labelled('moons', 'Half moons', 'Two half moons that reach into each other.', moon);
