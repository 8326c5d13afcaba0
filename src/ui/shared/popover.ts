/**
 * Web Awesome's popover, which may come after the first paint. Until it is there, what it holds stays hidden (`base`), and a press
 * on its button is remembered.
 */
import type WaPopover from '@awesome.me/webawesome/dist/components/popover/popover.js';

const TAG = 'wa-popover';

setTimeout(() => void import('@awesome.me/webawesome/dist/components/popover/popover.js'));

/** To be called when a popover's button is pressed: opens it as soon as it can. Later presses it hears itself. */
export async function openOnceLoaded(popover: WaPopover): Promise<void> {
  if (customElements.get(TAG) !== undefined) return;
  await customElements.whenDefined(TAG);
  await popover.updateComplete;
  await popover.show();
}
