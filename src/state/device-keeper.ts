/** The device that trains: opened at the start, moved where the person wants it, opened anew after the worker died. */
import { errorMessage } from '../domain/errors.ts';
import type { Backend } from '../domain/run/run.ts';
import type { DeviceReport } from '../protocol/training.ts';
import type { Model } from './model.ts';
import type { Notices } from './notices.ts';
import type { Page } from './page.ts';
import type { Trainer } from './trainer.ts';

const BACKENDS: readonly Backend[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

export class DeviceKeeper {
  private readonly model: Model;
  private readonly trainer: Trainer;
  private readonly page: Page;
  private readonly notices: Notices;
  private choice: Backend | null;
  private opened: Promise<DeviceReport> | null = null;

  constructor(parts: { model: Model; trainer: Trainer; page: Page; notices: Notices }) {
    ({ model: this.model, trainer: this.trainer, page: this.page, notices: this.notices } = parts);
    this.choice = BACKENDS.find((backend) => backend === this.page.setting('backend')) ?? null;
  }

  /** The device, opened if it isn't: the one that was chosen, or where that no longer works the best there is. */
  async ready(): Promise<DeviceReport> {
    this.opened ??= this.openAnew();
    return this.opened;
  }

  /** Moves to a backend, null for the best, and remembers that for the next visit; rejects where it doesn't work, and stays where it was. */
  async choose(choice: Backend | null): Promise<DeviceReport> {
    try {
      this.opened = this.open(choice);
      const report = await this.opened;
      this.choice = choice;
      this.page.setSetting('backend', choice);
      return report;
    } catch (error) {
      this.opened = null;
      await this.ready().catch(() => undefined); // says itself what is wrong
      throw error;
    }
  }

  /** The worker died, and its device with it. */
  forget(): void {
    this.opened = null;
  }

  private async openAnew(): Promise<DeviceReport> {
    try {
      return await this.open(this.choice);
    } catch (error) {
      if (this.choice === null) return this.fail(error);
      return this.withoutChoice(this.choice, error);
    }
  }

  private async withoutChoice(choice: Backend, error: unknown): Promise<DeviceReport> {
    this.choice = null;
    const message = `The chosen device, ${choice}, no longer works here: ${errorMessage(error)} Another is used.`;
    this.notices.show({ id: 'device', kind: 'warning', message });
    try {
      return await this.open(null);
    } catch (second) {
      return this.fail(second);
    }
  }

  private fail(error: unknown): never {
    this.opened = null;
    this.model.update({ device: null, deviceStatus: 'failed', deviceError: errorMessage(error) });
    throw error;
  }

  private async open(choice: Backend | null): Promise<DeviceReport> {
    this.model.update({ deviceStatus: 'opening', deviceError: null });
    const device = await this.trainer.openDevice(choice);
    this.model.update({ device, deviceStatus: 'ready' });
    return device;
  }
}
