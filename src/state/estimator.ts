/** Time per epoch of the configured network, from a short measurement while nothing else is computed; the worker drops it when a run begins. */
import type { NetworkSpec } from '../domain/experiment/experiment.ts';
import { sameData } from '../domain/experiment/objects.ts';
import type { Model } from './model.ts';
import type { Trainer } from './trainer.ts';

/** Waits for the person to settle on something. */
const DELAY_MS = 700;

export class Estimator {
  private readonly model: Model;
  private readonly trainer: Trainer;
  private readonly idle: () => boolean;
  private measured: { network: NetworkSpec; batchSize: number; backend: string } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked for: answers to anything but the last are dropped. */
  private asked = 0;

  constructor(parts: { model: Model; trainer: Trainer; idle: () => boolean }) {
    ({ model: this.model, trainer: this.trainer, idle: this.idle } = parts);
  }

  /** Configuration, device or run changed: measure again soon, if that is needed and nothing goes on. */
  consider(): void {
    clearTimeout(this.timer);
    if (this.isMeasured()) return;
    this.asked++;
    if (this.model.state.estimate !== null) this.model.update({ estimate: null });
    this.timer = setTimeout(() => void this.measure(), DELAY_MS);
  }

  private isMeasured(): boolean {
    return this.measured !== null && sameData(this.measured, this.wanted());
  }

  private wanted(): { network: NetworkSpec; batchSize: number; backend: string } {
    const { experiment, device } = this.model.state;
    return { network: experiment.network, batchSize: experiment.batchSize, backend: device?.device.backend ?? 'none' };
  }

  private async measure(): Promise<void> {
    if (!this.idle() || this.model.state.deviceStatus !== 'ready') return;
    const wanted = this.wanted();
    if (wanted.network.kind !== 'autoencoder') return;
    const asked = ++this.asked;
    try {
      const estimate = await this.trainer.estimate(wanted.network, wanted.batchSize);
      if (asked !== this.asked) return;
      this.measured = wanted;
      this.model.update({ estimate });
    } catch {
      // An estimate is a courtesy: without one the page shows none.
    }
  }
}
