/**
 * `npm run e2e [-- tests/e2e/x.e2e.mjs …]`: runs the end-to-end tests against the build in dist/. Ends with `N passed, N failed`; a file
 * that throws or holds no test counts as failed.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { run } from 'node:test';

const folder = join('tests', 'e2e');

function chosenFiles() {
  const named = process.argv.slice(2);
  const all = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.e2e.mjs'))
      .map((name) => join(folder, name));
  return (named.length > 0 ? named : all()).map((path) => resolve(path));
}

function printFailure({ name, details, file }) {
  const { cause, message } = details.error;
  console.log(
    `✗ ${name} (${basename(file ?? '')})\n      ${String(cause?.stack ?? cause ?? message).replaceAll('\n', '\n      ')}`,
  );
}

/** Runs the files one after the other; resolves to the numbers of tests, suites not counted. */
async function runFiles(files) {
  const count = { passed: 0, failed: 0 };
  const isFile = ({ name }) => files.includes(resolve(name));
  for await (const { type, data } of run({ files, concurrency: false, timeout: 15 * 60_000 })) {
    if (type === 'test:stdout' || type === 'test:stderr') process.stdout.write(data.message);
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details.type === 'suite') continue;
    if (type === 'test:fail') {
      count.failed += 1;
      printFailure(data);
    } else if (isFile(data)) {
      count.failed += 1;
      console.log(`✗ ${data.name}: the file holds no test.`);
    } else {
      count.passed += data.skip === undefined ? 1 : 0;
      console.log(`✓ ${data.name}${data.skip === undefined ? '' : ' (skipped)'}`);
    }
  }
  return count;
}

let count = { passed: 0, failed: 0 };
if (existsSync(join('dist', 'index.html'))) count = await runFiles(chosenFiles());
else console.error('There is no build in dist/: npm run build makes one.');
if (count.passed + count.failed === 0) {
  console.error('No end-to-end test ran at all.');
  count.failed = 1;
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;
