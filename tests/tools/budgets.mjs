/**
 * Holds the build in dist/ to its size budgets, gzipped as a static host would: what loads before first paint, and all of the page's
 * own code and styles, lazily loaded ones included. The charts' and the formula typesetter's libraries load after it and are counted
 * apart; the worker, fonts and data have their own time.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = 'dist';
const kB = 1000;
/** Chunks of the two libraries that the page draws charts and typesets formulas with. */
const LIBRARIES = /^assets\/(chart|katex)-/;
const budgets = { 'before first paint': 150 * kB, 'the page without the worker': 250 * kB };

const gzipped = (file) => gzipSync(readFileSync(join(dist, file))).length;

function filesIn(folder) {
  return readdirSync(join(dist, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(posix.join(folder, entry.name)) : [posix.join(folder, entry.name)],
  );
}

/** The scripts, styles and preloads that index.html names; Vite preloads every static import of the entry. */
function namedInThePage() {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => tag.startsWith('<script') || /rel="(stylesheet|modulepreload)"/.test(tag))
    .map((tag) => /(?:src|href)="\.\/([^"]+)"/.exec(tag)?.[1])
    .filter(Boolean);
}

function measure() {
  const first = ['index.html', ...namedInThePage()];
  const page = filesIn('.').filter((file) => /\.(html|js|css)$/.test(file) && !file.startsWith('assets/worker/'));
  const libraries = page.filter((file) => LIBRARIES.test(file));
  const worker = filesIn('.').filter((file) => /^assets\/worker\/.*\.js$/.test(file));
  return { first, page, libraries, worker, sizes: new Map([...page, ...worker].map((file) => [file, gzipped(file)])) };
}

function report({ first, page, libraries, worker, sizes }) {
  const row = (size, label) => console.log(`${(size / kB).toFixed(1).padStart(8)} kB  ${label}`);
  const sum = (files) => files.reduce((total, file) => total + (sizes.get(file) ?? gzipped(file)), 0);
  for (const file of page) row(sizes.get(file), `${file}${first.includes(file) ? '  (before first paint)' : ''}`);
  for (const file of worker) row(sizes.get(file), `${file}  (not in a budget)`);
  const totals = { 'before first paint': sum(first), 'the page without the worker': sum(page) - sum(libraries) };
  const over = Object.keys(budgets).filter((name) => totals[name] >= budgets[name]);
  for (const name of Object.keys(budgets)) {
    const verdict = over.includes(name) ? 'TOO MUCH' : 'fine';
    row(totals[name], `${name}, of ${budgets[name] / kB} kB: ${verdict}`);
  }
  row(sum(libraries), 'charts and formula typesetting, which load after it');
  // A library under another name would slip into the page's own count or out of it unseen.
  if (libraries.length !== 2)
    console.error(`Expected one chunk of charts and one of typesetting, found ${libraries.length}.`);
  return over.length + (libraries.length === 2 ? 0 : 1);
}

if (!existsSync(join(dist, 'index.html'))) {
  console.error('There is no build in dist/: npm run build makes one.');
  process.exitCode = 1;
} else {
  const measured = measure();
  if (measured.first.length < 2) console.error('index.html names no script: these numbers would mean nothing.');
  process.exitCode = report(measured) > 0 || measured.first.length < 2 ? 1 : 0;
}
