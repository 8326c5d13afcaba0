/** What a run trains and tests on, in the form in which engines take it, whatever kind of network it is. */
import { IMAGE_LENGTH, type DataSet, type ImageSet } from '../../src/domain/data/image-set.ts';
import { ExperimentError } from '../../src/domain/errors.ts';
import type { Experiment, PlaneSpec } from '../../src/domain/experiment/experiment.ts';
import { inputCount, planeInputs } from '../../src/domain/networks/plane-inputs.ts';
import { planeData, type PlaneExamples } from '../../src/domain/plane-tasks/data.ts';
import { outputsOf } from '../../src/domain/plane-tasks/task.ts';
import type { DataUsed } from '../../src/domain/run/run.ts';
import type { Examples } from '../engine/engine.ts';

export interface RunData {
  readonly train: Examples;
  readonly test: Examples;
  /** Test images to show reconstructions of; null where there are no images. */
  readonly images: ImageSet | null;
  readonly used: DataUsed;
  /** Sentences for the person where this isn't quite what was asked for. */
  readonly notices: readonly string[];
}

/** Images as an engine takes them: each is its own target. */
export function imageExamples({ count, pixels }: ImageSet): Examples {
  return { count, inputLength: IMAGE_LENGTH, inputs: pixels, targetLength: IMAGE_LENGTH, targets: null };
}

/** A run on images. */
export function imageRun({ train, test, ...rest }: DataSet & Pick<RunData, 'used' | 'notices'>): RunData {
  return { ...rest, train: imageExamples(train), test: imageExamples(test), images: test };
}

/** A run of the 2D net on the task that the experiment names. Throws ExperimentError where its last layer is too narrow for the task. */
export function planeRun(experiment: Experiment, network: PlaneSpec): RunData {
  const { task, train, test } = planeData(experiment);
  const width = network.layers.at(-1)!.width;
  const outputs = outputsOf(task);
  if (width < outputs)
    throw new ExperimentError(
      `Expected a last layer of at least ${outputs} neurons for the task "${task.id}", got ${width}.`,
    );
  return {
    train: planeExamples(network, train),
    test: planeExamples(network, test),
    images: null,
    used: {
      source: task.id,
      synthetic: task.needs === undefined,
      trainCount: train.count,
      testCount: test.count,
    },
    notices: noticesOf(experiment, network, outputs),
  };
}

function planeExamples(network: PlaneSpec, { count, points, targets, outputs }: PlaneExamples): Examples {
  const inputLength = inputCount(network);
  const inputs = new Float32Array(count * inputLength);
  for (let i = 0; i < count; i++) inputs.set(planeInputs(network, points[2 * i]!, points[2 * i + 1]!), i * inputLength);
  return { count, inputLength, inputs, targetLength: outputs, targets };
}

function noticesOf({ loss }: Experiment, { layers }: PlaneSpec, outputs: number): string[] {
  const last = layers.at(-1)!;
  const named = outputs === 1 ? 'The first one is' : 'The first two are';
  return [
    ...(last.width > outputs
      ? [`The last layer has ${last.width} neurons. ${named} compared with the target; the others are free.`]
      : []),
    ...(loss === 'bce' && last.activation.name === 'sigmoid'
      ? [
          'Cross-entropy puts a sigmoid of its own behind the last layer: with another one before it, identity is meant there.',
        ]
      : []),
  ];
}
