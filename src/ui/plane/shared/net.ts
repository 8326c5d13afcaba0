/** The net of the page in float64, for the few points that a crosshair, a slice or a cloud of samples needs. Programs are kept while formulas stay. */
import { netAtPoints, type LayerColumns, type NetQuantity } from '../../../domain/atlas/host.ts';
import { planeProgram, type PlaneProgram } from '../../../domain/atlas/plane-program.ts';
import type { PlaneSpec } from '../../../domain/experiment/experiment.ts';
import { initialPlaneWeights, planeLayers, type PlaneLayerWeights } from '../../../domain/networks/plane.ts';
import type { PlaneLook, PlanePoint } from '../../../state/plane-look.ts';

/** What is shown of a net at points: `dead` reads as the values under the hatching. */
export interface Shown {
  readonly spec: PlaneSpec;
  readonly seed: number;
  readonly look: Pick<PlaneLook, 'quantity' | 'wrt' | 'side'>;
}

let last: { readonly key: string; readonly program: PlaneProgram } | null = null;

/** The program of a net, or null where one of its formulas has a mistake. */
export function programOf(spec: PlaneSpec): PlaneProgram | null {
  const formulas = spec.layers.map(({ width, activation, derivative }) => [width, activation, derivative]);
  const key = JSON.stringify([spec.frequencies, formulas]);
  if (last?.key === key) return last.program;
  try {
    last = { key, program: planeProgram(spec) };
    return last.program;
  } catch {
    return null;
  }
}

export function weightsOf(spec: PlaneSpec, seed: number): PlaneLayerWeights[] {
  return planeLayers(spec, initialPlaneWeights(spec, seed));
}

/** The quantity that the look asks for, as far as it can be had at single points. */
export function quantityOf({ quantity, wrt, side }: Shown['look']): Pick<NetQuantity, 'quantity' | 'wrt' | 'side'> {
  if (quantity === 'wrt') return wrt === null ? { quantity: 'value', side } : { quantity, wrt, side };
  return { quantity: quantity === 'dead' ? 'value' : quantity, side };
}

/** All neurons at these points; null where the net cannot be computed. */
export function netAlong({ spec, seed, look }: Shown, xs: Float64Array, ys: Float64Array): LayerColumns[] | null {
  const program = programOf(spec);
  if (program === null) return null;
  return netAtPoints({ program, weights: weightsOf(spec, seed), ...quantityOf(look) }, xs, ys);
}

/** All neurons at one point. */
export function netAt(shown: Shown, [x, y]: PlanePoint): LayerColumns[] | null {
  return netAlong(shown, Float64Array.of(x), Float64Array.of(y));
}
