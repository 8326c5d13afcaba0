/**
 * How the page looks at the 2D net: which square of the plane, which quantity, which colours, what is pinned, cut or sampled. None of it is part
 * of the experiment, and none of it is undone. Plain data and pure functions.
 */
import type { PlaneSpec } from '../domain/experiment/experiment.ts';
import type { Quantity } from '../domain/atlas/images.ts';
import type { PlaneParameter, Side } from '../domain/atlas/view.ts';
import { columnsOf } from '../domain/networks/plane-inputs.ts';
import type { AtlasScale } from '../protocol/atlas.ts';

/** A point of the plane: the first input, the second. */
export type PlanePoint = readonly [number, number];

/** A line cut across the plane. */
export interface PlaneLine {
  readonly from: PlanePoint;
  readonly to: PlanePoint;
}

/** A row of atlases: the x (0) or the a (1) of a layer. */
export interface PlaneStage {
  readonly layer: number;
  readonly stage: 0 | 1;
}

export const SAMPLE_KINDS = ['none', 'uniform', 'gaussian', 'ring', 'clusters'] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

export interface PlaneLook {
  /** Middle of the square on show; half its side is the experiment's zoom. */
  readonly centre: PlanePoint;
  readonly quantity: Quantity;
  /** The number by which `quantity` 'wrt' differentiates. */
  readonly wrt: PlaneParameter | null;
  /** Which of the two derivatives the rule `best` goes on with. */
  readonly side: Side;
  readonly scale: AtlasScale;
  readonly pins: readonly PlanePoint[];
  readonly line: PlaneLine | null;
  /** Which neurons the slice shows. */
  readonly cut: PlaneStage;
  readonly samples: SampleKind;
  /** Show characteristic functions in place of histograms. */
  readonly fourier: boolean;
}

export const INITIAL_LOOK: PlaneLook = {
  centre: [0, 0],
  quantity: 'value',
  wrt: null,
  side: 'right',
  scale: { colours: 'diverging', mode: 'each', range: [-1, 1], contour: true },
  pins: [],
  line: null,
  cut: { layer: 1, stage: 1 },
  samples: 'none',
  fourier: false,
};

/** More pins than this cannot be told apart; the oldest goes. */
export const MOST_PINS = 6;

/** The look without what no longer exists in the net. */
export function fitLook(look: PlaneLook, spec: PlaneSpec): PlaneLook {
  const last = spec.layers.length - 1;
  const cut = look.cut.layer <= last ? look.cut : { ...look.cut, layer: last };
  const wrt = look.wrt !== null && exists(spec, look.wrt) ? look.wrt : null;
  if (cut === look.cut && wrt === look.wrt) return look;
  return { ...look, cut, wrt };
}

function exists(spec: PlaneSpec, { layer, row, column, bias }: PlaneParameter): boolean {
  const width = spec.layers[layer]?.width ?? 0;
  return row < width && (bias === true || column < columnsOf(spec, layer));
}
