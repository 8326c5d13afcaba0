import { decadeLabel, decadeValues } from '../../../src/ui/loss-chart/log-ticks.ts';
import { seriesOf } from '../../../src/ui/loss-chart/series.ts';
import { assert } from '../../support/expect.ts';
import { FakeStore, fakeRun } from '../../support/fake-store.ts';

describe('runs as lines', () => {
  const listing = (id: string, visible: boolean) => ({
    run: fakeRun({ id, steps: 400, status: 'done' }),
    visible,
    colour: 3,
    resumable: false,
  });

  it('draws what is switched on, the run on screen last', () => {
    const { live, runs } = new FakeStore('training').state;
    const drawn = seriesOf(runs, live, 'epochs');
    assert.deepEqual(
      drawn.map(({ id }) => id),
      ['b', 'c', 'a'],
    );
    assert.isTrue(drawn.at(-1)!.live);
  });

  it('counts in steps or in epochs', () => {
    const steps = seriesOf([listing('x', true)], null, 'steps')[0]!;
    const epochs = seriesOf([listing('x', true)], null, 'epochs')[0]!;
    assert.deepEqual(
      steps.test.map(({ x }) => x),
      [187, 374],
    );
    assert.deepEqual(
      epochs.test.map(({ x }) => x),
      [1, 2],
    );
  });

  it('leaves out what a logarithm cannot show', () => {
    const one = listing('x', true);
    one.run.steps.push({ step: 401, trainLoss: NaN }, { step: 402, trainLoss: 0 }, { step: 403, trainLoss: Infinity });
    assert.lengthOf(seriesOf([one], null, 'steps')[0]!.train, one.run.steps.length - 3);
  });

  it('is made once as long as the run stands still, and again when it grows', () => {
    const one = listing('x', true);
    const [before] = seriesOf([one], null, 'steps');
    assert.strictEqual(seriesOf([{ ...one }], null, 'steps')[0], before);
    one.run.steps.push({ step: 401, trainLoss: 0.01 });
    assert.notStrictEqual(seriesOf([one], null, 'steps')[0], before);
  });
});

describe('ticks of a log axis', () => {
  it('are the multiples of powers of ten', () => {
    assert.deepEqual(
      decadeValues(0.08, 0.3).map((value) => Number(value.toPrecision(3))),
      [0.08, 0.09, 0.1, 0.2, 0.3],
    );
  });

  it('are powers of ten alone over many decades', () => {
    assert.lengthOf(decadeValues(1e-6, 1), 7);
  });

  it('are none for what is no range', () => {
    assert.isEmpty(decadeValues(0, 1));
    assert.isEmpty(decadeValues(1, 1));
  });

  it('have words at 1, 2 and 5, or everywhere where they are few', () => {
    const values = [0.01, 0.02, 0.03, 0.05, 1, 3e-7];
    assert.deepEqual(
      values.map((value, index) => decadeLabel(value, index, values)),
      ['0.01', '0.02', '', '0.05', '1', ''],
    );
    assert.equal(decadeLabel(0.03, 0, [0.02, 0.03]), '0.03');
  });
});
