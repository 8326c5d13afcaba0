/** One atlas as numbers at any size: by the worker's `atlas` where that can say what is shown, else on the page, row by row. */
import { columnCentre, rowCentre, type AtlasView, type PlaneWindow } from '../../../domain/atlas/view.ts';
import { netAtPoints, type NetQuantity } from '../../../domain/atlas/host.ts';
import type { Experiment, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { AtlasWorker } from '../../../protocol/atlas.ts';
import type { PlaneLook, PlaneStage } from '../../../state/plane-look.ts';
import { programOf, quantityOf, weightsOf } from '../shared/net.ts';
import { inSlices, type Slicing } from './slices.ts';

/** Which atlas, and how the plane is looked at. */
export interface AtlasSubject {
  readonly experiment: Experiment;
  readonly spec: PlaneSpec;
  readonly window: PlaneWindow;
  readonly look: Pick<PlaneLook, 'quantity' | 'wrt' | 'side'>;
  readonly atlas: PlaneStage & { readonly neuron: number };
}

/** size×size values, row 0 at the top. `dead` are flags in place of values. */
export async function atlasValues(
  subject: AtlasSubject,
  size: number,
  atlases: AtlasWorker | null,
  slicing: Slicing = {},
): Promise<Float32Array<ArrayBuffer>> {
  const view = viewOf(subject, size);
  if (view === null || atlases === null) return valuesOnPage(subject, size, slicing);
  const { values } = await atlases.atlas({ ...subject.experiment, network: subject.spec }, view);
  return values as Float32Array<ArrayBuffer>;
}

/** The view of SPEC §6 that shows the same; null where there is none. */
export function viewOf({ window, look, atlas }: AtlasSubject, size: number): AtlasView | null {
  if (window.centreX !== 0 || window.centreY !== 0) return null;
  const { layer, neuron, stage } = atlas;
  const { wrt } = look;
  if (look.quantity === 'value') return { layer, neuron, of: stage === 0 ? 'pre' : 'post', size };
  if (stage === 0) return null;
  if (look.quantity === 'slope') return { layer, neuron, of: 'slope', size };
  return look.quantity === 'wrt' && wrt !== null ? { layer, neuron, of: 'post', size, wrt, side: look.side } : null;
}

async function valuesOnPage(subject: AtlasSubject, size: number, slicing: Slicing): Promise<Float32Array<ArrayBuffer>> {
  const { spec, experiment, window, atlas } = subject;
  const program = programOf(spec);
  const values = new Float32Array(size * size);
  if (program === null) return values.fill(NaN);
  const net = { program, weights: weightsOf(spec, experiment.seed), ...shownBy(subject) };
  const xs = Float64Array.from({ length: size }, (_, c) => columnCentre(window, size, c));
  const work = (r: number): void => {
    const { pre, post } = netAtPoints(net, xs, new Float64Array(size).fill(rowCentre(window, size, r)))[atlas.layer]!;
    values.set((atlas.stage === 0 ? pre : post)[atlas.neuron]!, r * size);
  };
  await inSlices(size, work, slicing);
  return values;
}

function shownBy({ look }: AtlasSubject): Pick<NetQuantity, 'quantity' | 'wrt' | 'side'> {
  return look.quantity === 'dead' ? { quantity: 'dead', side: look.side } : quantityOf(look);
}
