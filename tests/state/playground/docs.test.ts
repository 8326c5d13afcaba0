import linksPage from '../../../docs/links.md?raw';
import scriptingPage from '../../../docs/scripting.md?raw';
import { LINK_FIELDS } from '../../../src/domain/experiment/link-fields.ts';
import { ERROR_NAMES } from '../../../src/protocol/training.ts';
import { createPlayground } from '../../../src/state/playground/playground.ts';
import { expect } from '../../support/expect.ts';
import { Visit } from '../fakes.ts';

/** The examples, in their order: code blocks marked as JavaScript. */
const EXAMPLES = [...scriptingPage.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code!);

/**
 * Runs code as a module, as the console would with its top-level `await`. By an element, because Vite adds its own client to
 * whatever calls `import()` with an address it doesn't know.
 */
function run(code: string): Promise<void> {
  const script = document.createElement('script');
  script.type = 'module';
  script.src = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const over = new Promise<void>((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error('the examples could not be read')));
  });
  document.head.append(script);
  return over.finally(() => script.remove());
}

describe('docs/scripting.md', () => {
  let visit: Visit;

  before(async () => {
    visit = new Visit();
    await visit.app.started;
    window.playground = createPlayground(visit.app.parts);
  });

  after(() => visit.end());

  it('has examples that run one after the other', async () => {
    expect(EXAMPLES.length).to.be.at.least(6);
    await run(`${EXAMPLES.join('\n')}\nwindow.reachedTheEnd = true;`);
    await visit.until(() => 'reachedTheEnd' in window);
    expect(visit.trainer.requests.length).to.be.at.least(4);
  });

  it('names every call and every error', () => {
    const { data, runs, ...calls } = window.playground;
    const names = [...Object.keys(calls), ...Object.keys(data).map((name) => `data.${name}`), ...Object.keys(runs)];
    for (const name of names) expect(scriptingPage).to.include(`${name}(`);
    for (const name of ERROR_NAMES) expect(scriptingPage).to.include(`\`${name}\``);
  });
});

describe('docs/links.md', () => {
  it('names every key', () => {
    for (const { key } of LINK_FIELDS) expect(linksPage, key).to.include(`\`${key}\``);
  });
});
