/** Making a tfjs backend the current one. */
import * as tf from '@tensorflow/tfjs-core';
import { DeviceError } from '../../src/domain/errors.ts';
import type { Backend } from '../../src/domain/run/run.ts';

/** Starts the backend, if it isn't, and makes it current. Rejects with DeviceError where it doesn't start. */
export async function useBackend(backend: Backend, label: string): Promise<void> {
  const started = await tf.setBackend(backend);
  if (!started) throw new DeviceError(`${label} is here, but does not start.`);
  await tf.ready();
}
