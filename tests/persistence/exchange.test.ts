import { RunError } from '../../src/domain/errors.ts';
import { initialPlaneWeights } from '../../src/domain/networks/plane.ts';
import type { Run } from '../../src/domain/run/run.ts';
import { encodeSafetensors } from '../../src/domain/weights/safetensors.ts';
import { START_NET } from '../../src/state/plane-edits.ts';
import { readRuns, writeRuns } from '../../src/persistence/exchange.ts';
import { expect } from '../support/expect.ts';
import { makeRun } from './runs.ts';

describe('exported runs', () => {
  it('come back as they were, weights to the byte', () => {
    const weights = Uint8Array.from({ length: 100_003 }, (_, i) => i * 7);
    const runs = [
      { run: { ...makeRun('a', 50), status: 'done' as const }, weights, snapshots: [] },
      { run: { ...makeRun('b'), status: 'diverged' as const, reason: 'NaN' }, weights: null, snapshots: [] },
    ];
    expect(readRuns(writeRuns(runs))).to.deep.equal({ runs, warnings: [] });
  });

  it('that were running elsewhere are interrupted here', () => {
    expect(readRuns(writeRuns([{ run: makeRun('a'), weights: null, snapshots: [] }])).runs[0]?.run.status).to.equal(
      'interrupted',
    );
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
    const good = JSON.parse(writeRuns([{ run: makeRun('a', 3), weights: new Uint8Array([1]), snapshots: [] }])) as {
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

  it('bring recorded weights of the 2D net along, and no others than its own', () => {
    const network = { ...START_NET, layers: START_NET.layers.slice(0, 1) };
    const run = { ...makeRun('a'), status: 'done' as const };
    const plane: Run = {
      ...run,
      experiment: { ...run.experiment, network, data: { ...run.experiment.data, source: 'xor' } },
    };
    const weights = encodeSafetensors(initialPlaneWeights(network, 1));
    const exchanged = { run: plane, weights, snapshots: [0, 8].map((step) => ({ step, weights })) };
    const text = writeRuns([exchanged]);
    expect(readRuns(text).runs[0]!.snapshots).to.deep.equal(exchanged.snapshots);

    const file = JSON.parse(text) as { runs: { snapshots: unknown }[] };
    const [good] = file.runs[0]!.snapshots as { step: number; weights: string }[];
    const other = writeRuns([{ ...exchanged, snapshots: [{ step: 1, weights: encodeSafetensors(initialPlaneWeights(START_NET, 1)) }] }]); // prettier-ignore
    const [stranger] = (JSON.parse(other) as { runs: { snapshots: unknown[] }[] }).runs[0]!.snapshots;
    file.runs[0]!.snapshots = [good, null, 7, { step: -1, weights: good!.weights }, { step: 3, weights: '!' }, { step: 4 }, stranger, { ...good, step: 0 }, { ...good, step: 9 }]; // prettier-ignore
    const { runs, warnings } = readRuns(JSON.stringify(file));
    expect(runs[0]!.snapshots.map(({ step }) => step)).to.deep.equal([0, 9]);
    expect(warnings).to.deep.equal(['Run 1: 7 of 9 recorded weights are damaged and were dropped.']);

    for (const snapshots of ['many', { length: 3 }, Array.from({ length: 300 }, () => good)]) {
      file.runs[0]!.snapshots = snapshots;
      const { runs: read, warnings: said } = readRuns(JSON.stringify(file));
      expect(read[0]!.snapshots).to.deep.equal([]);
      expect(said.join()).to.include('recorded weights are not a list of at most 201');
    }
  });
});
