/**
 * From whatever a person, a link, a file or a database says to a complete experiment. Never throws: a missing field takes its
 * default; an unknown or bad one is dropped with a warning that names it by its path and says what was expected and what came.
 */
import { DEFAULT_EXPERIMENT, DEFAULT_OPTIMIZER, LIMITS, DEFAULT_ACTIVATION } from './defaults.ts';
import { OPTIMIZER_NAMES, PRECISIONS, type Experiment, type OptimizerSpec } from './experiment.ts';
import { parseData } from './parse-data.ts';
import { parseNetwork } from './parse-network.ts';
import { parseActivation, parseDerivative } from './parse-sigma.ts';
import { toPlain } from './plain.ts';
import { FieldReader, flag, integer, number, oneOf, Warnings } from './reader.ts';

/** A complete experiment, and a sentence for each thing that was dropped on the way to it. */
export interface ParsedExperiment {
  readonly experiment: Experiment;
  readonly warnings: string[];
}

const loss = oneOf(['mse', 'bce']);
const batchSize = integer(1, LIMITS.batchSize);
const epochs = integer(1, LIMITS.epochs);
const steps = integer(1, LIMITS.steps);
const seed = integer(0, LIMITS.seed);
const precision = oneOf(PRECISIONS);
const optimizerName = oneOf(OPTIMIZER_NAMES);
const learningRate = number({ min: 0 });
const momentum = number({ min: 0, max: 1 });
const weightDecay = number({ min: 0 });
const clipNorm = number({ above: 0 });

/** Completes an experiment. `{}` and undefined are the default one, without a warning. */
export function parseExperiment(input: unknown): ParsedExperiment {
  const warnings = new Warnings();
  const reader = FieldReader.of(toPlain(input), '', warnings);
  const activation = parseActivation(reader.raw('activation'), 'activation', warnings, DEFAULT_ACTIVATION);
  const derivative = parseDerivative(reader.raw('derivative'), 'derivative', warnings);
  const network = parseNetwork(reader.inner('network'), { activation, derivative });
  const experiment: Experiment = {
    network,
    activation,
    derivative,
    optimizer: readOptimizer(reader.inner('optimizer')),
    loss: reader.read('loss', loss, DEFAULT_EXPERIMENT.loss),
    batchSize: reader.read('batchSize', batchSize, DEFAULT_EXPERIMENT.batchSize),
    epochs: reader.read('epochs', epochs, DEFAULT_EXPERIMENT.epochs),
    steps: reader.nullable('steps', steps, 'which is as many as the epochs take'),
    seed: reader.read('seed', seed, DEFAULT_EXPERIMENT.seed),
    shuffle: reader.read('shuffle', flag, DEFAULT_EXPERIMENT.shuffle),
    ...(reader.read('precision', precision, 'float32') === 'float16' && { precision: 'float16' }),
    data: parseData(reader.inner('data'), network),
  };
  reader.finish();
  return { experiment, warnings: warnings.all() };
}

function readOptimizer(reader: FieldReader): OptimizerSpec {
  const optimizer: OptimizerSpec = {
    name: reader.read('name', optimizerName, DEFAULT_OPTIMIZER.name),
    learningRate: reader.read('learningRate', learningRate, DEFAULT_OPTIMIZER.learningRate),
    momentum: reader.read('momentum', momentum, DEFAULT_OPTIMIZER.momentum),
    weightDecay: reader.read('weightDecay', weightDecay, DEFAULT_OPTIMIZER.weightDecay),
    clipNorm: reader.nullable('clipNorm', clipNorm, 'which is no clipping'),
    cautious: reader.read('cautious', flag, DEFAULT_OPTIMIZER.cautious),
  };
  reader.finish();
  return optimizer;
}
