/**
 * How far a GPU may fall behind: enqueuing a step takes milliseconds and computing it may take seconds, and a pause
 * must not wait for hundreds of them. Uses members of tfjs's backends that are not part of its interface (4.22).
 */
import * as tf from '@tensorflow/tfjs-core';

/** Steps enqueued and not yet computed. */
const MOST_BEHIND = 2;

interface WebGpuBackend extends tf.KernelBackend {
  readonly device: { readonly queue: { onSubmittedWorkDone(): Promise<void> } };
  readonly commandEncoder: unknown;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

interface WebGlBackend extends tf.KernelBackend {
  readonly gpgpu: { createAndWaitForFence(): Promise<void> };
}

export class GpuQueue {
  private readonly pending: Promise<void>[] = [];

  /**
   * Call after enqueuing a step: hands it to the GPU, and waits while more than a few steps are still to be computed.
   */
  async stepEnqueued(): Promise<void> {
    const done = enqueuedWork();
    if (done === null) return;
    this.pending.push(done);
    if (this.pending.length > MOST_BEHIND) await this.pending.shift();
  }
}

/** Submits what is enqueued; the promise of its end, or null on backends that compute at once. */
function enqueuedWork(): Promise<void> | null {
  switch (tf.getBackend()) {
    case 'webgpu':
      return submit(tf.backend() as WebGpuBackend);
    case 'webgl':
      return (tf.backend() as WebGlBackend).gpgpu.createAndWaitForFence();
    default:
      return null;
  }
}

function submit(backend: WebGpuBackend): Promise<void> {
  if (backend.commandEncoder) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  return backend.device.queue.onSubmittedWorkDone();
}
