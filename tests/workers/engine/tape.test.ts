/** A whole network on tfjs's tape, made of the same ops as the engine, has the engine's gradients. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import type { Block } from '../../../src/domain/networks/description.ts';
import { describeParameters } from '../../../src/domain/networks/parameters.ts';
import { BatchMaker } from '../../../workers/engine/batches.ts';
import type { EngineOptions } from '../../../workers/engine/engine.ts';
import { TensorEngine } from '../../../workers/engine/tensor-engine.ts';
import { affineOp } from '../../../workers/layers/affine.ts';
import { batchNormOp } from '../../../workers/layers/batch-norm.ts';
import { kernelShape, toKernelLayout } from '../../../workers/layers/layout.ts';
import { customGradOf } from '../../../workers/layers/op.ts';
import { sigmaLayer } from '../../../workers/layers/sigma.ts';
import { sigmoidOp } from '../../../workers/layers/sigmoid.ts';
import { assert } from '../../support/expect.ts';
import { onBackends } from '../backends.ts';
import { batchInOrder, formulaImages, optionsFor } from './trajectories.ts';

function options(): EngineOptions {
  const { experiment } = parseExperiment({
    network: { kind: 'autoencoder', channels: 4, latent: 3, coordinates: true },
    activation: { name: 'relu' },
    derivative: { rule: 'best', noise: 0.1 },
    batchSize: 4,
  });
  return optionsFor(experiment, null, formulaImages(0, 4));
}

/** The network as one function of its parameters, in the order of `describeParameters`' trainable ones. */
function lossOf({ network, sigmas, seed }: EngineOptions, input: tf.Tensor, target: tf.Tensor) {
  return (...parameters: tf.Tensor[]): tf.Scalar => {
    const rest = [...parameters];
    const output = network.blocks.reduce((x, block, layer) => {
      const context = () => ({ seed, step: 0, layer, training: true, anneal: 0 });
      const sigma = sigmas[layer];
      const mapped = customGradOf(affineOp(block.map))(x, rest.shift()!, rest.shift()!);
      const after = customGradOf(sigma ? sigmaLayer(sigma, context) : sigmoidOp)(mapped);
      return normalised(block, after, rest);
    }, input);
    return tf.mean(tf.squaredDifference(output, target));
  };
}

function normalised({ norm }: Block, x: tf.Tensor, rest: tf.Tensor[]): tf.Tensor {
  return norm === null ? x : customGradOf(batchNormOp)(x, rest.shift()!, rest.shift()!);
}

onBackends('a network on the tape', () => {
  it('has the gradients of the engine', async function () {
    this.timeout(300_000);
    const given = options();
    const indices = batchInOrder(0, 4, 4);
    const engine = new TensorEngine(given);
    await engine.trainStep(indices);
    const expected = await engine.parameterGradNorms();
    const { losses } = await engine.report();
    engine.dispose();

    const before = tf.memory().numTensors;
    const trainable = describeParameters(given.network).filter((info) => info.trainable);
    const { input, target } = new BatchMaker(given.network).make(given.train, indices);
    const parameters = trainable.map((info) =>
      tf.tensor(toKernelLayout(info, given.weights.get(info.name)!.data), kernelShape(info)),
    );
    const { value, grads } = tf.valueAndGrads(lossOf(given, input, target))(parameters);
    assert.closeTo((await value.data())[0]!, losses[0]!, 1e-6);
    const largest = Math.max(...Object.values(expected));
    for (const [i, { name }] of trainable.entries()) {
      const norm = Math.hypot(...(await grads[i]!.data()));
      assert.closeTo(norm, expected[name]!, 1e-5 * expected[name]! + 1e-6 * largest, name);
    }
    tf.dispose([input, target, parameters, value, grads]);
    assert.equal(tf.memory().numTensors, before);
  });
});
