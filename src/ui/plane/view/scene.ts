/** What the view shows, put together from the experiment and the look. Parts that didn't change stay the same objects, so that comparing them is enough. */
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { Experiment, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import { written, type WrittenPlane } from '../../../state/plane-edits.ts';
import type { PlaneLook } from '../../../state/plane-look.ts';

/** The net with all its numbers, and how it is looked at. */
export interface Scene {
  readonly spec: WrittenPlane;
  readonly seed: number;
  readonly window: PlaneWindow;
  readonly look: PlaneLook;
}

export class SceneMaker {
  #network: PlaneSpec | null = null;
  #scene: Scene | null = null;

  /** The scene of a 2D net's experiment. */
  of(experiment: Experiment, look: PlaneLook): Scene {
    const network = experiment.network as PlaneSpec;
    const { seed } = experiment;
    const before = this.#scene;
    const spec =
      before !== null && network === this.#network && seed === before.seed ? before.spec : written(network, seed);
    const window = kept(before?.window ?? null, {
      centreX: look.centre[0],
      centreY: look.centre[1],
      extent: spec.zoom,
    });
    this.#network = network;
    this.#scene = { spec, seed, window, look };
    return this.#scene;
  }
}

function kept(before: PlaneWindow | null, now: PlaneWindow): PlaneWindow {
  if (before === null) return now;
  const same = before.centreX === now.centreX && before.centreY === now.centreY && before.extent === now.extent;
  return same ? before : now;
}
