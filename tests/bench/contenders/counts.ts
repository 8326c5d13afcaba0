/** Counts what reaches the graphics device, whoever sends it. */
import type { Contender } from './contender.ts';

export interface Measured {
  /** Milliseconds a step, all of it computed. */
  readonly ms: number;
  /** Milliseconds of JavaScript a step until it was enqueued. */
  readonly jsMs: number;
  readonly dispatches: number;
  readonly submits: number;
  readonly loss: number;
}

const counted = { dispatches: 0, submits: 0 };

let watching = false;

/** Watches the prototypes of WebGPU from now on, where there are any; once, however many contenders ask for it. */
export function countCalls(): void {
  if (watching) return;
  watching = true;
  const { GPUComputePassEncoder: Pass, GPUQueue: Queue } = globalThis as Partial<typeof globalThis>;
  if (Pass) wrap(Pass.prototype, 'dispatchWorkgroups', 'dispatches');
  if (Queue) wrap(Queue.prototype, 'submit', 'submits');
}

function wrap<K extends string>(
  prototype: Record<K, (...args: never[]) => unknown> | object,
  name: K,
  what: keyof typeof counted,
): void {
  const target = prototype as Record<K, (...args: unknown[]) => unknown>;
  const original = target[name];
  target[name] = function (this: unknown, ...args: unknown[]) {
    counted[what]++;
    return original.apply(this, args);
  };
}

/** Takes steps and waits for them. Calls while waiting count to nobody. */
export async function measure(contender: Contender, steps: number): Promise<Measured> {
  Object.assign(counted, { dispatches: 0, submits: 0 });
  const start = performance.now();
  for (let i = 0; i < steps; i++) await contender.step();
  const jsMs = (performance.now() - start) / steps;
  const { dispatches, submits } = counted;
  const loss = await contender.finish();
  return {
    ms: (performance.now() - start) / steps,
    jsMs,
    dispatches: dispatches / steps,
    submits: submits / steps,
    loss,
  };
}
