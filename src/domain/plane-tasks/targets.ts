/** Tasks that ask for numbers: a formula's value, the grey of a picture, or the point itself; and the points that people set by hand. */
import { fromBase64 } from '../base64.ts';
import { DataError } from '../errors.ts';
import type { ImageTarget } from '../experiment/experiment.ts';
import { compile, parseFormula, PLANE_VARIABLES } from '../formula/index.ts';
import { anywhere, TASK_EXTENT, type PlaneTask } from './task.ts';

export const formula: PlaneTask = {
  id: 'formula',
  label: 'A formula',
  description: 'The value of a formula in x and y that you type.',
  asks: 'value',
  noise: 'value',
  needs: 'formula',
  sampler: ({ formula: text = '0' }) => {
    const value = compile(parseFormula(text, { variables: PLANE_VARIABLES }));
    return (random) => {
      const [x, y] = [anywhere(random), anywhere(random)];
      return { x, y, target: finite(value(x, { y })) };
    };
  },
};

export const image: PlaneTask = {
  id: 'image',
  label: 'A picture',
  description: 'The grey levels of a picture that you drop or draw: 0 is black, 1 is white.',
  asks: 'value',
  noise: 'value',
  needs: 'image',
  sampler: ({ image: picture }) => {
    const grey = picture ? greyAt(picture) : () => 0;
    return (random) => {
      const [x, y] = [anywhere(random), anywhere(random)];
      return { x, y, target: grey(x, y) };
    };
  },
};

export const identity: PlaneTask = {
  id: 'identity',
  label: 'Two-pixel autoencoder',
  description: 'The point itself: an image of two pixels, to be had again at the output.',
  asks: 'point',
  noise: 'none',
  sampler: () => (random) => ({ x: anywhere(random), y: anywhere(random), target: 0 }),
};

export const points: PlaneTask = {
  id: 'points',
  label: 'Points by hand',
  description: 'Points that you add, move, relabel and remove.',
  asks: 'label',
  noise: 'none',
  needs: 'points',
};

/** Where a formula has no value, the task asks for 0. */
const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** The grey level, 0…1, of the pixel that covers a point of the task's square. */
function greyAt({ size, levels }: ImageTarget): (x: number, y: number) => number {
  const bytes = fromBase64(levels);
  if (bytes?.length !== size * size) throw new DataError(`Expected ${size * size} grey levels of a picture in base64.`);
  const pixel = (along: number): number =>
    Math.min(size - 1, Math.max(0, Math.floor((size * (along + TASK_EXTENT)) / (2 * TASK_EXTENT))));
  return (x, y) => bytes[pixel(-y) * size + pixel(x)]! / 255;
}
