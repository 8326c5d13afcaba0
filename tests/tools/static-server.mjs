/**
 * Serves a folder under a sub-path, as a static host that nobody configured would: fixed types, no fallback, no compression, no headers but those given.
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

function fileFor(folder, prefix, url) {
  const { pathname } = new URL(url, 'http://localhost');
  if (!pathname.startsWith(prefix)) return undefined;
  const relative = decodeURIComponent(pathname.slice(prefix.length)) || 'index.html';
  const path = join(folder, normalize(`/${relative}`));
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
}

/** Starts the server on a free port of this machine; resolves to its address and a way to stop it. */
export async function serveFolder(folder, prefix = '/', headers = {}) {
  const server = createServer((request, response) => {
    const path = fileFor(folder, prefix, request.url);
    response.statusCode = path ? 200 : 404;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!path) return response.end('Not found');
    response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
    return createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
