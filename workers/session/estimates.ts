/** How long a training step takes, before anybody trains: measured over a few steps, remembered for as long as the device stays the same. */
import type { AutoencoderSpec } from '../../src/domain/experiment/experiment.ts';
import { describeAutoencoder } from '../../src/domain/networks/autoencoder.ts';
import { estimateStep } from '../../src/domain/networks/cost.ts';
import type { Device } from '../../src/domain/run/run.ts';
import { measureOptions } from '../devices/measure.ts';
import { trialOptions } from '../devices/trial-network.ts';

const PATIENCE_MS = 500;
/** A step that is thought to take longer isn't waited for: it is scaled up from a smaller network. */
const LONGEST_MS = 1500;
const SMALL = { channels: 8, batchSize: 16 };
/** What our kernels do a millisecond on an emulated adapter. There even a small network takes many seconds to compile. */
const EMULATED_FLOPS = 5e6;

type Estimated = Pick<AutoencoderSpec, 'channels' | 'latent' | 'coordinates'>;

export class Estimates {
  private readonly known = new Map<string, number>();

  /** Milliseconds a step, measured on tfjs's current backend, which must be this device's. */
  async msPerStep(network: Estimated, batchSize: number, device: Device, signal: AbortSignal): Promise<number> {
    const measured = this.known.get(keyOf(network, batchSize, device));
    if (measured !== undefined) return measured;
    const guess = await this.guess(network, batchSize, device, signal);
    if (guess > LONGEST_MS) return guess;
    return this.measure(network, batchSize, device, signal);
  }

  /** About how long a step will take; 0 where nobody will notice anyway. */
  private async guess(network: Estimated, batchSize: number, device: Device, signal: AbortSignal): Promise<number> {
    if (device.backend === 'wasm' || device.backend === 'cpu') return this.scaledUp(network, batchSize, device, signal);
    return device.software ? flops(network, batchSize) / EMULATED_FLOPS : 0;
  }

  /** What the small network's time, by the count of operations, says of this one. */
  private async scaledUp(network: Estimated, batchSize: number, device: Device, signal: AbortSignal): Promise<number> {
    const small = { ...network, channels: SMALL.channels, latent: SMALL.channels };
    const key = keyOf(small, SMALL.batchSize, device);
    const ms = this.known.get(key) ?? (await this.measure(small, SMALL.batchSize, device, signal));
    return (ms * flops(network, batchSize)) / flops(small, SMALL.batchSize);
  }

  private async measure(network: Estimated, batchSize: number, device: Device, signal: AbortSignal): Promise<number> {
    const options = trialOptions(describe(network), batchSize);
    const ms = await measureOptions(options, device, PATIENCE_MS, signal);
    this.known.set(keyOf(network, batchSize, device), ms);
    return ms;
  }
}

function describe(network: Estimated) {
  return describeAutoencoder({ kind: 'autoencoder', ...network });
}

function flops(network: Estimated, batchSize: number): number {
  return estimateStep(describe(network), batchSize).flops;
}

function keyOf({ channels, latent, coordinates }: Estimated, batchSize: number, { backend, adapter }: Device): string {
  return [backend, adapter, channels, latent, coordinates, batchSize].join('/');
}
