import '../../../src/ui/gallery/sigma-gallery.ts';
import type { OwnEntry } from '../../../src/domain/experiment/own-entry.ts';
import type { GalleryChoice, SigmaGallery } from '../../../src/ui/gallery/sigma-gallery.ts';
import type { SigmaOwnTools } from '../../../src/ui/gallery/sigma-own-tools.ts';
import { assert } from '../../support/expect.ts';

const entry = (id: string, name: string): OwnEntry => ({
  id,
  name,
  activation: { formula: 'x*x' },
  derivative: { rule: 'straight-through', noise: 0 },
});

describe('<sigma-gallery>', () => {
  let gallery: SigmaGallery;
  let chosen: GalleryChoice['detail'][];
  let told: [string, unknown][];

  const root = (): ShadowRoot => gallery.shadowRoot!;
  const cards = (): HTMLButtonElement[] => [...root().querySelectorAll<HTMLButtonElement>('.card')];
  const focused = (): string | undefined => (root().activeElement as HTMLElement).dataset['key'];
  const search = (): HTMLInputElement => root().querySelector('input')!;
  const tools = (): SigmaOwnTools => root().querySelector('sigma-own-tools')!;
  const tool = (index: number): HTMLButtonElement => tools().shadowRoot!.querySelectorAll('button')[index]!;

  async function settle(): Promise<void> {
    await gallery.updateComplete;
    for (const one of root().querySelectorAll('sigma-own-tools')) await one.updateComplete;
  }

  async function press(key: string, target: Element = root().activeElement!): Promise<KeyboardEvent> {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
    await settle();
    return event;
  }

  async function find(text: string): Promise<void> {
    search().value = text;
    search().dispatchEvent(new InputEvent('input'));
    await settle();
  }

  beforeEach(async () => {
    gallery = document.createElement('sigma-gallery');
    gallery.style.width = '640px';
    gallery.selected = 'relu';
    gallery.own = [entry('1', 'mine'), entry('2', 'other')];
    chosen = [];
    told = [];
    gallery.addEventListener('choose', (event) => chosen.push((event as GalleryChoice).detail));
    for (const name of ['sigma-rename-own', 'sigma-delete-own'])
      gallery.addEventListener(name, (event) => told.push([name, (event as CustomEvent).detail]));
    document.body.append(gallery);
    await settle();
  });

  afterEach(() => gallery.remove());

  it('has one stop for Tab: the entry in use, from which arrows move', async () => {
    gallery.focus();
    assert.equal(focused(), 'relu');
    await press('ArrowRight');
    assert.equal(focused(), 'relu6');
    assert.deepEqual(
      cards()
        .filter(({ tabIndex }) => tabIndex === 0)
        .map(({ dataset }) => dataset['key']),
      ['relu6'],
    );
  });

  it('chooses an entry, with its derivative where it is one’s own', () => {
    cards()
      .find(({ dataset }) => dataset['key'] === 'tanh')!
      .click();
    cards()[0]!.click();
    assert.deepEqual(chosen, [
      { activation: { name: 'tanh' }, derivative: null },
      { activation: { formula: 'x*x' }, derivative: { rule: 'straight-through', noise: 0 } },
    ]);
  });

  it('searches as soon as somebody types, and Enter takes the first', async () => {
    gallery.focus();
    await press('g');
    assert.equal(root().activeElement, search());
    await find('gelu');
    assert.deepEqual(
      cards().map(({ dataset }) => dataset['key']),
      ['gelu', 'gelu_tanh'],
    );
    await press('Enter', search());
    assert.deepEqual(chosen.at(-1)!.activation, { name: 'gelu' });
    assert.isTrue((await press('Escape', search())).defaultPrevented);
    assert.isAbove(cards().length, 30);
  });

  it('says so where nothing is found', async () => {
    await find('qwertz');
    assert.isEmpty(cards());
    assert.include(root().textContent, '0 functions');
    assert.include(root().querySelector('.none')!.textContent, 'can be typed');
  });

  it('shows formula and source on the card', () => {
    const card = cards().find(({ dataset }) => dataset['key'] === 'relu')!;
    assert.equal(card.querySelector('sigma-math')!.fallback, 'max(0, x)');
    assert.equal(card.querySelector('.origin')!.textContent, 'Nair & Hinton (2010)');
    assert.include(card.dataset['tip'], 'Rectified linear units');
  });

  it('renames in place, but not to a name that is taken', async () => {
    tool(0).click();
    await settle();
    const field = tools().shadowRoot!.querySelector('input')!;
    field.value = 'other';
    await press('Enter', field);
    assert.isEmpty(told);
    assert.include(tools().shadowRoot!.textContent, 'Another one is called that.');
    field.value = ' better ';
    const enter = await press('Enter', field);
    assert.isTrue(enter.defaultPrevented, 'or the same Enter presses what the focus goes to');
    assert.deepEqual(told, [['sigma-rename-own', { id: '1', name: 'better' }]]);
    assert.isNull(tools().shadowRoot!.querySelector('input'));
  });

  it('deletes only when asked twice', async () => {
    tool(1).click();
    await settle();
    assert.isEmpty(told);
    tool(1).click();
    await settle();
    assert.isEmpty(told, 'that was Keep');
    tool(1).click();
    await settle();
    tool(0).click();
    assert.deepEqual(told, [['sigma-delete-own', '1']]);
  });
});
