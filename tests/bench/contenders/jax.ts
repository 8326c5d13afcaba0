/** jax-js, the strongest peer in a browser: one jitted step of plain SGD (it has less to do than everyone else's Adam). */
import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad, type Array as Tensor } from '@jax-js/jax';
import { describeAutoencoder } from '../../../src/domain/networks/autoencoder.ts';
import type { Block } from '../../../src/domain/networks/description.ts';
import { drawWeights } from '../../../src/domain/networks/initial.ts';
import { imageBytes, LATENT, type Case, type Contender } from './contender.ts';

const RATE = 0.01;

async function open(device: 'webgpu' | 'wasm', { channels, batchSize }: Case): Promise<Contender> {
  await init(device);
  defaultDevice(device);
  const network = describeAutoencoder({ kind: 'autoencoder', channels, latent: LATENT, coordinates: false });
  const weights = drawWeights(network, 1);
  const tensor = (name: string) => {
    const { shape, data } = weights.get(name)!;
    return np.array(data).reshape([...shape]);
  };
  const names = network.blocks.flatMap(({ name, norm }) => [
    `${name}.weight`,
    `${name}.bias`,
    ...(norm === null ? [] : [`${norm}.weight`, `${norm}.bias`]),
  ]);
  const images = np
    .array(Float32Array.from(imageBytes(batchSize), (byte) => byte / 255))
    .reshape([batchSize, 1, 28, 28]);
  const lossOf = (parameters: Tensor[], x: Tensor) => reconstructionError(network.blocks, parameters, x);
  const update = jit((parameters: Tensor[], x: Tensor): Tensor[] => {
    const [loss, gradients] = valueAndGrad(lossOf)(
      parameters.map((p) => p.ref),
      x,
    );
    return [loss, ...parameters.map((p, i) => p.sub(gradients[i]!.mul(RATE)))];
  });
  let parameters = names.map(tensor);
  let loss: Tensor | null = null;
  return {
    async step() {
      const [next, ...rest] = update(parameters, images.ref);
      loss?.dispose();
      loss = next!;
      parameters = rest;
      await loss.blockUntilReady();
    },
    async finish() {
      const values = (await loss!.ref.data()) as Float32Array;
      return values[0]!;
    },
  };
}

/** Consumes its arguments, as jax-js's functions do. */
function reconstructionError(blocks: readonly Block[], parameters: Tensor[], images: Tensor): Tensor {
  const queue = [...parameters];
  let x = images.ref;
  for (const { map, norm } of blocks) {
    const [weight, bias] = [queue.shift()!, queue.shift()!];
    const strides = [map.stride, map.stride];
    x =
      map.type === 'conv'
        ? lax.convGeneralDilated(x, weight, strides, 'VALID')
        : lax.convTranspose(x, weight, strides, 'VALID', { transposeKernel: true });
    x = x.add(perChannel(bias));
    x = norm === null ? nn.sigmoid(x) : normalised(nn.relu(x), queue.shift()!, queue.shift()!);
  }
  return np.mean(np.square(x.sub(images)));
}

const perChannel = (values: Tensor): Tensor => values.reshape([1, -1, 1, 1]);

function normalised(x: Tensor, gamma: Tensor, beta: Tensor): Tensor {
  const axes = [0, 2, 3];
  const centred = x.ref.sub(np.mean(x, axes, { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), axes, { keepdims: true });
  const scaled = centred.div(np.sqrt(variance.add(1e-5)));
  return scaled.mul(perChannel(gamma)).add(perChannel(beta));
}

export const jaxOnWebGpu = (what: Case): Promise<Contender> => open('webgpu', what);
export const jaxOnWasm = (what: Case): Promise<Contender> => open('wasm', what);
