/** The device in use: opened, tested, watched over. Owns which tfjs backend is the current one. */
import * as tf from '@tensorflow/tfjs-core';
import { DeviceError } from '../../src/domain/errors.ts';
import { Pending } from '../../src/domain/pending.ts';
import type { Backend, Device } from '../../src/domain/run/run.ts';
import type { DeviceReport } from '../../src/protocol/training.ts';
import type { BackendKind, DeviceWatch } from './backend.ts';
import { BACKENDS } from './backends.ts';
import { chooseDevice, type Candidate, type Lab } from './choose.ts';
import { cpu } from './cpu.ts';
import { openConvolutions, type Convolutions } from './convolve.ts';
import { keptTimes, type TimeStore } from './kept-times.ts';
import { compare, runHalfTrial, runTrial, type Findings } from './self-test.ts';
import { merged, settled, timeInTurns, type Contender, type Timing } from './timing.ts';

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

  async selfTestHalf(device: Device): Promise<string | null> {
    const expected = await this.expected(device);
    const got = await this.watchOf(device.backend).guard(runHalfTrial(device));
    return compare(expected, got, true);
  }

  async race(candidates: readonly Candidate[]): Promise<(number | Error)[]> {
    const keys = candidates.map(({ device: { backend, adapter } }) => `${backend} ${adapter}`);
    const before = await Promise.all(keys.map((key) => this.times.read(key)));
    const known = before.filter((timing) => timing !== null);
    if (known.length === before.length && settled(known)) return known.map(({ ms }) => ms);
    const outcomes = await this.timed(candidates);
    return Promise.all(
      outcomes.map(async (outcome, i) => {
        if (outcome instanceof Error) return outcome;
        const timing = merged(before[i]!, outcome);
        await this.times.write(keys[i]!, timing);
        return timing.ms;
      }),
    );
  }

  /** Opens the devices and has them convolve in turns. */
  private async timed(candidates: readonly Candidate[]): Promise<(Timing | Error)[]> {
    const opened: Convolutions[] = [];
    try {
      return await timeInTurns(candidates.map((candidate) => this.contender(candidate, opened)));
    } finally {
      for (const convolutions of opened) convolutions.dispose();
    }
  }

  private contender({ kind, device }: Candidate, opened: Convolutions[]): Contender {
    const guard = <T>(promise: Promise<T>): Promise<T> => this.watchOf(kind.backend).guard(promise);
    let convolutions: Convolutions | null = null;
    return {
      select: async () => {
        await this.open(kind);
        if (convolutions) return;
        convolutions = await guard(openConvolutions(device));
        opened.push(convolutions);
      },
      run: async () => void (await guard(convolutions!.run())),
    };
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
