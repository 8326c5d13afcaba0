import { RunError } from '../../../src/domain/errors.ts';
import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import { parseRun } from '../../../src/domain/run/parse-run.ts';
import { trainsInHalf, type Run } from '../../../src/domain/run/run.ts';
import { expect } from '../../support/expect.ts';

function makeRun(): Run {
  return {
    id: 'mabc-0000001',
    experiment: DEFAULT_EXPERIMENT,
    status: 'diverged',
    device: { backend: 'webgpu', adapter: 'a card', software: false },
    createdAt: '2026-01-02T03:04:05.678Z',
    steps: [
      { step: 1, trainLoss: 0.5, gradNorm: 2 },
      { step: 2, trainLoss: NaN },
    ],
    epochs: [{ epoch: 0.5, step: 2, trainLoss: 0.5, testLoss: NaN, seconds: 1 }],
    gradNorms: { 'encoder.0.weight': 1 },
    changes: [{ step: 1, epoch: 0.1, derivative: { rule: 'best', noise: 0 }, label: 'exact → best' }],
    data: { source: 'garments', synthetic: true, trainCount: 60000, testCount: 10000 },
    reason: 'The loss became NaN at step 3.',
    warnings: ['seed: expected …'],
  };
}

describe('parseRun', () => {
  it('gives back what a database kept', () => {
    expect(parseRun(structuredClone(makeRun()))).to.deep.equal({ run: makeRun(), warnings: [] });
  });

  it('gives back what JSON kept, which has no NaN', () => {
    expect(parseRun(JSON.parse(JSON.stringify(makeRun())))).to.deep.equal({ run: makeRun(), warnings: [] });
  });

  it('gives back a run in half precision', () => {
    const run: Run = {
      ...makeRun(),
      experiment: { ...DEFAULT_EXPERIMENT, precision: 'float16' },
      device: { backend: 'webgpu', adapter: 'a card', software: false, half: true },
      epochs: [{ epoch: 1, step: 2, trainLoss: 0.5, testLoss: 0.25, halfTestLoss: 0.26, seconds: 1 }],
    };
    expect(parseRun(JSON.parse(JSON.stringify(run)))).to.deep.equal({ run, warnings: [] });
    expect(trainsInHalf(run.experiment, run.device)).to.equal(true);
    expect(trainsInHalf(run.experiment, makeRun().device)).to.equal(false);
    expect(trainsInHalf(DEFAULT_EXPERIMENT, run.device)).to.equal(false);
  });

  it('refuses what is no run, saying why', () => {
    const broken: unknown[] = [
      null, 5, 'run', [], {},
      { ...makeRun(), id: '../etc' }, { ...makeRun(), id: 'x'.repeat(65) }, { ...makeRun(), status: 'great' },
      { ...makeRun(), device: { backend: 'abacus' } }, { ...makeRun(), createdAt: 'yesterday' }, { ...makeRun(), data: 5 },
      { ...makeRun(), experiment: 'relu' },
    ]; // prettier-ignore
    for (const input of broken) expect(() => parseRun(input)).to.throw(RunError, /expected a run/);
  });

  it('drops damaged parts of the history with a warning each', () => {
    const { run, warnings } = parseRun({
      ...makeRun(),
      steps: [{ step: 1, trainLoss: 1 }, { step: 'two' }, 5, { step: 3, trainLoss: 2 }, { step: 2, trainLoss: 1 }],
      epochs: 'many',
      gradNorms: { a: 'big' },
      changes: [{ step: 1 }],
      experiment: { seed: -1 },
    });
    expect(run.steps.map(({ step }) => step)).to.deep.equal([1, 3]);
    expect(run).to.deep.include({ epochs: [], gradNorms: {}, changes: [] });
    expect(warnings).to.have.length(5);
  });

  it('does not touch prototypes', () => {
    const text = JSON.stringify(makeRun()).replace(
      '"gradNorms":{',
      '"__proto__":{"polluted":1},"gradNorms":{"__proto__":1,',
    );
    expect(parseRun(JSON.parse(text)).run.gradNorms).to.deep.equal({ 'encoder.0.weight': 1 });
    expect({}).to.not.have.property('polluted');
  });
});
