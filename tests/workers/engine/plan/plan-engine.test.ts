import { DEFAULT_OPTIMIZER } from '../../../../src/domain/experiment/defaults.ts';
import { assert } from '../../../support/expect.ts';
import { onGpu } from '../../kernels/plan/support.ts';
import { batch, bits, images, sigmaOf, smallOptions, train, withPlan } from './support.ts';

onGpu('the plan as an engine', (device) => {
  const noisy = sigmaOf({ name: 'rrelu' }, { rule: 'exact', noise: 0.3 });

  it('two runs give the same bits', async () => {
    const options = smallOptions({ sigma: noisy });
    const once = () =>
      withPlan(options, device(), async (engine) => {
        await train(engine, options, 4);
        const { losses, gradNorms } = await engine.report();
        return { losses: [...losses], gradNorms: [...gradNorms], weights: bits(await engine.weights()) };
      });
    assert.deepEqual(await once(), await once());
  });

  it('goes on bit by bit where it was left', async () => {
    const options = smallOptions({ sigma: noisy });
    const through = await withPlan(options, device(), async (engine) => {
      await train(engine, options, 6);
      return { weights: bits(await engine.weights()), moments: bits(await engine.optimizerState()) };
    });
    const left = await withPlan(options, device(), async (engine) => {
      await train(engine, options, 3);
      return { weights: await engine.weights(), moments: await engine.optimizerState() };
    });
    const resumed = await withPlan(options, device(), async (engine) => {
      await train(engine, options, 1);
      await engine.restore(left.weights, left.moments, 3);
      assert.equal(engine.step, 3);
      await train(engine, options, 3);
      assert.equal((await engine.report()).losses.length, 3);
      return { weights: bits(await engine.weights()), moments: bits(await engine.optimizerState()) };
    });
    assert.deepEqual(resumed, through);
  });

  it('takes no more memory after a thousand steps than after ten, and gives all back', async () => {
    const gpu = device();
    const create = gpu.createBuffer.bind(gpu);
    let live = 0;
    gpu.createBuffer = (description) => {
      const buffer = create(description);
      const destroy = buffer.destroy.bind(buffer);
      live += description.size;
      buffer.destroy = () => {
        live -= description.size;
        return destroy();
      };
      return buffer;
    };
    try {
      const options = smallOptions();
      await withPlan(options, gpu, async (engine) => {
        await train(engine, options, 10);
        await engine.report();
        const after10 = live;
        assert.isAbove(after10, 0);
        for (let round = 0; round < 10; round++) {
          await train(engine, options, 99);
          assert.equal((await engine.report()).losses.length, 99);
        }
        assert.equal(engine.step, 1000);
        assert.equal(live, after10);
      });
      assert.equal(live, 0);
    } finally {
      gpu.createBuffer = create;
    }
  });

  it('evaluates any number of examples, and predicts them', async () => {
    const options = smallOptions();
    const weighted = async (count: number) =>
      withPlan(options, device(), async (engine) => {
        await train(engine, options, 2);
        const examples = images(count, 9);
        const loss = await engine.evaluate(examples);
        const output = await engine.predict(examples);
        const error = output.reduce((sum, p, i) => sum + (p - examples.inputs[i]! / 255) ** 2, 0) / output.length;
        assert.equal(output.length, examples.count * 64);
        assert.approximately(loss, error, 1e-6, `${count} examples`);
        assert.equal(await engine.evaluate(examples), loss);
      });
    for (const count of [1, 4, 5, 12]) await weighted(count);
  });

  it('gives an evaluation up when asked to', async () => {
    await withPlan(smallOptions(), device(), async (engine) => {
      let name = '';
      await engine.evaluate(images(40), () => true).catch((error: unknown) => (name = (error as Error).name));
      assert.equal(name, 'AbortError');
    });
  });

  it('changes σ and its numbers between two steps', async () => {
    const options = smallOptions({ sigma: sigmaOf({ name: 'relu' }) });
    const leaky = sigmaOf({ name: 'leaky_relu', alpha: 0.2 });
    const lossOf = (change: ReturnType<typeof sigmaOf>) =>
      withPlan({ ...options, sigmas: options.sigmas.map((s) => s && change) }, device(), async (engine) => {
        await train(engine, options, 1);
        return (await engine.report()).losses[0]!;
      });
    const changed = await withPlan(
      { ...options, optimizer: { ...DEFAULT_OPTIMIZER, learningRate: 0 } },
      device(),
      async (engine) => {
        await train(engine, options, 1);
        for (const [block, s] of options.sigmas.entries()) if (s) await engine.setSigma(block, leaky);
        await engine.trainStep(batch(options, 0));
        for (const [block, s] of options.sigmas.entries())
          if (s) await engine.setSigma(block, sigmaOf({ name: 'leaky_relu', alpha: 0.5 }));
        await engine.trainStep(batch(options, 0));
        return [...(await engine.report()).losses];
      },
    );
    const alone = [
      await lossOf(options.sigmas[0]!),
      await lossOf(leaky),
      await lossOf(sigmaOf({ name: 'leaky_relu', alpha: 0.5 })),
    ];
    assert.deepEqual(changed, alone);
  });

  it('a changed number compiles nothing', async () => {
    const options = smallOptions();
    const gpu = device();
    await withPlan(options, gpu, async (engine) => {
      const create = gpu.createComputePipelineAsync.bind(gpu);
      gpu.createComputePipelineAsync = () => Promise.reject(new Error('compiled'));
      try {
        await engine.setSigma(0, sigmaOf({ name: 'silu', beta: 2 }));
        await train(engine, options, 1);
      } finally {
        gpu.createComputePipelineAsync = create;
      }
    });
  });

  it('another run with another σ compiles the kernels that hold σ, and no others', async () => {
    const gpu = device();
    await withPlan(smallOptions(), gpu, (engine) => train(engine, smallOptions(), 1));
    const create = gpu.createComputePipelineAsync.bind(gpu);
    const compiled: string[] = [];
    gpu.createComputePipelineAsync = (description) => {
      compiled.push(description.label!);
      return create(description);
    };
    try {
      const options = smallOptions({ sigma: sigmaOf({ formula: 'x*atan(3*x)' }) });
      await withPlan(options, gpu, (engine) => train(engine, options, 1));
      const kinds = compiled.map((key) => /^(activate-statistics|norm-sigma-backward)-/.exec(key)?.[1]);
      assert.deepEqual(kinds.toSorted(), ['activate-statistics', 'norm-sigma-backward']);
      compiled.length = 0;
      await withPlan(options, gpu, (engine) => train(engine, options, 1));
      assert.deepEqual(compiled, []);
    } finally {
      gpu.createComputePipelineAsync = create;
    }
  });

  it('anneals from one rule to the other', async () => {
    const anneal = { to: { rule: 'straight-through' as const }, from: 0, until: 1 };
    const annealed = smallOptions({ sigma: sigmaOf({ name: 'tanh' }, { rule: 'exact', anneal }) });
    const normAt = (options: ReturnType<typeof smallOptions>, t: number) =>
      withPlan(options, device(), async (engine) => {
        engine.setAnneal(options.network.blocks.map(() => t));
        await train(engine, options, 1);
        return (await engine.report()).gradNorms[0]!;
      });
    const exact = await normAt(smallOptions({ sigma: sigmaOf({ name: 'tanh' }) }), 0);
    const straight = await normAt(smallOptions({ sigma: sigmaOf({ name: 'tanh' }, { rule: 'straight-through' }) }), 0);
    assert.approximately(await normAt(annealed, 0), exact, 1e-5 * exact);
    assert.approximately(await normAt(annealed, 1), straight, 1e-5 * straight);
    assert.isAbove(Math.abs((await normAt(annealed, 0.5)) - exact), 1e-3 * exact);
  });

  it('reports how far compiling has got', async () => {
    const told: [number, number][] = [];
    const options = smallOptions({ onCompile: (done, total) => told.push([done, total]) });
    await withPlan(options, device(), () => Promise.resolve());
    const total = told[0]![1];
    assert.deepEqual(
      told.map(([done]) => done),
      Array.from({ length: total }, (_, i) => i + 1),
    );
  });
});
