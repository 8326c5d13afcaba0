/** The build is a folder that any static host can serve from any path, under a strict Content-Security-Policy. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBuilt, withoutData } from './support.mjs';

/**
 * Fashion-MNIST may be missing beside the page and its mirrors may be out of reach; the page has words for both, and the browser logs
 * the failed requests whatever a page does.
 */
async function policyOf(page) {
  const content = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
  return new Map(
    content.split(';').map((directive) => {
      const [name, ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

test('the page loads from a sub-path and defines its element, without an error', async (t) => {
  const { page, problems } = await openBuilt(t, { expected: withoutData });
  await page.waitForFunction(() => customElements.get('sigma-app') !== undefined, undefined, { timeout: 60_000 });
  await page.waitForTimeout(3000);
  assert.deepEqual(problems, []);
});

test('the policy allows no evaluated string, no inline script and no unnamed host', async (t) => {
  const { page } = await openBuilt(t, { expected: withoutData });
  const policy = await policyOf(page);
  assert.deepEqual(policy.get('script-src'), ["'self'", "'wasm-unsafe-eval'"]);
  assert.deepEqual(policy.get('default-src'), ["'self'"]);
  assert.deepEqual(policy.get('object-src'), ["'none'"]);
  assert.deepEqual(policy.get('base-uri'), ["'none'"]);
  for (const source of policy.get('connect-src')) assert.match(source, /^('self'|data:|blob:|https:\/\/[\w.-]+)$/);
});

test('the browser holds the page to the policy', async (t) => {
  const { page, problems } = await openBuilt(t, { expected: withoutData });
  const evaluated = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return window.injected === true;
  });
  assert.equal(evaluated, false);
  const reached = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => true,
      () => false,
    ),
  );
  assert.equal(reached, false);
  const violations = problems.filter((problem) => problem.includes('Content Security Policy'));
  assert.ok(violations.length >= 2, `expected both to be reported, got: ${problems.join('\n')}`);
});
