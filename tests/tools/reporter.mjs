/**
 * What web-test-runner prints, and the numbers behind `N passed, N failed`. Counts as failed, beside failed tests: a file that
 * could not be imported or whose page crashed or never finished, an error that no test caught, and a run without any test.
 */

/** Uncaught errors and crashes by session id, because the runner itself does not listen for them. */
const pageErrors = new Map();

/** What the last run came to; `undefined` until a run has finished. */
export const outcome = { passed: undefined, failed: undefined };

/** A test that takes this long is named: the whole suite has minutes. */
const SLOW_MS = 5000;

function noteError(page, message) {
  const session = new URL(page.url()).searchParams.get('wtr-session-id') ?? 'unknown';
  pageErrors.set(session, [...(pageErrors.get(session) ?? []), message]);
}

/** Makes errors that escape every test, and the crash of the page, count as failures. */
export function watchPage(page) {
  page.on('pageerror', (error) => noteError(page, `Uncaught in the page: ${error.stack ?? error.message ?? error}`));
  page.on('error', (error) => noteError(page, `The page crashed: ${error.message}`));
  return page;
}

function allTests(suite, path = []) {
  if (!suite) return [];
  const here = suite.tests.map((test) => ({ ...test, name: [...path, test.name].join(' › ') }));
  return [...here, ...suite.suites.flatMap((inner) => allTests(inner, [...path, inner.name]))];
}

function describe(error) {
  const expected = error.expected === undefined ? '' : `\n  expected: ${error.expected}\n  actual: ${error.actual}`;
  return `${error.name ?? 'Error'}: ${error.message}${expected}\n${error.stack ?? ''}`;
}

/** One file's results as plain lists: `failures` are texts ready to be printed. */
export function resultsOf(session, uncaught = []) {
  const tests = allTests(session.testResults);
  const failed = tests.filter((test) => !test.passed && !test.skipped);
  const failures = [
    ...failed.map((test) => `${test.name}\n${test.error ? describe(test.error) : ''}`),
    ...session.errors.map(describe),
    ...uncaught,
  ];
  if (tests.length === 0 && failures.length === 0) failures.push('The file holds no test.');
  return {
    passed: tests.filter((test) => test.passed).length,
    skipped: tests.filter((test) => test.skipped),
    slow: tests.filter((test) => test.duration >= SLOW_MS),
    failures,
  };
}

const indent = (text) => text.trimEnd().replaceAll('\n', '\n      ');

/** Whole seconds since this was last asked: files run one after the other, so that is what the file in between took. */
const secondsSinceLast = (() => {
  let last = performance.now();
  return () => {
    const passed = performance.now() - last;
    last += passed;
    return Math.round(passed / 1000);
  };
})();

function print(session, results) {
  const file = session.testFile.replace(`${process.cwd()}/`, '');
  const skipped = results.skipped.length > 0 ? `, ${results.skipped.length} skipped` : '';
  console.log(
    `${results.failures.length > 0 ? '✗' : '✓'} ${file}: ${results.passed} passed${skipped} (${secondsSinceLast()} s)`,
  );
  for (const test of results.slow) console.log(`    ${Math.round(test.duration / 1000)} s: ${test.name}`);
  for (const test of results.skipped) console.log(`    skipped: ${test.name}`);
  for (const failure of results.failures) console.log(`    ✗ ${indent(failure)}`);
  if (results.failures.length === 0) return;
  for (const path of new Set(session.request404s)) console.log(`    404: ${path}`);
  for (const log of session.logs) console.log('    log:', ...log);
}

/** The reporter; the last line is left to the script that started the runner. */
export function countingReporter() {
  return {
    reportTestFileResults: ({ sessionsForTestFile }) => {
      for (const session of sessionsForTestFile) print(session, resultsOf(session, pageErrors.get(session.id)));
    },
    onTestRunFinished: ({ sessions }) => {
      const results = [...sessions].map((session) => resultsOf(session, pageErrors.get(session.id)));
      outcome.passed = results.reduce((sum, result) => sum + result.passed, 0);
      outcome.failed = results.reduce((sum, result) => sum + result.failures.length, 0);
    },
  };
}
