/** What the person wants of a run, for the loop to look at between steps. Owns no behaviour of the run itself. */
import { RunError } from '../../src/domain/errors.ts';
import type { RunCommand } from '../../src/protocol/training.ts';

interface Task {
  run(): Promise<void>;
  refuse(error: Error): void;
}

export class RunControl {
  /** No step begins while this holds, but those asked for singly. */
  paused: boolean;
  /** The run is to end now and to be resumable. */
  stopping = false;
  /** Counts the commands that interrupt an evaluation. */
  interruptions = 0;
  private singleSteps = 0;
  private readonly tasks: Task[] = [];
  private closed = false;
  private wake: (() => void) | null = null;

  constructor(paused: boolean) {
    this.paused = paused;
  }

  obey(command: RunCommand): void {
    switch (command) {
      case 'pause':
        this.paused = true;
        this.interruptions++;
        break;
      case 'resume':
        this.paused = false;
        this.singleSteps = 0;
        break;
      case 'step':
        this.paused = true;
        this.singleSteps++;
        break;
      case 'stop':
        this.stopping = true;
        this.interruptions++;
        break;
      default:
        throw new RunError(`Expected pause, resume, step or stop, got "${String(command satisfies never)}".`);
    }
    this.wake?.();
  }

  /** Whether the person wants another step. */
  get wantsStep(): boolean {
    return !this.paused || this.singleSteps > 0;
  }

  /** Whether the next step may begin; one that was asked for singly is thereby granted. */
  grantStep(): boolean {
    if (!this.paused) return true;
    if (this.singleSteps === 0) return false;
    this.singleSteps--;
    return true;
  }

  /** Runs `work` between two steps, when nothing else uses the device. Rejects with RunError where the run ends before. */
  between<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const refuse = (error: Error): void => reject(error);
      if (this.closed) return refuse(over());
      this.tasks.push({ run: () => work().then(resolve, reject), refuse });
      this.wake?.();
    });
  }

  /** Does what `between` has collected. */
  async runTasks(): Promise<void> {
    for (let task = this.tasks.shift(); task; task = this.tasks.shift()) await task.run();
  }

  /** Resolves with the next command or task. */
  async somethingNew(): Promise<void> {
    if (this.tasks.length > 0 || this.stopping || this.singleSteps > 0 || !this.paused) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    this.wake = null;
  }

  /** Refuses whatever still waits, and whatever comes. */
  close(): void {
    this.closed = true;
    for (const task of this.tasks.splice(0)) task.refuse(over());
  }
}

function over(): RunError {
  return new RunError('The run is over.');
}
