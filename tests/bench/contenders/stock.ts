/** Stock tfjs: its layers API on its WebGPU backend, written as its documentation would have it. */
import * as tf from '@tensorflow/tfjs';
import { describeAutoencoder } from '../../../src/domain/networks/autoencoder.ts';
import { imageBytes, LATENT, type Case, type Contender } from './contender.ts';

export async function stockOnWebGpu({ channels, batchSize }: Case): Promise<Contender> {
  await import('@tensorflow/tfjs-backend-webgpu');
  await tf.setBackend('webgpu');
  await tf.ready();
  const model = modelOf(channels);
  const images = tf.tensor4d(
    Float32Array.from(imageBytes(batchSize), (byte) => byte / 255),
    [batchSize, 28, 28, 1],
  );
  let loss = NaN;
  return {
    async step() {
      loss = (await model.trainOnBatch(images, images)) as number;
    },
    finish: () => Promise.resolve(loss),
  };
}

function modelOf(channels: number): tf.Sequential {
  const { blocks } = describeAutoencoder({ kind: 'autoencoder', channels, latent: LATENT, coordinates: false });
  const model = tf.sequential();
  blocks.forEach(({ map, norm }, i) => {
    const layer = {
      filters: map.outChannels,
      kernelSize: map.kernel,
      strides: map.stride,
      padding: 'valid' as const,
      activation: norm === null ? ('sigmoid' as const) : ('relu' as const),
      ...(i === 0 && { inputShape: [28, 28, 1] }),
    };
    model.add(map.type === 'conv' ? tf.layers.conv2d(layer) : tf.layers.conv2dTranspose(layer));
    if (norm !== null) model.add(tf.layers.batchNormalization({ epsilon: 1e-5, momentum: 0.9 }));
  });
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
  return model;
}
