import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { PRESETS } from '../../../src/domain/experiment/presets.ts';
import { expect } from '../../support/expect.ts';
import { RandomExperiments } from './random-experiments.ts';

const warningsOf = (input: unknown): string[] => parseExperiment(input).warnings;

describe('parseExperiment', () => {
  it('gives the defaults of the contract where nothing is said', () => {
    for (const nothing of [undefined, {}]) {
      const { experiment, warnings } = parseExperiment(nothing);
      expect(experiment).to.deep.equal(DEFAULT_EXPERIMENT);
      expect(warnings).to.deep.equal([]);
    }
    expect(DEFAULT_EXPERIMENT).to.deep.equal({
      network: { kind: 'autoencoder', channels: 16, latent: 16, coordinates: false },
      activation: { name: 'relu' },
      derivative: { rule: 'exact', noise: 0 },
      optimizer: { name: 'adam', learningRate: 0.001, momentum: 0, weightDecay: 0, clipNorm: null, cautious: false },
      loss: 'mse',
      batchSize: 64,
      epochs: 20,
      steps: null,
      seed: 1,
      shuffle: true,
      data: { source: 'fashion-mnist', trainSize: null, testSize: null, noise: 0 },
    });
  });

  it('leaves complete experiments as they are', () => {
    const random = new RandomExperiments(1);
    for (let i = 0; i < 500; i++) {
      const experiment = random.next();
      expect(parseExperiment(experiment)).to.deep.equal({ experiment, warnings: [] });
      expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).to.deep.equal({ experiment, warnings: [] });
    }
  });

  it('names what it drops, what was expected and what came', () => {
    expect(warningsOf({ optimizer: { learningRate: 'fast' } })).to.deep.equal([
      'optimizer.learningRate: expected a number ≥ 0, got "fast"; using 0.001',
    ]);
    expect(warningsOf({ batchSize: 0 })[0]).to.equal(
      'batchSize: expected a whole number from 1 to 4096, got 0; using 64',
    );
    expect(warningsOf({ optimiser: {} })[0]).to.equal('optimiser: unknown field, dropped; did you mean "optimizer"?');
    expect(warningsOf({ network: { channels: [16] } })[0]).to.equal(
      'network.channels: expected a whole number from 1 to 512, got a list of 1; using 16',
    );
    expect(warningsOf({ shuffle: null })[0]).to.equal('shuffle: expected true or false, got null; using true');
    expect(warningsOf({ steps: -1 })[0]).to.match(/^steps: expected a whole number .*, or null, got -1; using null/);
    expect(warningsOf('relu')[0]).to.equal('experiment: expected an object, got "relu"; dropped');
  });

  it('says one sentence of each wrong field, with its path, and keeps the default', () => {
    const fields: Readonly<Record<string, string>> = {
      '': 'network activation derivative optimizer loss batchSize epochs steps seed shuffle precision data',
      network: 'kind channels latent coordinates layers',
      activation: 'name formula resolution',
      derivative: 'rule formula left right width noise anneal',
      optimizer: 'name learningRate momentum weightDecay clipNorm cautious',
      data: 'source formula trainSize testSize noise',
    };
    for (const [owner, names] of Object.entries(fields)) {
      for (const name of names.split(' ')) {
        for (const wrong of [-7.5, [[]], () => 1]) {
          const { experiment, warnings } = parseExperiment(owner ? { [owner]: { [name]: wrong } } : { [name]: wrong });
          const path = owner ? `${owner}.${name}` : name;
          expect(warnings.map((warning) => warning.split(': expected ')[0])).to.deep.equal([path]);
          expect(experiment).to.deep.equal(DEFAULT_EXPERIMENT);
        }
      }
    }
  });

  it('knows precisions, and leaves the usual one out', () => {
    expect(parseExperiment({ precision: 'float16' }).experiment.precision).to.equal('float16');
    expect(parseExperiment({ precision: 'float32' })).to.deep.equal({ experiment: DEFAULT_EXPERIMENT, warnings: [] });
    expect(warningsOf({ precision: 'float8' })).to.deep.equal([
      'precision: expected one of "float32", "float16", got "float8"; using "float32"',
    ]);
  });

  it('keeps what is right beside what is wrong', () => {
    const { experiment } = parseExperiment({ optimizer: { name: 'sgd', learningRate: -1, momentum: 0.9 }, seed: 7 });
    expect(experiment.optimizer).to.deep.include({ name: 'sgd', learningRate: 0.001, momentum: 0.9 });
    expect(experiment.seed).to.equal(7);
  });

  describe('σ', () => {
    it('suggests a name for one that is not in the catalogue', () => {
      const { experiment, warnings } = parseExperiment({ activation: { name: 'rellu' } });
      expect(experiment.activation).to.deep.equal({ name: 'relu' });
      expect(warnings[0]).to.include('activation.name').and.include('"rellu"').and.include('did you mean "relu"?');
    });

    it('drops a formula that the grammar refuses, with its sentence', () => {
      const { experiment, warnings } = parseExperiment({ activation: { formula: 'sgmoid(x)' } });
      expect(experiment.activation).to.deep.equal({ name: 'relu' });
      expect(warnings[0]).to.include('activation.formula').and.include('did you mean "sigmoid"?');
    });

    it('takes parameters by the names that an entry has for them', () => {
      expect(parseExperiment({ activation: { name: 'staircase', w: 0.5 } })).to.deep.include({ warnings: [] });
      expect(parseExperiment({ activation: { name: 'staircase', w: 0.5 } }).experiment.activation).to.deep.equal({
        name: 'staircase',
        alpha: 0.5,
      });
      expect(warningsOf({ activation: { name: 'relu', w: 0.5 } })[0]).to.include('activation.w: unknown field');
    });

    it('takes either a name or a formula', () => {
      const { experiment, warnings } = parseExperiment({ activation: { name: 'relu', formula: 'x' } });
      expect(experiment.activation).to.deep.equal({ formula: 'x' });
      expect(warnings).to.have.length(1);
    });
  });

  describe('the derivative', () => {
    it('falls back to exact where the rule formula has none', () => {
      for (const derivative of [{ rule: 'formula' }, { rule: 'formula', formula: 'sin(' }]) {
        const { experiment, warnings } = parseExperiment({ derivative });
        expect(experiment.derivative).to.deep.equal({ rule: 'exact', noise: 0 });
        expect(warnings.at(-1)).to.include('derivative.rule');
      }
    });

    it('refuses a width of 0, and says what it is then', () => {
      const { experiment, warnings } = parseExperiment({ derivative: { rule: 'blurred', width: 0 } });
      expect(experiment.derivative).to.deep.equal({ rule: 'blurred', noise: 0 });
      expect(warnings[0])
        .to.include('derivative.width: expected a number > 0')
        .and.include('got 0')
        .and.include('it is 1');
    });

    it('anneals only forwards', () => {
      const anneal = { to: { rule: 'exact' }, from: 5, until: 5 };
      const { experiment, warnings } = parseExperiment({ derivative: { rule: 'best', anneal } });
      expect(experiment.derivative).to.deep.equal({ rule: 'best', noise: 0 });
      expect(warnings[0]).to.include('derivative.anneal.until').and.include('not annealing');
    });
  });

  describe('the 2D net', () => {
    it('draws weights that do not fit from the seed', () => {
      const layers = [{ weights: [[1, 0], [0, 1]], bias: [0, 0] }, { width: 3, weights: [[1, 2, 3]] }]; // prettier-ignore
      const { experiment, warnings } = parseExperiment({ network: { kind: 'plane', layers } });
      const [first, second] = experiment.network.kind === 'plane' ? experiment.network.layers : [];
      expect(first).to.deep.include({ width: 2, weights: [[1, 0], [0, 1]], bias: [0, 0] }); // prettier-ignore
      expect(second).to.deep.include({ width: 3 }).and.not.have.property('weights');
      expect(warnings).to.deep.equal([
        'network.layers[1].weights: expected 3 rows of 2 numbers, got a list of 1; drawn from the seed instead',
      ]);
    });

    it('takes at most eight layers of at most sixteen', () => {
      const { experiment, warnings } = parseExperiment({
        network: { kind: 'plane', layers: Array.from({ length: 20 }, () => ({ width: 17 })) },
      });
      expect(experiment.network).to.have.property('layers').with.length(8);
      expect(warnings).to.have.length(9);
    });

    it('has its own data', () => {
      expect(parseExperiment({ network: { kind: 'plane' } }).experiment.data.source).to.equal('spirals');
      expect(warningsOf({ network: { kind: 'plane' }, data: { source: 'garments' } })[0]).to.include('data.source');
      expect(warningsOf({ data: { source: 'spirals' } })[0])
        .to.include('data.source')
        .and.include('"local:NAME"');
      expect(warningsOf({ network: { kind: 'plane' }, data: { source: 'formula' } })[0]).to.include('data.formula');
    });
  });

  it('overrides only layers that exist', () => {
    const layers = {
      'encoder.0': { activation: { name: 'sin' } },
      'encoder.1': {},
      'decoder.21': {},
      'decoder.3': { activation: 5 },
    };
    const { experiment, warnings } = parseExperiment({ network: { layers } });
    expect(experiment.network)
      .to.have.property('layers')
      .deep.equal({ 'encoder.0': { activation: { name: 'sin' } } });
    expect(warnings).to.have.length(3);
  });

  it('has presets that are valid', () => {
    expect(PRESETS.map(({ id }) => id)).to.include.members(['relu', 'identity', 'cantor', 'relu-best', 'published']);
    for (const { experiment } of PRESETS)
      expect(parseExperiment(experiment)).to.deep.equal({ experiment, warnings: [] });
    expect(PRESETS.find(({ id }) => id === 'published')?.experiment).to.deep.include({
      network: { kind: 'autoencoder', channels: 128, latent: 16, coordinates: false },
      epochs: 200,
    });
  });
});
