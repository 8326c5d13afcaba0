/** Time per epoch of the configured network, from a short measurement while nothing else is computed; the worker drops it when a run begins. */
import { errorMessage, firstLine } from '../domain/errors.ts';
import type { NetworkSpec } from '../domain/experiment/experiment.ts';
import type { CostEstimate } from '../protocol/training.ts';
import type { Model } from './model.ts';
import type { Trainer } from './trainer.ts';

/** Waits for the person to settle on something. */
const DELAY_MS = 700;

interface Wanted {
  readonly network: NetworkSpec;
  readonly batchSize: number;
  readonly backend: string;
}

export class Estimator {
  private readonly model: Model;
  private readonly trainer: Trainer;
  private readonly idle: () => boolean;
  /** What was measured, by what was wanted. */
  private readonly known = new Map<string, CostEstimate>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked for: answers to anything but the last are dropped. */
  private asked = 0;

  constructor(parts: { model: Model; trainer: Trainer; idle: () => boolean }) {
    ({ model: this.model, trainer: this.trainer, idle: this.idle } = parts);
  }

  /** Configuration, device or run changed: measure again soon, if that is needed and nothing goes on. */
  consider(): void {
    clearTimeout(this.timer);
    this.asked++;
    const estimate = this.known.get(keyOf(this.wanted())) ?? null;
    const { estimate: shown, estimateError } = this.model.state;
    if (estimate !== shown || estimateError !== null) this.model.update({ estimate, estimateError: null });
    if (estimate === null) this.timer = setTimeout(() => void this.measure(), DELAY_MS);
  }

  private wanted(): Wanted {
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
      this.known.set(keyOf(wanted), estimate);
      if (asked === this.asked) this.model.update({ estimate });
    } catch (error) {
      if (asked === this.asked && this.idle()) this.model.update({ estimateError: firstLine(errorMessage(error)) });
    }
  }
}

function keyOf(wanted: Wanted): string {
  return JSON.stringify(wanted);
}
