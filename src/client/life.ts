/** One worker from its start to its end. Owns the only `new Worker` of the page, and sees to it that no call outlives its worker. */
import * as Comlink from 'comlink';
import { WorkerError } from '../domain/errors.ts';
import { Pending } from '../domain/pending.ts';
import { carryErrors } from '../protocol/thrown.ts';
import type { AtlasWorker } from '../protocol/atlas.ts';
import type { TrainingWorker } from '../protocol/training.ts';

carryErrors(Comlink.transferHandlers);

export type Remote = Comlink.Remote<TrainingWorker & AtlasWorker>;

/** Starts the training worker's thread. */
export function createTrainingWorker(): Worker {
  return new Worker(new URL('../../workers/training.worker.ts', import.meta.url), { type: 'module', name: 'training' });
}

export class Life {
  /** Resolves once the worker is as its predecessor was. */
  ready: Promise<void> = Promise.resolve();
  private readonly worker: Worker;
  private readonly remote: Remote;
  private readonly pending = new Pending();
  private readonly onEnd: (error: Error) => void;

  /** `onEnd` hears once why this life is over. */
  constructor(worker: Worker, onEnd: (error: Error) => void) {
    this.worker = worker;
    this.onEnd = onEnd;
    this.remote = Comlink.wrap<TrainingWorker & AtlasWorker>(worker);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.end(new WorkerError(`The training worker crashed: ${event.message || 'its script could not be loaded'}.`));
    });
    worker.addEventListener('messageerror', () => {
      this.end(new WorkerError('The training worker said something that could not be read.'));
    });
  }

  get over(): boolean {
    return this.pending.failure !== null;
  }

  /** Asks the worker; rejects with the reason where it ends before it answers. */
  call<T>(ask: (remote: Remote) => Promise<T>): Promise<T> {
    return this.pending.guard(this.over ? new Promise<T>(() => undefined) : ask(this.remote));
  }

  /** Ends the worker and rejects whatever is pending with `error`. */
  end(error: Error): void {
    if (this.over) return;
    this.pending.fail(error);
    this.worker.terminate();
    this.onEnd(error);
  }
}
