/** What choosing a task means for the rest of the experiment: what the task cannot do without, a net whose outputs fit, and, on request, one that can learn it. Pure. */
import { toBase64 } from '../../../domain/base64.ts';
import type {
  DataSpec,
  Experiment,
  HandPoint,
  PlaneLayerSpec,
  PlaneSpec,
} from '../../../domain/experiment/experiment.ts';
import { handPoints } from '../../../domain/plane-tasks/hand.ts';
import { outputsOf, type PlaneTask } from '../../../domain/plane-tasks/task.ts';
import { withWidth, written } from '../../../state/plane-edits.ts';
import { startPicture } from '../pad/picture.ts';

const START_FORMULA = 'sin(2*x)*cos(y)';
/** Something to begin with where a task's points can't be written down. */
const START_POINTS: readonly HandPoint[] = [
  [-1.5, 1, 0, 0],
  [1.5, -1, 1, 0],
];
const HIDDEN = [8, 8] as const;

/** The data for a task, with what it needs: what was there before, else something to begin with. */
export function dataFor(task: PlaneTask, { data, seed }: Pick<Experiment, 'data' | 'seed'>): DataSpec {
  const next: DataSpec = { ...data, source: task.id };
  switch (task.needs) {
    case undefined:
      return next;
    case 'formula':
      return { ...next, formula: data.formula ?? START_FORMULA };
    case 'image':
      return { ...next, image: data.image ?? startImage() };
    case 'points':
      return {
        ...next,
        trainSize: null,
        testSize: null,
        points: data.points ?? handPoints({ data, seed }) ?? START_POINTS,
      };
    default:
      return task.needs satisfies never;
  }
}

function startImage(): NonNullable<DataSpec['image']> {
  const { size, levels } = startPicture();
  return { size, levels: toBase64(levels) };
}

/** Whether the net's last layer has a neuron for every number that the task asks for. */
export function fits(network: PlaneSpec, task: PlaneTask): boolean {
  return network.layers.at(-1)!.width >= outputsOf(task);
}

/** The net with as many outputs as the task needs; the same where it has them. */
export function fitted(network: PlaneSpec, task: PlaneTask, seed: number): PlaneSpec {
  if (fits(network, task)) return network;
  return withWidth(written(network, seed), network.layers.length - 1, outputsOf(task), seed);
}

/** A net of two layers of eight under the σ and rule of the present first layer, ending without a σ (cross-entropy takes log-odds); its numbers come from the seed. */
export function suggestedNet(network: PlaneSpec, task: PlaneTask): PlaneSpec {
  const { activation, derivative } = network.layers[0]!;
  const hidden = HIDDEN.map((width): PlaneLayerSpec => ({ width, activation, derivative }));
  const last: PlaneLayerSpec = {
    width: outputsOf(task),
    activation: { name: 'identity' },
    derivative: { rule: 'exact', noise: 0 },
  };
  return { ...network, layers: [...hidden, last] };
}

/** How a suggested net learns within a minute: settings that go with it. */
export function suggestedTraining(experiment: Experiment, task: PlaneTask): Partial<Experiment> {
  return {
    optimizer: { ...experiment.optimizer, name: 'adam', learningRate: 0.01 },
    loss: task.asks === 'label' ? 'bce' : 'mse',
    batchSize: 32,
    epochs: 500,
  };
}
