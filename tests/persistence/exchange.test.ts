import { RunError } from '../../src/domain/errors.ts';
import { readRuns, writeRuns } from '../../src/persistence/exchange.ts';
import { expect } from '../support/expect.ts';
import { makeRun } from './runs.ts';

describe('exported runs', () => {
  it('come back as they were, weights to the byte', () => {
    const weights = Uint8Array.from({ length: 100_003 }, (_, i) => i * 7);
    const runs = [
      { run: { ...makeRun('a', 50), status: 'done' as const }, weights },
      { run: { ...makeRun('b'), status: 'diverged' as const, reason: 'NaN' }, weights: null },
    ];
    expect(readRuns(writeRuns(runs))).to.deep.equal({ runs, warnings: [] });
  });

  it('that were running elsewhere are interrupted here', () => {
    expect(readRuns(writeRuns([{ run: makeRun('a'), weights: null }])).runs[0]?.run.status).to.equal('interrupted');
  });

  it('are refused where they are none', () => {
    for (const text of [
      '',
      'null',
      '[]',
      '{}',
      '{"format":"x","runs":[]}',
      '{"format":"sigma-playground-runs"}',
      '[[[[',
      '<html>',
    ])
      expect(() => readRuns(text), text).to.throw(RunError, /exported runs/);
  });

  it('are read as far as possible', () => {
    const good = JSON.parse(writeRuns([{ run: makeRun('a', 3), weights: new Uint8Array([1]) }])) as {
      runs: object[];
      version: number;
    };
    good.runs.push({ id: 'bad' }, null as never, { ...good.runs[0], weights: 'no base64!' });
    good.version = 9;
    const { runs, warnings } = readRuns(JSON.stringify(good));
    expect(runs).to.have.length(2);
    expect(runs[1]?.weights).to.equal(null);
    expect(warnings).to.have.length(4);
    expect(warnings.join()).to.include('version 9').and.include('Run 2').and.include('Run 3').and.include('weights');
  });
});
