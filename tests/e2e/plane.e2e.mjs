/** The 2D net of the built page as a person edits it: every edit is undone and done again, own activations are picked, and canvases come and go in step. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBuilt, withoutData } from './support.mjs';

/** The page with the net that a visitor meets. */
async function open(t) {
  const { page, problems } = await openBuilt(t, { expected: withoutData });
  await page.waitForFunction(() => window.playground !== undefined);
  await page.getByRole('button', { name: '2D net' }).click();
  await page.locator('sigma-strip canvas').first().waitFor();
  return { page, problems };
}

const network = (page) => page.evaluate(() => document.querySelector('sigma-app').store.state.experiment.network);

const layer = (page, k) => page.locator('sigma-plane-layer').nth(k);

/** Waits until the net isn't `before` any more, and returns it. */
async function changed(page, before) {
  await page.waitForFunction(
    (old) => JSON.stringify(document.querySelector('sigma-app').store.state.experiment.network) !== old,
    JSON.stringify(before),
    { polling: 30 },
  );
  return network(page);
}

/** Each does one thing to the net, in this order. */
const EDITS = {
  'a number, typed': async (page) => {
    const cell = layer(page, 0).getByRole('spinbutton', { name: 'A₀ row 1 column 2' });
    await cell.fill('1.25');
    await cell.press('Enter');
  },
  'a number, by keys': (page) => layer(page, 1).getByRole('spinbutton', { name: 'b₁ 2' }).press('ArrowUp'),
  'σ, typed': async (page) => {
    const field = layer(page, 0).getByRole('textbox', { name: 'σ₀(x) =' });
    await field.fill('sin(alpha*x)');
    await field.press('Enter');
  },
  'α, by keys': (page) => page.getByRole('slider', { name: 'alpha' }).press('ArrowRight'),
  'σ, from the gallery': async (page) => {
    await layer(page, 1)
      .getByRole('button', { name: /^Activation/ })
      .click();
    await page.getByRole('button', { name: 'Tanh', exact: true }).filter({ visible: true }).click();
  },
  'a rule': async (page) => {
    await layer(page, 1)
      .getByRole('button', { name: /^backward/ })
      .click();
    await layer(page, 1).getByRole('radio', { name: 'straight-through' }).click();
    await page.keyboard.press('Escape');
  },
  'a neuron more': (page) => layer(page, 0).getByRole('button', { name: 'One neuron more' }).click(),
  'a neuron fewer': (page) => layer(page, 1).getByRole('button', { name: 'One neuron fewer' }).click(),
  'a layer more': (page) => page.getByRole('button', { name: 'Add a layer' }).click(),
  'a layer moved': (page) => layer(page, 1).getByRole('button', { name: 'Move this layer up' }).click(),
  'a layer fewer': (page) => layer(page, 1).getByRole('button', { name: 'Remove this layer' }).click(),
};

test('every edit of the net is undone and done again', async (t) => {
  const { page, problems } = await open(t);
  for (const [what, edit] of Object.entries(EDITS)) {
    const before = await network(page);
    await edit(page);
    const after = await changed(page, before);
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.deepEqual(await changed(page, after), before, `${what}, undone`);
    await page.getByRole('button', { name: 'Redo' }).click();
    assert.deepEqual(await changed(page, before), after, `${what}, done again`);
  }
  assert.deepEqual(problems, []);
});

test('edits that come faster than frames build on each other', async (t) => {
  const { page } = await open(t);
  const more = layer(page, 0).getByRole('button', { name: 'One neuron more' });
  await more.evaluate((button) => {
    for (let i = 0; i < 5; i++) button.click();
  });
  await page.waitForFunction(
    () => document.querySelector('sigma-app').store.state.experiment.network.layers[0].width === 7,
  );
});

test('an own activation is saved and picked in the 2D net, with what backpropagation sees of it', async (t) => {
  const { page, problems } = await open(t);
  const entry = {
    name: 'Mine',
    activation: { formula: 'tanh(beta*x)', beta: 2 },
    derivative: { rule: 'straight-through', noise: 0 },
  };
  await page.evaluate((own) => document.querySelector('sigma-app').store.actions.saveOwn(own), entry);
  await layer(page, 0)
    .getByRole('button', { name: /^Activation/ })
    .click();
  const before = await network(page);
  await page.getByRole('button', { name: 'Mine', exact: true }).filter({ visible: true }).click();
  const { layers } = await changed(page, before);
  assert.equal(layers[0].activation.formula, 'tanh(beta*x)');
  assert.equal(layers[0].activation.beta, 2);
  assert.equal(layers[0].derivative.rule, 'straight-through');
  assert.equal(layers[1].derivative.rule, 'exact');
  assert.deepEqual(problems, []);
});

test('canvases that the worker has are those on the page, whatever comes and goes', async (t) => {
  const { page, problems } = await open(t);
  await page.evaluate(() => {
    const { atlases } = document.querySelector('sigma-app').store;
    const [attach, detach] = [atlases.attachCanvas.bind(atlases), atlases.detachCanvas.bind(atlases)];
    window.kept = 0;
    atlases.attachCanvas = (name, canvas) => (window.kept++, attach(name, canvas));
    atlases.detachCanvas = (name) => (window.kept--, detach(name));
  });
  const button = (k, name) => layer(page, k).getByRole('button', { name });
  const onPage = () => page.locator('sigma-strip canvas').count();
  const settled = (count) =>
    page.waitForFunction(
      (wanted) => {
        const within = (root) =>
          [...root.querySelectorAll('*')].flatMap((element) => [
            ...(element.localName === 'sigma-strip' ? element.shadowRoot.querySelectorAll('canvas') : []),
            ...(element.shadowRoot ? within(element.shadowRoot) : []),
          ]);
        return within(document).length === wanted;
      },
      count,
      { polling: 50 },
    );
  assert.equal(await onPage(), 4);
  for (let round = 0; round < 3; round++) {
    await page.getByRole('button', { name: 'Add a layer' }).click();
    await settled(6);
    await button(0, 'One neuron more').click();
    await button(2, 'Move this layer up').click();
    await button(0, 'One neuron fewer').click();
    await button(2, 'Remove this layer').click();
    await settled(4);
  }
  await page.locator('sigma-strip [role=application]').first().hover();
  for (let i = 0; i < 100; i++) await page.mouse.wheel(0, i % 2 === 0 ? 100 : -100);
  await settled(4);
  await page.waitForFunction(() => window.kept === 0).catch(() => undefined); // those on their way are given back when they arrive
  assert.equal(await page.evaluate(() => window.kept), 0);
  assert.deepEqual(problems, []);
});
