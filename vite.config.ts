import { createReadStream, existsSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { defineConfig, type Connect, type Plugin } from 'vite';
import { PUBLIC_MIRRORS } from './src/domain/data/fashion-mnist.ts';

const root = import.meta.dirname;

/** Hosts that the page may read the data set from, besides its own. */
const mirrors = PUBLIC_MIRRORS.map(({ base }) => new URL(base).origin);

/**
 * What the built page may do. `wasm-unsafe-eval` compiles WebAssembly, not strings. Styles are inline because KaTeX and Lit's
 * styleMap set them on elements. `data:` and `blob:` connections are local: Web Awesome fetches its own icons from data addresses.
 */
const contentSecurityPolicy = Object.entries({
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'connect-src': ["'self'", 'data:', 'blob:', ...mirrors].join(' '),
  'worker-src': "'self' blob:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
})
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');

/** Isolates the page from other origins, without which browsers share no memory between threads. A static host sends none; then there is one thread. */
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** Puts the policy into the built page, first in the head; the dev server needs the looser one that a page without any has. */
function contentSecurityPolicyInPage(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Answers `.gz` files as they are: the servers' own way, a Content-Encoding, would have the browser unpack them unasked. */
function serveGzipAsBytes(folder: string): Connect.NextHandleFunction {
  return (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(folder, normalize(decodeURIComponent(pathname)));
    if (!pathname.startsWith('/assets/') || !path.endsWith('.gz') || !existsSync(path)) return next();
    response.setHeader('Content-Type', 'application/gzip');
    response.setHeader('Content-Length', statSync(path).size);
    createReadStream(path).pipe(response);
  };
}

/** The assets folder keeps its name on every server and in the build, where Vite's own static folder would lose it. */
function assetsFolder(): Plugin {
  return {
    name: 'assets-folder',
    configureServer: (server) => {
      server.middlewares.use(serveGzipAsBytes(root));
    },
    configurePreviewServer: (server) => {
      server.middlewares.use(serveGzipAsBytes(join(root, 'dist')));
    },
    writeBundle: async ({ dir }) => {
      const from = join(root, 'assets');
      if (dir && existsSync(from)) await cp(from, join(dir, 'assets'), { recursive: true });
    },
  };
}

/** Fails the build when a tensor library has reached the page, whose bundle this is; workers are bundled apart. */
function noTensorsOnThePage(): Plugin {
  return {
    name: 'no-tensors-on-the-page',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        const tensors = chunk.type === 'chunk' && chunk.moduleIds.find((id) => id.includes('/@tensorflow/'));
        if (tensors) this.error(`Tensors belong in the worker, but ${chunk.fileName} holds ${tensors}.`);
      }
    },
  };
}

/** Leaves out KaTeX's fonts in the formats that no browser with module workers would ever choose: 1.5 MB of them. */
function onlyWoff2(): Plugin {
  return {
    name: 'only-woff2',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /katex.*\.css(\?|$)/ },
      handler: (code) => code.replaceAll(/,url\([^)]+\.(woff|ttf)\) format\("\w+"\)/g, ''),
    },
  };
}

export default defineConfig({
  base: './',
  // No fallback to index.html: a data file that isn't there must be a 404, not a page.
  appType: 'mpa',
  publicDir: false,
  cacheDir: '.cache/vite',
  plugins: [contentSecurityPolicyInPage(), assetsFolder(), noTensorsOnThePage(), onlyWoff2()],
  // All of it at once: a dependency met later would reload the page under a running worker.
  optimizeDeps: { entries: ['index.html', 'src/**/*.ts', 'workers/**/*.ts'] },
  server: { headers: isolation },
  preview: { headers: isolation },
  worker: {
    format: 'es',
    // A folder of its own, so that the size budgets can tell the worker's code from the page's.
    rolldownOptions: {
      output: { entryFileNames: 'assets/worker/[name]-[hash].js', chunkFileNames: 'assets/worker/[name]-[hash].js' },
    },
  },
  build: {
    target: 'es2023',
    // Everything stays a file: fonts and images as data addresses would need a looser policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
