/** The scripts that run in Node: `npm run data`, and the file server that the other end-to-end tests stand on. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyVerified, gitBlobSha1 } from '../tools/data.mjs';
import { serveFolder } from '../tools/static-server.mjs';

function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), 'sigma-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const hello = Buffer.from('hello\n');
const table = [{ name: 'a.gz', bytes: 6, sha1: 'ce013625030ba8dba906f756967f9e9ca394464a' }];

test('data: the fingerprint is the one that git gives', () => {
  assert.equal(gitBlobSha1(hello), table[0].sha1);
});

test('data: right files are copied', (t) => {
  const from = scratch(t);
  const to = join(scratch(t), 'there');
  writeFileSync(join(from, 'a.gz'), hello);
  assert.deepEqual(copyVerified(from, to, table), []);
  assert.deepEqual(readFileSync(join(to, 'a.gz')), hello);
});

test('data: each fault has its sentence, and nothing is copied', (t) => {
  const from = scratch(t);
  const to = join(from, 'there');
  assert.match(copyVerified(join(from, 'nowhere'), to, table)[0], /is not a folder/);
  assert.match(copyVerified(from, to, table)[0], /a\.gz: not found in/);
  writeFileSync(join(from, 'a'), hello);
  assert.match(copyVerified(from, to, table)[0], /only the unpacked/);
  writeFileSync(join(from, 'a.gz'), 'hell');
  assert.match(copyVerified(from, to, table)[0], /expected 6 bytes, got 4\. Was the download cut short/);
  writeFileSync(join(from, 'a.gz'), 'hello, hello');
  assert.match(copyVerified(from, to, table)[0], /Is it another data set/);
  writeFileSync(join(from, 'a.gz'), 'jello\n');
  assert.match(copyVerified(from, to, table)[0], /right size, wrong content/);
  assert.throws(() => readFileSync(join(to, 'a.gz')));
});

test('the file server serves its folder only, and only under its path', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'index.html'), 'the page');
  const { url, close } = await serveFolder(folder, '/deep/path/');
  t.after(close);
  assert.equal(await (await fetch(url)).text(), 'the page');
  assert.equal((await fetch(new URL('/index.html', url))).status, 404);
  assert.equal((await fetch(`${url}%2e%2e%2f%2e%2e%2fetc/passwd`)).status, 404);
});
