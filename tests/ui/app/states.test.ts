import type { FakeState } from '../../support/fake-store.ts';
import { assert } from '../../support/expect.ts';
import { openPage } from '../../support/frame.ts';

/** What a person must be able to read in each state. */
const SAYS: Readonly<Partial<Record<FakeState, readonly string[]>>> = {
  idle: ['Ready', 'Train', 'Will be computed on WebGPU', 'Garments (synthetic)', 'None yet'],
  opening: ['Looking for a device', 'once a device is found'],
  loading: ['Loading data', 'Stop'],
  downloading: ['12.3 MB of 30.9 MB', 'raw.githubusercontent.com', 'Cancel'],
  'download-failed': ['could not be reached', 'Try again', 'Open files…', 'Use garments'],
  'fell-back': ['could not be loaded', 'which are synthetic', 'Details', 'Try again', 'Keep garments'],
  compiling: ['Compiling', 'Kernel 12 of 34'],
  training: ['Training', 'Pause', '1,284', 'of 3,740', '43.7', 'Computed on WebGPU, Example GPU', 'seed 1'],
  paused: ['Paused', 'Resume', 'Step'],
  done: ['Done', 'Test loss', 'after 20 epochs'],
  diverged: ['Diverged', 'NaN at step 701', 'kept'],
  failed: ['Failed', 'taken away', 'last checkpoint', 'Continue'],
  interrupted: ['was interrupted at step 900', 'Continue', 'interrupted'],
  'storage-refused': ['not being saved', 'Export'],
  'device-wrong': ['computes wrongly', 'WebAssembly', '(software)'],
  'no-device': ['No device', 'Cannot train'],
  changed: ['For the next run: channels, latent, coordinates, learning rate', 'Take back'],
  best: ['left(x)', 'right(x)'],
};

function textOf(node: Node): string {
  if (node instanceof node.ownerDocument!.defaultView!.HTMLStyleElement) return '';
  if (node.nodeType === Node.TEXT_NODE) return node.textContent!;
  const shadow = (node as Element).shadowRoot;
  return [...(shadow?.childNodes ?? []), ...node.childNodes].map(textOf).join(' ');
}

describe('every state of the page', () => {
  for (const [state, phrases] of Object.entries(SAYS) as [FakeState, readonly string[]][]) {
    it(`says what there is to say: ${state}`, async () => {
      const page = await openPage(state);
      const text = textOf(page.app).replace(/\s+/g, ' ');
      for (const phrase of phrases) assert.include(text, phrase);
      page.close();
    });
  }
});
