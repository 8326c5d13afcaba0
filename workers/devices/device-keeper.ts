/** The device in use: opened, tested, watched over. Owns which tfjs backend is the current one. */
import * as tf from '@tensorflow/tfjs-core';
import { DeviceError } from '../../src/domain/errors.ts';
import { Pending } from '../../src/domain/pending.ts';
import type { Backend, Device } from '../../src/domain/run/run.ts';
import type { DeviceReport } from '../../src/protocol/training.ts';
import type { BackendKind, DeviceWatch } from './backend.ts';
import { BACKENDS } from './backends.ts';
import { chooseDevice, type Lab } from './choose.ts';
import { cpu } from './cpu.ts';
import { measureConvolutions } from './convolve.ts';
import { keptTimes, type TimeStore } from './kept-times.ts';
import { compare, runTrial, type Findings } from './self-test.ts';

/** What waits for the device goes through `pending`, which is given up when the device fails. */
interface OpenDevice {
  readonly report: DeviceReport;
  readonly pending: Pending;
}

export class DeviceKeeper implements Lab {
  private readonly kinds: readonly BackendKind[];
  private readonly times: TimeStore;
  private readonly watches = new Map<Backend, Pending>();
  private reference: Promise<Findings> | null = null;
  private current: OpenDevice | null = null;
  private choice: Backend | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(kinds: readonly BackendKind[] = BACKENDS, times: TimeStore = keptTimes) {
    this.kinds = kinds;
    this.times = times;
  }

  /** The device in use, opened if there is none. */
  async ready(): Promise<Device> {
    const { device } = await this.inTurn(() => this.current?.report ?? this.move(null));
    return device;
  }

  /** Waits for what the device in use does, for as long as it does anything. */
  guard<T>(promise: Promise<T>): Promise<T> {
    return this.current ? this.current.pending.guard(promise) : promise;
  }

  /** Moves to the chosen device, or for null to the best. Where that fails the one before stays in use. */
  choose(choice: Backend | null): Promise<DeviceReport> {
    return this.inTurn(() => this.move(choice));
  }

  /** One after the other: tfjs gives up a backend that is starting when another is to start. */
  private inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async move(choice: Backend | null): Promise<DeviceReport> {
    if (this.current && this.choice === choice && !this.current.pending.failure) return this.current.report;
    try {
      const report = await chooseDevice(choice, this.kinds, this);
      this.current = { report, pending: this.watchOf(report.device.backend) };
      this.choice = choice;
      return report;
    } catch (error) {
      if (this.current) await tf.setBackend(this.current.report.device.backend);
      throw error;
    }
  }

  async open(kind: BackendKind): Promise<void> {
    const failure = this.watches.get(kind.backend)?.failure;
    // What tfjs holds of a device that is gone cannot be used again in this worker.
    if (failure) throw new DeviceError(`${failure.message} The page has to start a new worker for it.`);
    const watch: DeviceWatch = { failed: (error) => this.watchOf(kind.backend).fail(error) };
    await kind.open(watch);
  }

  async selfTest(device: Device): Promise<string | null> {
    const expected = await this.expected(device);
    const got = await this.watchOf(device.backend).guard(runTrial(device));
    return compare(expected, got);
  }

  async measure(kind: BackendKind, device: Device): Promise<number> {
    const key = `${kind.backend} ${device.adapter}`;
    const known = await this.times.read(key);
    if (known !== null) return known;
    await this.open(kind);
    const ms = await this.watchOf(kind.backend).guard(measureConvolutions(device));
    await this.times.write(key, ms);
    return ms;
  }

  private async expected({ backend }: Device): Promise<Findings> {
    if (backend !== 'cpu') await this.open(cpu);
    this.reference ??= runTrial({ backend: 'cpu', software: false });
    const reference = await this.reference;
    await tf.setBackend(backend);
    return reference;
  }

  private watchOf(backend: Backend): Pending {
    const watch = this.watches.get(backend) ?? new Pending();
    this.watches.set(backend, watch);
    return watch;
  }
}
