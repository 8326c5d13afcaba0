import { appendSteps, historyUntil, thin } from '../../../src/domain/run/history.ts';
import { newRun } from '../../../src/domain/run/new-run.ts';
import type { StepRecord } from '../../../src/domain/run/run.ts';
import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import { expect } from '../../support/expect.ts';

const records = (from: number, to: number): StepRecord[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ step: from + i, trainLoss: 1 / (from + i) }));

describe('the step history', () => {
  it('keeps everything until it is long', () => {
    expect(appendSteps(records(1, 5), records(6, 7), 10)).to.deep.equal(records(1, 7));
  });

  it('then keeps every second, fourth, eighth … step, whatever the sizes of its pieces', () => {
    for (const piece of [1, 3, 7, 100]) {
      let history: StepRecord[] = [];
      for (let step = 1; step <= 1000; step += piece)
        history = appendSteps(history, records(step, Math.min(1000, step + piece - 1)), 100);
      expect(history.map(({ step }) => step)).to.deep.equal(Array.from({ length: 62 }, (_, i) => 16 * (i + 1)));
    }
  });

  it('goes on the same after a part was cut off', () => {
    const whole = appendSteps([], records(1, 1000), 100);
    const cut = whole.filter(({ step }) => step <= 500);
    expect(appendSteps(cut, records(501, 1000), 100)).to.deep.equal(whole);
  });

  it('can be thinned to any length', () => {
    for (const most of [1, 10, 99]) expect(thin(records(1, 1000), most)).to.have.length.within(1, most);
    expect(thin([], 10)).to.deep.equal([]);
  });
});

describe('a run that goes on from a checkpoint', () => {
  it('keeps what was recorded up to it, and no epoch that it will close again', () => {
    const device = { backend: 'cpu', adapter: '', software: true } as const;
    const run = newRun(DEFAULT_EXPERIMENT, device, { id: 'a', now: new Date(0) });
    run.steps = records(1, 30);
    run.epochs = [10, 20, 30].map((step) => ({ epoch: step / 10, step, trainLoss: 1, testLoss: 1, seconds: 1 }));
    run.changes = [{ step: 25, epoch: 2.5, label: 'a' }];
    // At the end of the second epoch, before its evaluation.
    const before = historyUntil(run, { step: 20, epochSteps: 10 });
    expect(before.steps).to.have.length(20);
    expect(before.epochs.map(({ step }) => step)).to.deep.equal([10]);
    expect(before.changes).to.deep.equal([]);
    expect(historyUntil(run, { step: 20, epochSteps: 0 }).epochs).to.have.length(2);
  });
});
