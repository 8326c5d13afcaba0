/** Half precision, which few adapters that run tests have: elsewhere these tests say that they are skipped. */
import { ACTIVATIONS } from '../../../../src/domain/activations/registry.ts';
import { DEFAULT_OPTIMIZER } from '../../../../src/domain/experiment/defaults.ts';
import type { EngineOptions } from '../../../../workers/engine/engine.ts';
import type { PlanEngine } from '../../../../workers/engine/plan/plan-engine.ts';
import { assert } from '../../../support/expect.ts';
import { onGpu, skipWithoutHalf } from '../../kernels/plan/support.ts';
import { assertSame, findings } from './findings.ts';
import { bits, images, sigmaOf, smallOptions, train, withPlan } from './support.ts';

/** float16 has eleven binary digits. */
const TOLERANCE = 2e-2;
const SGD = { ...DEFAULT_OPTIMIZER, name: 'sgd', learningRate: 0.05, momentum: 0.9 } as const;
const EXAMPLES = images(17, 9);

const halved = (change: Parameters<typeof smallOptions>[0] = {}): EngineOptions =>
  smallOptions({ half: true, optimizer: SGD, batchSize: 7, ...change });

onGpu('a plan that keeps images in half precision', (device) => {
  before(function () {
    skipWithoutHalf(this, device());
  });

  /** As on an emulated adapter and as on a real one. */
  async function onBoth(options: EngineOptions, work: (engine: PlanEngine, software: boolean) => Promise<void>) {
    for (const software of [true, false])
      await withPlan(options, device(), (engine) => work(engine, software), software);
  }

  for (const [name, sigma] of Object.entries({
    silu: sigmaOf({ name: 'silu' }),
    'relu, best, noisy': sigmaOf({ name: 'relu' }, { rule: 'best', noise: 0.3 }),
    'tanh, blurred': sigmaOf({ name: 'tanh' }, { rule: 'blurred', width: 0.5 }),
  }))
    it(`has the gradients of float32 as far as its digits go: ${name}`, async () => {
      const options = halved({ sigma, coordinates: name === 'silu' });
      await onBoth(options, async (engine, software) => {
        const expected = await withPlan(
          { ...options, half: false },
          device(),
          (floats) => findings(floats, options),
          software,
        );
        assertSame(await findings(engine, options), expected, TOLERANCE, `software ${software}`);
      });
    });

  it('trains as float32 does, nearly', async () => {
    const lossesOf = (half: boolean) =>
      withPlan(halved({ half }), device(), async (engine) => {
        await train(engine, halved(), 40);
        return (await engine.report()).losses;
      });
    const [floats, halves] = [await lossesOf(false), await lossesOf(true)];
    assert.isBelow(halves.at(-1)!, 0.9 * halves[0]!);
    halves.forEach((loss, i) => assert.closeTo(loss, floats[i]!, 0.02 * floats[i]!, `step ${i}`));
    assert.isTrue(halves.some((loss, i) => loss !== floats[i]));
  });

  it('evaluates and predicts in float32, and says what the same weights lose in half precision', async () => {
    await onBoth(halved(), async (engine, software) => {
      await train(engine, halved(), 5);
      const [loss, half] = [await engine.evaluate(EXAMPLES), await engine.evaluateInHalf!(EXAMPLES)];
      const weights = await engine.weights();
      const [exact, output] = await withPlan(
        halved({ half: false, weights }),
        device(),
        async (floats) => [await floats.evaluate(EXAMPLES), await floats.predict(EXAMPLES)] as const,
        software,
      );
      assert.approximately(loss, exact, 1e-6 * exact);
      (await engine.predict(EXAMPLES)).forEach((p, i) => assert.approximately(p, output[i]!, 1e-5));
      assert.notEqual(half, loss);
      assert.approximately(half, loss, 1e-2 * loss);
      // Evaluating leaves training alone.
      const undisturbed = await withPlan(halved(), device(), async (other) => {
        await train(other, halved(), 6);
        return bits(await other.weights());
      }, software); // prettier-ignore
      await train(engine, halved(), 1);
      assert.deepEqual(bits(await engine.weights()), undisturbed);
    });
  });

  it('is the same in parts', async () => {
    const of = (examples: number) =>
      withPlan(halved(), device(), (engine) => findings(engine, halved()), true, {
        limits: { bytes: Infinity, examples },
      });
    assertSame(await of(3), await of(Infinity), 1e-2, 'in parts of three');
  });

  it('takes any σ', async () => {
    for (const { id } of ACTIVATIONS) {
      const options = halved({ sigma: sigmaOf({ name: id }), optimizer: { ...SGD, learningRate: 1e-4 } });
      await withPlan(options, device(), async (engine) => {
        await train(engine, options, 2);
        const { losses } = await engine.report();
        assert.isTrue(losses.every(Number.isFinite), id);
      });
    }
  });

  it('takes about half the memory of images that are kept', async () => {
    const bytesOf = async (half: boolean) => {
      const gpu = device();
      const create = gpu.createBuffer.bind(gpu);
      let bytes = 0;
      gpu.createBuffer = (description) => {
        if (/ [xa]$/.test(description.label ?? '')) bytes += description.size;
        return create(description);
      };
      try {
        await withPlan(halved({ half, batchSize: 64 }), gpu, () => Promise.resolve());
      } finally {
        gpu.createBuffer = create;
      }
      return bytes;
    };
    assert.isBelow(await bytesOf(true), 0.6 * (await bytesOf(false)));
  });
});

onGpu('a plan on a device without half precision', () => {
  it('trains in float32 when asked for half', async () => {
    const adapter = (await navigator.gpu.requestAdapter())!;
    const plain = await adapter.requestDevice();
    await withPlan(halved(), plain, (engine) => {
      assert.isUndefined(engine.evaluateInHalf);
      return Promise.resolve();
    });
    plain.destroy();
  });
});
