/** What a film shows and how its frames lie on a strip: images of one frame in rows, frames side by side and wrapped. Lengths are pixels. Pure. */
import type { PlaneSpec } from '../../../domain/experiment/experiment.ts';
import { firstImage } from '../view/frames.ts';

/** Between the images of a frame, and between frames. */
const GAP = 4;
/** Images in a row of a frame. */
const ROW = 8;
/** Strips are wrapped at this width, and no browser has to make one higher than that. */
const STRIP = { wide: 4096, high: 8192 } as const;

/** Images of the net that a film can show, by their numbers (domain/atlas/images). */
export interface FilmView {
  readonly label: string;
  /** For names of files. */
  readonly name: string;
  readonly images: readonly number[];
}

export interface Corner {
  readonly x: number;
  readonly y: number;
}

export interface FilmPlan {
  readonly size: number;
  /** One frame, with its images' corners in it. */
  readonly frame: { readonly width: number; readonly height: number; readonly corners: readonly Corner[] };
  /** The strip, with its frames' corners in it. */
  readonly strip: { readonly width: number; readonly height: number; readonly corners: readonly Corner[] };
}

/** The output first, then every x and a, layer by layer. */
export function filmViews(spec: PlaneSpec): FilmView[] {
  const last = spec.layers.length - 1;
  const width = spec.layers[last]!.width;
  const outputs = indices(width).map((neuron) => ({
    label: width === 1 ? 'output' : `output ${neuron + 1}`,
    name: width === 1 ? 'output' : `output${neuron + 1}`,
    images: [firstImage(spec, last, 1) + neuron],
  }));
  const layers = spec.layers.flatMap((layer, k) =>
    ([0, 1] as const).map((stage) => ({
      label: `layer ${k}, ${stage === 0 ? 'x' : 'a'}`,
      name: `layer${k}-${stage === 0 ? 'x' : 'a'}`,
      images: indices(layer.width).map((neuron) => firstImage(spec, k, stage) + neuron),
    })),
  );
  return [...outputs, ...layers];
}

/** At most `count` of them at even distances, the first and the last always among them. */
export function spread<T>(all: readonly T[], count: number): T[] {
  if (count >= all.length) return [...all];
  return indices(count).map((i) => all[Math.round((i * (all.length - 1)) / Math.max(1, count - 1))]!);
}

/** Where everything lies in a film of so many frames, each of so many images of `size` pixels. */
export function filmPlan(frames: number, images: number, size: number): FilmPlan {
  const frame = grid(images, ROW, { width: size, height: size });
  const fitting = Math.max(1, Math.floor((STRIP.wide + GAP) / (frame.width + GAP)));
  return { size, frame, strip: grid(frames, fitting, frame) };
}

/** Why no strip can be made after this plan; '' where one can. */
export function tooLarge({ strip: { width, height } }: FilmPlan): string {
  if (width <= STRIP.wide && height <= STRIP.high) return '';
  return `All frames together would be ${width} × ${height} pixels, and ${STRIP.wide} × ${STRIP.high} is the most: choose fewer frames or a smaller size.`;
}

/** Boxes in as few rows as `most` in a row allow, the rows as even as can be. */
function grid(count: number, most: number, { width, height }: { readonly width: number; readonly height: number }) {
  const rows = Math.ceil(count / most);
  const columns = Math.ceil(count / rows);
  return {
    width: columns * (width + GAP) - GAP,
    height: rows * (height + GAP) - GAP,
    corners: indices(count).map((i) => ({
      x: (i % columns) * (width + GAP),
      y: Math.floor(i / columns) * (height + GAP),
    })),
  };
}

const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
