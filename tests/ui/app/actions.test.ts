import type { SigmaTransport } from '../../../src/ui/transport/sigma-transport.ts';
import { DATA_FILE_NAMES } from '../../../src/domain/data/files.ts';
import { assert } from '../../support/expect.ts';
import { openPage, until, type Framed } from '../../support/frame.ts';

function press(page: Framed, key: string, target: EventTarget = page.document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

function transport({ view }: Framed): SigmaTransport {
  return view.querySelector('sigma-transport')!;
}

function buttons(element: Element): HTMLButtonElement[] {
  return [...element.shadowRoot!.querySelectorAll('button')];
}

describe('what a person does', () => {
  let page: Framed;
  afterEach(() => page.close());

  it('trains, pauses, steps, resumes and stops', async () => {
    page = await openPage('idle');
    const click = async (label: string): Promise<void> => {
      buttons(transport(page))
        .find((button) => button.textContent.trim() === label)!
        .click();
      await page.settle();
    };
    for (const label of ['Train', 'Pause', 'Step', 'Resume', 'Stop']) await click(label);
    const told = page.store.calls.map(([action, ...args]) => [action, ...args].join(' '));
    assert.deepEqual(told, ['train', 'command pause', 'command step', 'command resume', 'command stop']);
  });

  it('uses Space and K for the large button, and S for a step', async () => {
    page = await openPage('idle');
    press(page, ' ');
    await page.settle();
    press(page, 'k');
    await page.settle();
    press(page, 's');
    assert.deepEqual(
      page.store.calls.map(([action, argument]) => argument ?? action),
      ['train', 'pause', 'step'],
    );
  });

  it('types a k into a field without training', async () => {
    page = await openPage('idle');
    const network = page.view.querySelector('sigma-network-panel')!;
    const input = network.shadowRoot!.querySelector('sigma-number')!.shadowRoot!.querySelector('input')!;
    assert.isFalse(press(page, 'k', input).defaultPrevented);
    press(page, ' ', buttons(transport(page))[0]);
    assert.isEmpty(page.store.calls);
  });

  it('picks another σ from the catalogue by keyboard', async () => {
    page = await openPage('idle');
    const picker = page.view.querySelector('sigma-sigma-panel')!.shadowRoot!.querySelector('sigma-picker')!;
    buttons(picker)[0]!.click();
    await until(
      () => Boolean(picker.shadowRoot!.querySelector('sigma-gallery')?.shadowRoot?.activeElement),
      'focus in the gallery',
    );
    const gallery = picker.shadowRoot!.querySelector('sigma-gallery')!.shadowRoot!;
    press(page, 'ArrowRight', gallery.activeElement!);
    (gallery.activeElement as HTMLElement).click();
    assert.deepEqual(page.store.calls.at(-1), ['configureSigma', { activation: { name: 'relu6' } }]);
  });

  it('changes the rule, and gives a formula to the one that needs it', async () => {
    page = await openPage('idle');
    const rule = page.view.querySelector('sigma-sigma-panel')!.shadowRoot!.querySelector('sigma-rule')!;
    const segments = rule.shadowRoot!.querySelector('sigma-segmented')!;
    buttons(segments)
      .find((button) => button.textContent.trim() === 'formula')!
      .click();
    const [action, change] = page.store.calls.at(-1)! as [string, { derivative: { rule: string; formula?: string } }];
    assert.equal(action, 'configureSigma');
    assert.equal(change.derivative.rule, 'formula');
    assert.isNotEmpty(change.derivative.formula);
  });

  it('switches runs on and off, takes their settings, and deletes only when asked twice', async () => {
    page = await openPage('done');
    const list = page.view.querySelector('sigma-run-list')!.shadowRoot!;
    list.querySelectorAll<HTMLElement>('.show')[1]!.click();
    assert.deepEqual(page.store.calls.at(-1), ['showRun', 'b', false]);
    list.querySelectorAll<HTMLElement>('.open')[1]!.click();
    await page.settle();
    const act = async (label: string): Promise<void> => {
      [...list.querySelectorAll<HTMLElement>('.acts button')]
        .find((button) => button.textContent.trim() === label)!
        .click();
      await page.settle();
    };
    await act('Use settings');
    assert.deepEqual(page.store.calls.at(-1), ['useExperimentOf', 'b']);
    await act('Delete');
    assert.equal(page.store.calls.at(-1)![0], 'useExperimentOf');
    await act('Delete for good');
    assert.deepEqual(page.store.calls.at(-1), ['deleteRun', 'b']);
  });

  it('answers and dismisses notices', async () => {
    page = await openPage('download-failed');
    const notices = page.app.shadowRoot!.querySelector('sigma-notices')!;
    buttons(notices)[0]!.click();
    assert.deepEqual(page.store.calls.at(-1), ['act', 'data', 'Try again']);
    buttons(notices).at(-1)!.click();
    await page.settle();
    assert.isEmpty(page.store.state.notices);
    assert.isEmpty(buttons(notices));
  });

  async function drop(names: readonly string[]): Promise<ShadowRoot> {
    const data = new DataTransfer();
    for (const name of names) data.items.add(new File(['x'], name));
    page.window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    const dialog = (): ShadowRoot | null | undefined =>
      page.app.shadowRoot!.querySelector('sigma-data-dialog')?.shadowRoot;
    await until(() => Boolean(dialog()?.querySelector('li.there')), 'the dialog');
    return dialog()!;
  }

  it('takes files that are dropped, and says which are missing', async () => {
    page = await openPage('idle');
    const dialog = await drop(['t10k-labels-idx1-ubyte.gz']);
    assert.lengthOf(dialog.querySelectorAll('li.there'), 1);
    assert.isTrue(dialog.querySelector<HTMLButtonElement>('button.primary')!.disabled);
  });

  it('gives dropped files a name that is free, and replaces others only when told to', async () => {
    page = await openPage('idle');
    page.store.set({ data: { ...page.store.state.data, local: ['my images', 'my images 2'] } });
    await page.settle();
    const dialog = await drop(DATA_FILE_NAMES);
    const [field, use] = [
      dialog.querySelector<HTMLInputElement>('input[maxlength]')!,
      dialog.querySelector<HTMLButtonElement>('button.primary')!,
    ];
    assert.equal(field.value, 'my images 3');
    field.value = 'my images';
    field.dispatchEvent(new InputEvent('input'));
    await page.settle();
    assert.equal(use.textContent.trim(), 'Replace it');
    field.value = 'others';
    field.dispatchEvent(new InputEvent('input'));
    await page.settle();
    assert.equal(use.textContent.trim(), 'Use these');
    use.click();
    assert.deepEqual(page.store.calls.at(-1)!.slice(0, 2), ['addData', 'others']);
  });
});
