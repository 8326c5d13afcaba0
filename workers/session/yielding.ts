/** Letting the worker hear its messages: long work calls `breathe()` often, and now and then that really waits. */

const port = new MessageChannel();
const waiting: (() => void)[] = [];
port.port1.onmessage = () => waiting.shift()?.();

/** Resolves in a later task, after messages that are already there have been handled. Timers would wait 4 ms and more. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port.port2.postMessage(null);
  });
}

/** Gives way to messages whenever `everyMs` have gone by since it last did; costs next to nothing otherwise. */
export class Breather {
  private last = performance.now();
  private readonly everyMs: number;

  constructor(everyMs: number) {
    this.everyMs = everyMs;
  }

  async breathe(): Promise<void> {
    if (performance.now() - this.last < this.everyMs) return;
    await nextTask();
    this.last = performance.now();
  }
}
