/** Opens the built page as a visitor would find it on a static host's sub-path, and keeps a list of everything that went wrong. */
import { chromium } from 'playwright-core';
import { chromiumFlags, needChromium } from '../tools/chromium.mjs';
import { serveFolder } from '../tools/static-server.mjs';

/** Deep enough that an address which forgot that it is relative ends in a 404. */
export const subPath = '/some/sub/path/';

/** Starts Chromium with software WebGPU; closed when the test `t` ends. */
export async function startBrowser(t) {
  const browser = await chromium.launch({ executablePath: needChromium(), args: chromiumFlags });
  t.after(() => browser.close());
  return browser;
}

/** Serves the build under the sub-path until the test `t` ends; resolves to its address. */
export async function serveBuild(t, folder = 'dist', headers = {}) {
  const server = await serveFolder(folder, subPath, headers);
  t.after(() => server.close());
  return server.url;
}

/** What fails where nobody serves Fashion-MNIST: for `expected`. */
export const withoutData = [/fashion-mnist/, /raw\.githubusercontent\.com/, /cdn\.jsdelivr\.net/];

/** A reload gives up what is still on its way. */
const GIVEN_UP = /net::ERR_ABORTED/;

/**
 * Errors on the console (violations of the Content-Security-Policy among them), uncaught ones, and failed requests, as they come. Add
 * to `expected` the patterns of those that the test causes on purpose, before it causes them.
 */
export async function collectProblems(page, expected = []) {
  const problems = [];
  const add = (text) => {
    if (![GIVEN_UP, ...expected].some((pattern) => pattern.test(text))) problems.push(text);
  };
  // Chromium says nothing on the console when it refuses to evaluate a string.
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`Content Security Policy, ${violatedDirective}: ${blockedURI}`),
    ),
  );
  page.on('console', (message) => {
    if (message.type() === 'error') add(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => add(`uncaught: ${error.stack ?? error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) add(`${response.status()}: ${response.url()}`);
  });
  page.on('requestfailed', (request) => add(`failed: ${request.url()} ${request.failure()?.errorText}`));
  return problems;
}

/**
 * A fresh profile with the built page open in it. `fragment` is appended to the address (`#v=1&…`); `context` are Playwright's options
 * (viewport, colorScheme, …); `expected` as in collectProblems; `headers` are what the host sends with everything.
 */
export async function openBuilt(t, { fragment = '', context = {}, expected = [], headers = {} } = {}) {
  const url = await serveBuild(t, 'dist', headers);
  const browser = await startBrowser(t);
  const profile = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...context });
  const page = await profile.newPage();
  const problems = await collectProblems(page, expected);
  await page.goto(url + fragment, { waitUntil: 'load' });
  return { page, problems, url, profile, browser };
}
