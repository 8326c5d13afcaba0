/**
 * The 2D net as somebody new would try it, in the page as it is built: spirals with ReLU against a staircase whose derivative lies, as twins, played slowly,
 * rewound, edited by hand in the middle, continued, reloaded and still there. Once by mouse, once by keyboard alone.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBuilt, withoutData } from './support.mjs';

const spirals = '#v=1&net=plane&widths=4,4,1&data=spirals&batch=32&epochs=4000';

async function open(t) {
  const opened = await openBuilt(t, { fragment: spirals, expected: withoutData });
  await opened.page.waitForFunction(() => window.playground !== undefined, undefined, { timeout: 60_000 });
  await opened.page.evaluate(() => window.playground.device('wasm'));
  return opened;
}

const state = (page) => page.evaluate(() => document.querySelector('sigma-app').store.state);

/** What the page is at, for a test that failed. */
const summary = ({ live, twins, notices }) =>
  JSON.stringify({ live: live?.phase, twins: twins.map(({ phase, step, run }) => [phase, step, run.status]), notices });

/** Resolves with the state once it is as wanted. */
async function until(page, wanted) {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const now = await state(page);
    if (wanted(now)) return now;
    assert.ok(performance.now() < deadline, `waited in vain for ${String(wanted)}; ${summary(now)}`);
    await page.waitForTimeout(50);
  }
}

const resting = (page) =>
  until(page, ({ twins }) => twins.length === 2 && twins.every(({ phase, step }) => phase === 'paused' && step === twins[0].step)); // prettier-ignore

const training = (page) => until(page, ({ twins }) => twins.length === 2 && twins.every(({ step }) => step > 20));

/** Presses a button that the keyboard reaches: by mouse, or by Enter on it. */
const presser =
  (page, byKeys) =>
  async (name, nth = 0) => {
    const button = page.getByRole('button', { name, exact: true }).nth(nth);
    if (!byKeys) return button.click();
    while (await button.isDisabled()) await page.waitForTimeout(30); // a disabled button takes no focus
    await button.focus();
    await page.keyboard.press('Enter');
  };

for (const byKeys of [false, true])
  test(`twins are watched, rewound, edited, continued and kept, by ${byKeys ? 'keyboard' : 'mouse'}`, async (t) => {
    const { page, problems } = await open(t);
    const press = presser(page, byKeys);

    await press('Twins');
    await press('One more');
    await page.waitForFunction(() => window.history.state?.sigmaPlayground?.variants?.length === 3);
    await page.reload();
    await page.waitForFunction(() => window.playground !== undefined);
    await until(page, ({ plane }) => plane.variants?.length === 3);
    await press('Twins');
    await press('Remove', 1);
    await press('Train twins');
    await training(page);
    await press('Pause');
    await resting(page);

    await press('Slow step');
    const slow = await until(page, ({ twins }) => twins.every(({ plane }) => plane.slow !== null));
    assert.equal(slow.twins[0].plane.slow.step, slow.twins[1].plane.slow.step);
    const backward = page.getByRole('radio', { name: '3 backward' });
    if (byKeys) {
      await page.getByRole('radio', { name: '1 forward' }).focus();
      for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight');
    } else await backward.click();
    await page.getByText('each σ passes back').first().waitFor();
    assert.equal(await backward.getAttribute('aria-checked'), 'true');
    assert.equal(await page.locator('sigma-twins sigma-slow-step').count(), 2);

    await press('Rewind');
    await until(page, ({ live, twins }) => live === null && twins.length === 0);
    await press('Train twins');
    const again = await training(page);
    assert.deepEqual(again.twins[0].run.steps.slice(0, 20), slow.twins[0].run.steps.slice(0, 20));
    await press('Pause');
    await resting(page);

    await press('Open its net', 1);
    const number = page.getByRole('spinbutton', { name: 'b₂', exact: false }).first();
    await number.focus();
    await number.fill('0.75');
    await page.keyboard.press('Enter');
    for (let i = 0; i < 100 && (await number.inputValue()) !== '0.75'; i++) await page.waitForTimeout(50);
    assert.equal(await number.inputValue(), '0.75');
    const edited = await until(page, ({ twins }) => twins.every(({ step }) => step === twins[1].run.changes[0]?.step));
    assert.deepEqual(edited.twins.map(({ run }) => run.changes.map(({ label }) => label)), [[], ['b₂[0] = 0.75']]); // prettier-ignore

    await press('Resume');
    await until(page, ({ twins }) => twins.every(({ step }) => step > edited.twins[0].step + 10));
    await press('Stop');
    const stopped = await until(page, ({ twins }) => twins.every(({ phase }) => phase === 'ended'));

    await page.reload();
    await page.waitForFunction(() => window.playground !== undefined);
    const ids = stopped.twins.map(({ run }) => run.id);
    const kept = await until(page, ({ runs }) => runs.length >= 2 && runs.every(({ resumable }) => resumable));
    const listed = ids.map((id) => kept.runs.find(({ run }) => run.id === id).run);
    assert.deepEqual(listed.map(({ changes }) => changes.length), [0, 1]); // prettier-ignore
    await press(/^Staircase, formula (?!in the chart)/);
    await press('Show again');
    const shown = await until(page, ({ twins, plane }) => twins.length === 2 && plane.snapshots.length > 20);
    assert.deepEqual(shown.twins.map(({ run }) => run.id), ids); // prettier-ignore
    await press('Continue it');
    const onward = await until(page, ({ twins }) => twins.length === 2 && twins.every(({ phase }) => phase === 'training')); // prettier-ignore
    assert.deepEqual(onward.twins[1].run.changes, stopped.twins[1].run.changes);
    await press('Stop');
    await until(page, ({ twins }) => twins.every(({ phase }) => phase === 'ended'));
    assert.deepEqual(problems, []);
  });
