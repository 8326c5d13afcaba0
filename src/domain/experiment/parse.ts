/**
 * From whatever a person, a link, a file or a database says to a complete experiment. Never throws: a missing field takes its
 * default; an unknown or bad one is dropped with a warning that names it by its path and says what was expected and what came.
 */
import { DATA_SOURCES, findDataSource } from '../data/sources.ts';
import {
  DEFAULT_DATA,
  DEFAULT_EXPERIMENT,
  DEFAULT_OPTIMIZER,
  LIMITS,
  DEFAULT_ACTIVATION,
  defaultSource,
} from './defaults.ts';
import {
  OPTIMIZER_NAMES,
  PLANE_SOURCES,
  type DataSpec,
  type Experiment,
  type NetworkSpec,
  type OptimizerSpec,
} from './experiment.ts';
import { mistakeOnPlane } from './language.ts';
import { localName } from './local-source.ts';
import { withoutUndefined } from './objects.ts';
import { parseNetwork } from './parse-network.ts';
import { parseActivation, parseDerivative, readFormula } from './parse-sigma.ts';
import { describe, quote, toPlain } from './plain.ts';
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
const examples = integer(1, LIMITS.examples);
const dataNoise = number({ min: 0, max: LIMITS.noise });
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
    data: readData(reader.inner('data'), network),
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

function readData(reader: FieldReader, network: NetworkSpec): DataSpec {
  const formula = readFormula(reader, 'formula', { mistakeIn: mistakeOnPlane });
  const data = withoutUndefined({
    source: readSource(reader, network, formula),
    trainSize: reader.nullable('trainSize', examples, 'which is all'),
    testSize: reader.nullable('testSize', examples, 'which is all'),
    noise: reader.read('noise', dataNoise, DEFAULT_DATA.noise),
    formula,
  });
  reader.finish();
  return data;
}

function readSource(reader: FieldReader, network: NetworkSpec, formula: string | undefined): string {
  const source = reader.raw('source');
  const fallback = defaultSource(network);
  if (source === undefined) return fallback;
  const using = `using ${quote(fallback)}`;
  if (typeof source !== 'string' || !isSourceFor(network, source)) {
    reader.warn('source', `expected ${sourcesFor(network)}, got ${describe(source)}; ${using}`);
    return fallback;
  }
  if (source !== 'formula' || formula !== undefined) return source;
  reader.warn('source', `expected a data.formula for the source "formula", got none; ${using}`);
  return fallback;
}

function isSourceFor(network: NetworkSpec, source: string): boolean {
  if (network.kind === 'plane') return PLANE_SOURCES.some((name) => name === source);
  const found = findDataSource(source);
  return found !== null && (found.origin !== 'added' || localName(source) !== null);
}

function sourcesFor(network: NetworkSpec): string {
  if (network.kind === 'plane') return oneOf(PLANE_SOURCES).expected;
  return `one of ${DATA_SOURCES.map(({ id, origin }) => quote(origin === 'added' ? `${id}NAME` : id)).join(', ')}`;
}
