/** A run's recorded steps as pictures, painted in the worker. */
import { AbortError } from '../../../domain/errors.ts';
import { netOf } from '../../../domain/run/plane-run.ts';
import type { Run, Snapshot } from '../../../domain/run/run.ts';
import type { AtlasFrameRequest, AtlasWorker } from '../../../protocol/atlas.ts';
import { fitLook } from '../../../state/plane-look.ts';
import type { Slicing } from '../large/slices.ts';
import { drawingOf } from '../view/frames.ts';
import type { Scene } from '../view/scene.ts';
import type { FilmPlan } from './plan.ts';
import { FilmStrip } from './strip.ts';

/** What is filmed, and how it is looked at. */
export interface FilmSubject {
  readonly run: Run;
  readonly view: Pick<Scene, 'window' | 'look'>;
  readonly images: readonly number[];
}

/** The frame of one recorded step; σ edited later counts from then on. Null where the run isn't of a 2D net. */
export function frameRequest(
  { run, view, images }: FilmSubject,
  { step, weights }: Snapshot,
  plan: FilmPlan,
): AtlasFrameRequest | null {
  const spec = netOf(run, step);
  if (spec === null) return null;
  const { seed } = run.experiment;
  const drawing = drawingOf({ spec, seed, window: view.window, look: fitLook(view.look, spec) });
  const { mode } = drawing.scale;
  // One image with a range of its own needs no other.
  const alone = images.length === 1 && (mode === 'each' || mode === 'fixed');
  const tiles = images.map((image, i) => ({ image: alone ? 0 : image, canvas: '', ...plan.frame.corners[i]! }));
  const only = alone ? { only: images[0]! } : {};
  return { ...drawing, ...only, weights: { from: 'bytes', bytes: weights }, size: plan.size, coarseness: 1, tiles };
}

/** What hears of each frame as it comes. */
type Painting = Slicing & { readonly onFrame?: (strip: FilmStrip, index: number) => void };

/** Paints all of them. Rejects with AbortError when told to stop. */
export async function paintFilm(
  subject: FilmSubject,
  snapshots: readonly Snapshot[],
  plan: FilmPlan,
  atlases: AtlasWorker,
  { signal, onProgress, onFrame }: Painting = {},
): Promise<FilmStrip> {
  const strip = new FilmStrip(plan);
  for (const [i, snapshot] of snapshots.entries()) {
    if (signal?.aborted === true) throw new AbortError();
    const request = frameRequest(subject, snapshot, plan);
    if (request === null) break;
    await strip.put(i, await atlases.paintAtlases(request, plan.frame.width, plan.frame.height));
    onFrame?.(strip, i);
    onProgress?.((i + 1) / snapshots.length);
  }
  return strip;
}
