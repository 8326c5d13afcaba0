/** `npm run docs`: writes what is made from the code under docs/: the catalogue's page and every picture. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createServer } from 'vite';

const root = join(import.meta.dirname, '..', '..');
const server = await createServer({ root, logLevel: 'warn', server: { middlewareMode: true, ws: false, watch: null } });
try {
  const { generatedPages } = await server.ssrLoadModule('/tests/docs/pages.ts');
  const pages = generatedPages();
  rmSync(join(root, 'docs', 'pictures'), { recursive: true, force: true });
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(root, 'docs', path)), { recursive: true });
    writeFileSync(join(root, 'docs', path), text);
  }
  console.log(`${pages.size} files written under docs/`);
} finally {
  await server.close();
}
