/**
 * `npm run data -- FOLDER`: takes the four packed files of Fashion-MNIST from a folder, makes sure that they are the published ones,
 * and puts them where the page looks first, the git-ignored assets/fashion-mnist/. Copies all four or none.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runnerImport } from 'vite';

/** Bytes and fingerprint of each published file, from the one place that knows them, which the page reads too. */
async function publishedFiles() {
  const { module } = await runnerImport('./src/domain/data/fashion-mnist.ts', { configFile: false, logLevel: 'error' });
  return Object.entries(module.FASHION_MNIST_FILES).map(([name, { bytes, gitBlob }]) => ({
    name: `${name}.gz`,
    bytes,
    sha1: gitBlob,
  }));
}

/** Where a download, or a clone of the data set's repository, keeps the files. */
const places = ['.', 'data/fashion', 'fashion-mnist', 'FashionMNIST/raw', 'raw'];

/** The SHA-1 that git gives to a file with these bytes. */
export function gitBlobSha1(bytes) {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function find(folder, name) {
  return places.map((place) => join(folder, place, name)).find((path) => existsSync(path));
}

function missing(folder, name) {
  const unpacked = find(folder, name.replace(/\.gz$/, ''));
  return unpacked
    ? `${name}: only the unpacked ${unpacked} is there; the page wants the packed file as it was published.`
    : `${name}: not found in ${folder}.`;
}

/** What is wrong with one file, as a sentence, or undefined. */
function fault(folder, { name, bytes, sha1 }) {
  const path = find(folder, name);
  if (!path) return missing(folder, name);
  const content = readFileSync(path);
  if (content.length !== bytes) {
    const how = content.length < bytes ? 'Was the download cut short?' : 'Is it another data set?';
    return `${name}: expected ${bytes} bytes, got ${content.length}. ${how}`;
  }
  const got = gitBlobSha1(content);
  return got === sha1 ? undefined : `${name}: right size, wrong content: expected SHA-1 ${sha1}, got ${got}.`;
}

/** Copies the files of `table` from one folder to another if all of them are right; returns the faults, none when it did. */
export function copyVerified(from, to, table) {
  if (!statSync(from, { throwIfNoEntry: false })?.isDirectory()) return [`${from} is not a folder.`];
  const faults = table.map((file) => fault(from, file)).filter(Boolean);
  if (faults.length > 0) return faults;
  mkdirSync(to, { recursive: true });
  for (const { name } of table) copyFileSync(find(from, name), join(to, name));
  return [];
}

async function main(from) {
  if (!from) {
    console.error('Say where the files are: npm run data -- FOLDER');
    return 1;
  }
  const to = join('assets', 'fashion-mnist');
  const faults = copyVerified(from, to, await publishedFiles());
  for (const sentence of faults) console.error(sentence);
  console.log(faults.length > 0 ? 'Nothing was copied.' : `All four files are right, and now in ${to}.`);
  return faults.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main(process.argv[2]);
