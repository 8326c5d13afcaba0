/**
 * `npm run verify [-- GATE …]`: runs the gates, all of them or the named ones, and says at the end which held. Each gate is one test; a
 * gate that itself ends in `N passed, N failed` counts as that many. The last line is the sum. A new gate is one line in `gates`.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const gates = {
  types: 'tsc -b',
  eslint: 'eslint . --max-warnings 0',
  // From src, because it takes the DOM's own elements from the tsconfig.json where it is started.
  templates: 'cd src && lit-analyzer --strict --maxWarnings 0 --format list "ui/**/*.ts"',
  imports: 'node tests/tools/imports.mjs',
  unused: 'knip --treat-config-hints-as-errors',
  format: 'prettier --check --log-level warn .',
  test: 'node tests/tools/test.mjs',
  build: 'vite build --logLevel warn',
  budgets: 'node tests/tools/budgets.mjs',
  e2e: 'node tests/tools/e2e.mjs',
};

const closingLine = /^(\d+) passed, (\d+) failed$/;

/** Where npm finds the tools' programs, also when this script is started without npm. */
const PATH = [join(process.cwd(), 'node_modules', '.bin'), process.env.PATH].join(delimiter);

/** Runs a command and shows what it prints; resolves to its exit code and the last line that it printed. */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PATH } });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed = (printed + text).slice(-10_000);
      process.stdout.write(text);
    });
    child.on('error', () => resolve({ code: 1, lastLine: '' }));
    child.on('close', (code) => resolve({ code, lastLine: printed.trimEnd().split('\n').at(-1) }));
  });
}

/** A gate's verdict as numbers. One that ends badly is never without a failure, whatever its closing line says. */
function countOf({ code, lastLine }) {
  const [, passed, failed] = closingLine.exec(lastLine) ?? [];
  if (passed === undefined) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  return { passed: Number(passed), failed: Math.max(Number(failed), code === 0 ? 0 : 1) };
}

async function runGate(name) {
  console.log(`\n— ${name}: ${gates[name]}`);
  // What stands there may be an older build, and the gates after it would pass on that.
  if (name === 'build') rmSync('dist', { recursive: true, force: true });
  const started = performance.now();
  const count = countOf(await run(gates[name]));
  return { name, ...count, seconds: (performance.now() - started) / 1000 };
}

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(gates);
const unknown = chosen.filter((name) => !(name in gates));
if (unknown.length > 0) {
  console.error(`No gate is called ${unknown.join(', ')}; there are: ${Object.keys(gates).join(', ')}.`);
  process.exit(1);
}

const results = [];
for (const name of chosen) results.push(await runGate(name));

console.log('');
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${failed > 0 ? '✗' : '✓'} ${name.padEnd(10)} ${passed} passed, ${failed} failed (${seconds.toFixed(0)} s)`,
  );
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
