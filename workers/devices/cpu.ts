/** Plain JavaScript: always there, slow, and what the others are checked against. */
import type { BackendKind } from './backend.ts';
import { useBackend } from './tfjs.ts';

export const cpu: BackendKind = {
  backend: 'cpu',
  label: 'JavaScript',
  look: () => Promise.resolve({ present: true, adapter: 'one thread of the processor', software: false }),
  async open() {
    await import('@tensorflow/tfjs-backend-cpu');
    await useBackend('cpu', 'JavaScript');
  },
};
