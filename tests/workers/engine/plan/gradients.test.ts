import { DEFAULT_OPTIMIZER } from '../../../../src/domain/experiment/defaults.ts';
import { describeAutoencoder } from '../../../../src/domain/networks/autoencoder.ts';
import { drawWeights } from '../../../../src/domain/networks/initial.ts';
import { Xoshiro128 } from '../../../../src/domain/random/xoshiro.ts';
import type { EngineOptions, Examples } from '../../../../workers/engine/engine.ts';
import { TensorEngine } from '../../../../workers/engine/tensor-engine.ts';
import { openBackend } from '../../backends.ts';
import { onGpu } from '../../kernels/plan/support.ts';
import { assertSame, findings } from './findings.ts';
import { sigmaOf, withPlan } from './support.ts';

/** The one description of a network yields both engines; this holds them to the same gradients, in both tunings of the plan. */
const TOLERANCE = 2e-4;

function pictures(count: number): Examples {
  const random = new Xoshiro128(3);
  const inputs = Uint8Array.from({ length: count * 784 }, () => random.below(256));
  return { count, inputLength: 784, inputs, targetLength: 784, targets: null };
}

type Case = Partial<EngineOptions> & { readonly sigma: ReturnType<typeof sigmaOf>; readonly coordinates?: boolean };

function optionsOf({ sigma, coordinates = false, ...change }: Case): EngineOptions {
  const network = describeAutoencoder({ kind: 'autoencoder', channels: 3, latent: 5, coordinates });
  return {
    network,
    sigmas: network.blocks.map(({ after }) => (after === 'sigma' ? sigma : null)),
    optimizer: DEFAULT_OPTIMIZER,
    loss: 'mse',
    batchSize: 4,
    seed: 6,
    weights: drawWeights(network, 1),
    train: pictures(9),
    ...change,
  };
}

const CASES: Readonly<Record<string, Case>> = {
  'sgd with momentum, bce, clipping, coordinates': {
    sigma: sigmaOf({ name: 'gelu' }),
    coordinates: true,
    loss: 'bce',
    optimizer: { ...DEFAULT_OPTIMIZER, name: 'sgd', learningRate: 0.01, momentum: 0.9, clipNorm: 0.1 },
  },
  'adamw with decay, cautious, best': {
    sigma: sigmaOf({ name: 'tanh' }, { rule: 'best', width: 0.5 }),
    optimizer: { ...DEFAULT_OPTIMIZER, name: 'adamw', learningRate: 1e-5, weightDecay: 0.1, cautious: true },
  },
  'rmsprop with momentum, RReLU and derivative noise': {
    sigma: sigmaOf({ name: 'rrelu' }, { rule: 'exact', noise: 0.5 }),
    optimizer: { ...DEFAULT_OPTIMIZER, name: 'rmsprop', learningRate: 1e-5, momentum: 0.5 },
  },
  'a formula, blurred, annealed': {
    sigma: sigmaOf(
      { formula: 'sin(alpha*x)*sigmoid(x)', alpha: 1.5 },
      { rule: 'blurred', width: 0.5, anneal: { to: { rule: 'exact' }, from: 0, until: 1 } },
    ),
    optimizer: { ...DEFAULT_OPTIMIZER, name: 'sgd', learningRate: 0.01, weightDecay: 0.01 },
  },
};

onGpu('the plan and tensors have the same gradients', (device) => {
  for (const [name, change] of Object.entries(CASES)) {
    it(name, async () => {
      const options = optionsOf(change);
      await openBackend('wasm');
      const tensors = new TensorEngine(options);
      const expected = await findings(tensors, options);
      tensors.dispose();
      for (const software of [true, false]) {
        const got = await withPlan(options, device(), (engine) => findings(engine, options), software);
        assertSame(got, expected, TOLERANCE, `software ${software}`);
      }
    });
  }
});
