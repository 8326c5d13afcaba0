import type { Playground } from '../../../src/state/playground/api.ts';
import { createPlayground } from '../../../src/state/playground/playground.ts';
import { expect } from '../../support/expect.ts';
import { fourFiles, lossOf, Visit } from '../fakes.ts';

async function rejection(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error('expected a rejection with an Error');
}

/** An experiment of a few steps on data that is always there. */
const small = { data: { source: 'garments' }, epochs: 2 } as const;

describe('window.playground', () => {
  let visit: Visit;
  let playground: Playground;

  beforeEach(async () => {
    visit = new Visit();
    playground = createPlayground(visit.app.parts);
    await visit.app.started;
  });

  afterEach(() => visit.end());

  it('names its device, moves it, and refuses what is none', async () => {
    expect(await playground.device()).to.deep.equal({ backend: 'cpu', adapter: 'fake', software: true });
    expect(await playground.device('wasm')).to.have.property('backend', 'wasm');
    expect(visit.state.device?.device.backend).to.equal('wasm');
    expect(await rejection(playground.device('webgl'))).to.have.property('name', 'DeviceError');
    expect(await playground.device()).to.have.property('backend', 'wasm');
    const error = await rejection(playground.device('abacus' as never));
    expect(error).to.have.property('name', 'DeviceError');
    expect(error.message).to.include('"abacus"');
  });

  it('probes', async () => {
    const x = [-1, 0, 1, NaN];
    expect(await playground.probe({ name: 'relu' }, { rule: 'exact' }, new Float32Array(x))).to.deep.equal({
      y: x,
      left: x,
      right: x,
    });
    expect((await playground.probe({ formula: 'x^2' }, undefined, [2])).y).to.deep.equal([2]);
    const wrong: [unknown, unknown, unknown, RegExp][] = [
      [{ name: 'rellu' }, undefined, [1], /did you mean "relu"/],
      [{ formula: 'sin(' }, undefined, [1], /activation\.formula/],
      [undefined, undefined, [1], /activation/],
      [{ name: 'relu' }, { rule: 'formula' }, [1], /derivative/],
      [{ name: 'relu' }, undefined, ['1'], /x\[0\]: expected a number, got "1"/],
      [{ name: 'relu' }, undefined, 5, /x: expected a list/],
    ];
    for (const [activation, derivative, at, message] of wrong) {
      const error = await rejection(playground.probe(activation as never, derivative as never, at as never));
      expect(error).to.have.property('name', 'ExperimentError');
      expect(error.message).to.match(message);
    }
  });

  it('trains, calls back, and keeps the run', async () => {
    const steps: number[] = [];
    const epochs: number[] = [];
    const run = await playground.train(small, {
      onStep: ({ step }) => steps.push(step),
      onEpoch: ({ epoch }) => epochs.push(epoch),
    });
    expect(run).to.deep.include({ status: 'done', warnings: [], gradNorms: { 'encoder.0.weight': 1 } });
    expect(run.steps.map(({ trainLoss }) => trainLoss)).to.deep.equal(
      Array.from({ length: 10 }, (_, i) => lossOf(i + 1)),
    );
    expect(steps).to.deep.equal(run.steps.map(({ step }) => step));
    expect(epochs).to.deep.equal([1, 2]);
    const { warnings, ...plain } = run;
    expect(warnings).to.deep.equal([]);
    expect(await playground.runs.get(run.id)).to.deep.equal(plain);
    expect((await playground.runs.list()).map(({ id }) => id)).to.deep.equal([run.id]);
    expect(await playground.runs.weights(run.id)).to.deep.equal(new Uint8Array([10]));
  });

  it('hands out copies', async () => {
    const run = await playground.train(small);
    run.steps.length = 0;
    (await playground.runs.get(run.id)).steps.length = 0;
    expect(visit.state.live?.run.steps).to.have.length(10);
  });

  it('passes initial weights on and leaves the caller’s bytes alone', async () => {
    const bytes = new Uint8Array([0, 7, 8, 9, 0]).subarray(1, 4);
    await playground.train({ ...small, steps: 1 }, { initialWeights: bytes });
    expect(visit.trainer.requests[0]?.initialWeights).to.deep.equal(new Uint8Array([7, 8, 9]));
    await playground.train({ ...small, steps: 1 }, { initialWeights: bytes.slice().buffer });
    expect(visit.trainer.requests[1]?.initialWeights).to.deep.equal(new Uint8Array([7, 8, 9]));
    expect(bytes).to.have.length(3);
  });

  it('names what it drops of an experiment', async () => {
    const run = await playground.train({ ...small, steps: 1, optimiser: {}, seed: 'x' } as never);
    expect(run.warnings).to.have.length(2);
    expect(run.warnings[1]).to.include('did you mean "optimizer"?');
    expect((await playground.runs.get(run.id)).warnings).to.deep.equal(run.warnings);
  });

  it('uses the built-in data where none is named and Fashion-MNIST cannot be had, and says so', async () => {
    const run = await playground.train({ steps: 1 });
    expect(run.experiment.data.source).to.equal('garments');
    expect(run.warnings[0]).to.include('garments').and.include('synthetic');
    expect(visit.state.experiment.data.source).to.equal('fashion-mnist');
    const error = await rejection(playground.train({ steps: 1, data: { source: 'fashion-mnist' } }));
    expect(error).to.have.property('name', 'DataError');
    expect(await rejection(playground.train({ data: { source: 'local:mine' } }))).to.have.property('name', 'DataError');
  });

  it('resolves where the run diverged, with everything before it', async () => {
    visit.trainer.divergesAt = 4;
    const run = await playground.train(small);
    expect(run).to.deep.include({ status: 'diverged', reason: 'The loss became NaN at step 4.' });
    expect(run.steps).to.have.length(3);
  });

  it('rejects with AbortError when aborted, and keeps the run as paused', async () => {
    const controller = new AbortController();
    const training = playground.train({ ...small, epochs: 1000 }, { signal: controller.signal });
    await visit.until(({ live }) => live !== null && live.step > 3);
    controller.abort();
    expect(await rejection(training)).to.have.property('name', 'AbortError');
    const [run] = await playground.runs.list();
    expect(run).to.have.property('status', 'paused');
    expect(visit.state.runs[0]?.resumable).to.equal(true);
    expect(await rejection(playground.train(small, { signal: AbortSignal.abort() }))).to.have.property(
      'name',
      'AbortError',
    );
    expect(await playground.runs.list()).to.have.length(1);
  });

  it('trains one after the other; what waits can be aborted', async () => {
    const order: string[] = [];
    const controller = new AbortController();
    const first = playground.train({ ...small, seed: 1 }).then(() => order.push('first'));
    const second = playground
      .train({ ...small, seed: 2 }, { signal: controller.signal })
      .catch(() => order.push('second aborted'));
    const third = playground.train({ ...small, seed: 3 }).then(() => order.push('third'));
    controller.abort();
    await Promise.all([first, second, third]);
    expect(order).to.deep.equal(['second aborted', 'first', 'third']);
    expect(visit.trainer.requests.map(({ experiment }) => experiment.seed)).to.deep.equal([1, 3]);
  });

  it('does not wait for a run that waits for the person', async () => {
    visit.app.store.actions.configure({ epochs: 1000, data: { ...visit.state.experiment.data, source: 'garments' } });
    const training = visit.app.store.actions.train();
    await visit.until(({ live }) => live !== null && live.step > 1);
    await visit.app.store.actions.command('pause');
    const run = await playground.train(small);
    expect(run.status).to.equal('done');
    await training;
    expect(visit.state.runs[0]).to.deep.include({ resumable: true }).and.have.nested.property('run.status', 'paused');
  });

  it('rejects with what broke the run off, and keeps it', async () => {
    const training = playground.train({ ...small, epochs: 1000 });
    await visit.until(({ live }) => live !== null && live.step > 3);
    visit.trainer.crash();
    expect(await rejection(training)).to.have.property('name', 'WorkerError');
    expect((await playground.runs.list())[0]).to.have.property('status', 'interrupted');
  });

  it('stores nothing where it shall not', async () => {
    const run = await playground.train(small, { save: false });
    expect(run.status).to.equal('done');
    expect(await playground.runs.list()).to.deep.equal([]);
    expect((await visit.storage.runs.list()).runs).to.deep.equal([]);
    expect(await visit.storage.runs.loadWeights(run.id)).to.equal(null);
    expect(await playground.runs.weights(run.id)).to.deep.equal(new Uint8Array([10]));
  });

  it('refuses options that are none', async () => {
    const wrong: object[] = [
      { initialWeights: 'bytes' },
      { onStep: 1 },
      { signal: {} },
      { save: 'no' },
      { onstep: () => 0 },
    ];
    for (const options of wrong)
      expect(await rejection(playground.train(small, options)), JSON.stringify(options)).to.have.property(
        'name',
        'ExperimentError',
      );
    expect(visit.trainer.requests).to.deep.equal([]);
  });

  it('leaves no trace of a run that never began', async () => {
    const error = await rejection(playground.train(small, { initialWeights: new ArrayBuffer(0) }));
    expect(error).to.have.property('name', 'RunError');
    expect(await playground.runs.list()).to.deep.equal([]);
    expect((await visit.storage.runs.list()).runs).to.deep.equal([]);
  });

  it('takes data files in any wrapping', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const report = await playground.data.add('sample', {
      'train-images-idx3-ubyte.gz': bytes.buffer,
      'train-labels-idx1-ubyte': bytes,
      't10k-images-idx3-ubyte.gz': new Blob([bytes]),
      't10k-labels-idx1-ubyte': new DataView(bytes.buffer),
    });
    expect(report).to.deep.equal({ trainCount: 720, testCount: 180 });
    const run = await playground.train({ steps: 1, data: { source: 'local:sample' } });
    expect(run.data.source).to.equal('local:sample');
    expect(visit.state.data.local).to.deep.equal(['sample']);
    expect(visit.state.experiment.data.source).to.equal('fashion-mnist');
  });

  it('refuses data that is none', async () => {
    const wrong: [unknown, unknown, RegExp][] = [
      ['', fourFiles(), /expected a name/],
      ['a\nb', fourFiles(), /expected a name/],
      ['a', null, /expected an object of files, got null/],
      ['a', { 'cat.png': new Blob([]) }, /got "cat\.png"/],
      ['a', { 'train-images-idx3-ubyte': 'text' }, /expected a Blob/],
      ['a', {}, /Expected four files/],
    ];
    for (const [name, files, message] of wrong) {
      const error = await rejection(playground.data.add(name as never, files as never));
      expect(error).to.have.property('name', 'DataError');
      expect(error.message).to.match(message);
    }
  });

  it('makes and reads links', async () => {
    const link = await playground.link({ activation: { name: 'gelu' }, data: { source: 'local:sample' } });
    expect(link).to.equal('https://example.org/page#v=1&activation=gelu&data=local:sample');
    const { experiment, warnings } = await playground.parse(link);
    expect(experiment.activation).to.deep.equal({ name: 'gelu' });
    expect(warnings).to.deep.equal([]);
    expect(await rejection(playground.parse(5 as never))).to.have.property('name', 'LinkError');
    const formulas = Object.fromEntries(
      ['encoder.0', 'encoder.3', 'encoder.6', 'encoder.9'].map((name, i) => [
        name,
        { derivative: { rule: 'best', left: bigFormula(i), right: bigFormula(i + 9), formula: bigFormula(i + 18) } },
      ]),
    );
    expect(await playground.link({ network: { layers: formulas } } as never)).to.be.a('string');
  });

  it('exports, deletes and imports', async () => {
    const run = await playground.train(small);
    const before = await playground.runs.get(run.id);
    const text = await playground.runs.export([run.id]);
    await playground.runs.delete(run.id);
    expect(await rejection(playground.runs.get(run.id))).to.have.property('name', 'RunError');
    expect(await playground.runs.import(text)).to.deep.equal({ ids: [run.id], warnings: [] });
    expect(await playground.runs.get(run.id)).to.deep.equal(before);
    expect(await playground.runs.weights(run.id)).to.deep.equal(new Uint8Array([10]));
    expect((await playground.runs.import(text)).warnings[0]).to.include('here already');
    expect(await playground.runs.list()).to.have.length(1);
  });

  it('rejects with RunError for runs that are not there', async () => {
    const calls: (() => Promise<unknown>)[] = [
      () => playground.runs.get('nobody'),
      () => playground.runs.get(5 as never),
      () => playground.runs.delete('nobody'),
      () => playground.runs.weights('nobody'),
      () => playground.runs.export(['nobody']),
      () => playground.runs.export('nobody' as never),
      () => playground.runs.import('{}'),
      () => playground.runs.import(5 as never),
    ];
    for (const call of calls) expect(await rejection(call())).to.have.property('name', 'RunError');
  });

  it('does not delete a run that goes on', async () => {
    const controller = new AbortController();
    const training = playground.train({ ...small, epochs: 1000 }, { signal: controller.signal }).catch(() => null);
    await visit.until(({ live }) => live !== null && live.step > 1);
    const { id } = visit.state.live!.run;
    expect(await rejection(playground.runs.delete(id))).to.have.property('name', 'RunError');
    expect((await playground.runs.weights(id)).length).to.equal(1);
    controller.abort();
    await training;
    await playground.runs.delete(id);
    expect(await playground.runs.list()).to.deep.equal([]);
  });
});

/** A formula of some thousand characters, each a little different. */
function bigFormula(salt: number): string {
  return `x${Array.from({ length: 100 }, (_, i) => `+${i * 31 + salt}.25`).join('')}`;
}
