import { expect } from '../../support/expect.ts';
import type { ToyBehaviour } from './toy-engine.ts';
import { checkpointsOf, epochsOf, makeToySigma, phasesOf, startToy, stepsOf, TOY_EXPERIMENT } from './toy-run.ts';

describe('the training loop', () => {
  it('takes ⌊n/B⌋ steps an epoch, evaluates after each, and ends', async () => {
    const run = startToy();
    const end = await run.end;
    expect(end.status).to.equal('done');
    expect(end.step).to.equal(20);
    const steps = stepsOf(run.events);
    expect(steps.map(({ step }) => step)).to.deep.equal(Array.from({ length: 20 }, (_, i) => i + 1));
    const epochs = epochsOf(run.events);
    expect(epochs.map(({ epoch, step }) => [epoch, step])).to.deep.equal([[1, 5], [2, 10], [3, 15], [4, 20]]); // prettier-ignore
    const mean = steps.slice(5, 10).reduce((sum, { trainLoss }) => sum + trainLoss, 0) / 5;
    expect(epochs[1]!.trainLoss).to.be.closeTo(mean, 1e-12);
    expect(run.engine().disposed).to.equal(true);
  });

  it('says what the same weights lose in half precision, of an engine that trains so', async () => {
    const run = startToy({}, { half: true });
    await run.end;
    for (const { testLoss, halfTestLoss } of epochsOf(run.events)) expect(halfTestLoss).to.equal(1.5 * testLoss);
    const plain = startToy();
    await plain.end;
    for (const epoch of epochsOf(plain.events)) expect(epoch).not.to.have.property('halfTestLoss');
  });

  it('says where half precision was asked for and cannot be had', async () => {
    const noticesOf = async (behaviour: ToyBehaviour) => {
      const run = startToy({ experiment: { ...TOY_EXPERIMENT, precision: 'float16' } }, behaviour);
      await run.end;
      return run.events.filter(({ type }) => type === 'notice');
    };
    expect(await noticesOf({ half: true })).to.deep.equal([]);
    expect(await noticesOf({})).to.have.length(1);
  });

  it('shuffles each epoch anew, and sees no example twice in one', async () => {
    const run = startToy();
    await run.end;
    const epochs = [0, 1].map((epoch) =>
      run
        .engine()
        .batches.slice(5 * epoch, 5 * epoch + 5)
        .flat(),
    );
    for (const seen of epochs) expect(new Set(seen).size).to.equal(40);
    expect(epochs[0]).not.to.deep.equal(epochs[1]);
  });

  it('without shuffling takes the examples in turn, wrapping round', async () => {
    const run = startToy({ experiment: { ...TOY_EXPERIMENT, shuffle: false } });
    await run.end;
    const { batches } = run.engine();
    expect(batches.flat()).to.deep.equal(Array.from({ length: 160 }, (_, i) => i % 43));
  });

  it('ends after a set number of steps, evaluated once', async () => {
    const run = startToy({ experiment: { ...TOY_EXPERIMENT, steps: 12 } });
    expect((await run.end).step).to.equal(12);
    const epochs = epochsOf(run.events);
    expect(epochs.length).to.equal(1);
    expect([epochs[0]!.epoch, epochs[0]!.step]).to.deep.equal([2.4, 12]);
    const losses = stepsOf(run.events).map(({ trainLoss }) => trainLoss);
    expect(epochs[0]!.trainLoss).to.be.closeTo(losses.reduce((sum, loss) => sum + loss, 0) / 12, 1e-12);
    expect(run.engine().evaluations).to.equal(1);
  });

  it('gives the same numbers twice, and others for another seed', async () => {
    const losses = async (seed: number): Promise<number[]> => {
      const run = startToy({ experiment: { ...TOY_EXPERIMENT, seed } });
      await run.end;
      return stepsOf(run.events).map(({ trainLoss }) => trainLoss);
    };
    const first = await losses(1);
    expect(await losses(1)).to.deep.equal(first);
    expect(await losses(2)).not.to.deep.equal(first);
  });

  it('says what it does, in order', async () => {
    const run = startToy({ experiment: { ...TOY_EXPERIMENT, epochs: 1 } });
    await run.end;
    expect(phasesOf(run.events)).to.deep.equal(['loading-data', 'compiling', 'training', 'evaluating']);
    const started = run.events.find(({ type }) => type === 'started');
    expect(started).to.deep.include({ stepsPerEpoch: 5, totalSteps: 5 });
    expect(started).to.have.nested.property('data.synthetic', true);
    const types = run.events.map(({ type }) => type).filter((type) => type !== 'phase');
    expect(types.slice(0, 4)).to.deep.equal(['started', 'checkpoint', 'reconstructions', 'gradNorms']);
    expect(types.slice(-4)).to.deep.equal(['steps', 'epoch', 'checkpoint', 'reconstructions']);
  });

  it('shows test images beside their reconstructions', async () => {
    const run = startToy();
    await run.end;
    const shown = run.events.flatMap((event) => (event.type === 'reconstructions' ? [event.images] : []));
    expect(shown[0]!.count).to.equal(12);
    expect([...shown[0]!.reconstructions]).to.deep.equal([...shown[0]!.originals]);
    expect(shown.map(({ step }) => step)).to.deep.equal([...new Set(shown.map(({ step }) => step))]);
  });

  it('says where there is less data than asked for', async () => {
    const data = { ...TOY_EXPERIMENT.data, testSize: 20_000, trainSize: 20 };
    const run = startToy({ experiment: { ...TOY_EXPERIMENT, epochs: 1, data } });
    await run.end;
    expect(run.events).to.deep.include({
      type: 'notice',
      message: '20,000 test images were asked for, and there are 10,000: all of them are used.',
    });
  });

  it('refuses a batch larger than the training set', async () => {
    const error = await startToy({ experiment: { ...TOY_EXPERIMENT, batchSize: 64 } }).end.catch((e: unknown) => e);
    expect(String(error)).to.match(
      /^ExperimentError: Expected at least as many training examples as a batch has \(64\), got 43/,
    );
  });

  it('ends as diverged at the first loss that is no number, and keeps what was before', async () => {
    const run = startToy({}, { nanAt: 8 });
    const end = await run.end;
    expect(end.status).to.equal('diverged');
    expect(end.reason).to.equal('The loss became NaN at step 8.');
    expect([end.step, end.checkpoint.step]).to.deep.equal([7, 5]);
    expect(end.weights).to.equal(end.checkpoint.weights);
    expect(stepsOf(run.events).map(({ step }) => step)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    expect(epochsOf(run.events).length).to.equal(1);
  });

  it('changes σ and rule from the next step on, and remembers it', async () => {
    const changed: Promise<void>[] = [];
    const run = startToy({}, { stepMs: 2 }, (event, session) => {
      if (event.type === 'epoch' && event.epoch.epoch === 1)
        changed.push(session.change({ activation: { name: 'gelu' } }));
    });
    const end = await run.end;
    await Promise.all(changed);
    const change = run.events.flatMap((event) => (event.type === 'changed' ? [event.change] : []));
    expect(change).to.deep.equal([{ step: 5, epoch: 1, activation: { name: 'gelu' }, label: 'σ: relu → gelu' }]);
    expect(run.engine().sigmas.length).to.equal(15);
    expect(run.engine().sigmas[0]![1]).to.deep.equal(makeToySigma({ name: 'gelu' }, { rule: 'exact', noise: 0 }));
    expect(end.checkpoint.activation).to.deep.equal({ name: 'gelu' });
    expect(end.checkpoint.derivative).to.equal(undefined);
  });

  it('says which numbers of σ and of its rule were changed', async () => {
    const changed: Promise<void>[] = [];
    const run = startToy(
      { experiment: { ...TOY_EXPERIMENT, activation: { name: 'celu', alpha: 1 } } },
      { stepMs: 2 },
      (event, session) => {
        if (event.type === 'epoch' && event.epoch.epoch === 1)
          changed.push(
            session.change({ activation: { name: 'celu', alpha: 2 }, derivative: { rule: 'exact', noise: 0.1 } }),
          );
      },
    );
    await run.end;
    await Promise.all(changed);
    const labels = run.events.flatMap((event) => (event.type === 'changed' ? [event.change.label] : []));
    expect(labels).to.deep.equal(['alpha 1 → 2, noise 0 → 0.1']);
  });

  it('anneals by epochs', async () => {
    const derivative = {
      rule: 'exact',
      noise: 0,
      anneal: { to: { rule: 'straight-through' }, from: 1, until: 2.5 },
    } as const;
    const run = startToy({ experiment: { ...TOY_EXPERIMENT, derivative } });
    await run.end;
    const anneals = run.engine().anneals.map(([first]) => first);
    expect(anneals.slice(0, 6)).to.deep.equal([0, 0, 0, 0, 0, 0]);
    expect(anneals[10]).to.be.closeTo(1 / 1.5, 1e-12);
    expect(anneals.slice(13)).to.deep.equal([1, 1, 1, 1, 1, 1, 1]);
  });

  it('anneals a layer of its own rule by its own epochs', async () => {
    const to = { rule: 'exact' } as const;
    const derivative = { rule: 'straight-through', noise: 0, anneal: { to, from: 0, until: 2 } } as const;
    const layers = {
      'encoder.3': { derivative: { rule: 'best', noise: 0, anneal: { to, from: 0, until: 4 } } },
      'decoder.0': { derivative: { rule: 'best', noise: 0 } },
    } as const;
    const network = { kind: 'autoencoder', channels: 1, latent: 1, coordinates: false, layers } as const;
    const run = startToy({ experiment: { ...TOY_EXPERIMENT, derivative, network } });
    await run.end;
    const { anneals } = run.engine();
    expect(anneals[5]!.slice(0, 9)).to.deep.equal([0.5, 0.25, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0]);
    expect(anneals[19]!.slice(0, 9)).to.deep.equal([1, 0.95, 1, 1, 1, 1, 1, 1, 0]);
  });

  it('goes on annealing where it stopped', async () => {
    const derivative = {
      rule: 'straight-through',
      noise: 0,
      anneal: { to: { rule: 'exact' }, from: 1, until: 3 },
    } as const;
    const experiment = { ...TOY_EXPERIMENT, derivative };
    const whole = startToy({ experiment });
    await whole.end;
    const first = startToy({ experiment }, { stepMs: 1 }, (event, session) => {
      if (event.type === 'epoch' && event.epoch.epoch === 2) session.command('stop');
    });
    const { checkpoint, step } = await first.end;
    const second = startToy({ experiment, resumeFrom: checkpoint });
    await second.end;
    expect([...first.engine().anneals.slice(0, step), ...second.engine().anneals]).to.deep.equal(
      whole.engine().anneals,
    );
  });

  it('rejects with what went wrong, and frees the engine', async () => {
    const run = startToy({}, { failAt: 3 });
    const error = await run.end.catch((e: unknown) => e);
    expect(String(error)).to.match(/allocation failed/);
    expect(run.engine().disposed).to.equal(true);
    expect(await run.session.takeCheckpoint().catch((e: unknown) => String(e))).to.equal('RunError: The run is over.');
  });

  it('does not wait for an engine whose device is gone', async () => {
    let fail: (error: Error) => void = () => undefined;
    const failed = new Promise<never>((_, reject) => (fail = reject));
    const run = startToy(
      {},
      { stepMs: 1e6 },
      (event) => event.type === 'phase' && event.phase === 'training' && fail(new Error('lost')),
      (promise) => Promise.race([promise, failed]),
    );
    expect(await run.end.catch((e: unknown) => String(e))).to.equal('Error: lost');
    expect(checkpointsOf(run.events).length).to.equal(1);
  });
});
