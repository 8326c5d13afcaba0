/**
 * Puts Vite in the place of web-test-runner's own file server, so that tests run exactly the modules that the page runs.
 * Also serves ../shared (reference numbers that may not be copied into this repository) read-only under /shared-reference/.
 */
import { createReadStream, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { createServer } from 'vite';

const sharedPrefix = '/shared-reference/';

/** web-test-runner's own pages and modules, which Vite must leave alone. */
const runnersOwn = /^\/(\?wtr-|__web-|__wds-)/;

/** Leaves the runner's virtual modules to the browser: Vite would look for them on disk. */
const runnerModulesAreExternal = {
  name: 'runner-modules-are-external',
  enforce: 'pre',
  resolveId: (id) => (id.startsWith('/__web-') ? { id, external: true } : null),
};

/** The file that a /shared-reference/ address names, or undefined; links and `..` that lead outside the folder name nothing. */
function sharedFile(folder, url) {
  try {
    const root = realpathSync(folder);
    const relative = decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(sharedPrefix.length);
    const path = realpathSync(join(root, relative));
    return path.startsWith(root + sep) && statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Koa middleware that answers /shared-reference/* from `folder`, with 404 for all that is not a file in it. */
function serveShared(folder) {
  return (ctx, next) => {
    if (!ctx.url.startsWith(sharedPrefix)) return next();
    const path = ctx.method === 'GET' || ctx.method === 'HEAD' ? sharedFile(folder, ctx.url) : undefined;
    if (!path) {
      ctx.status = 404;
      return undefined;
    }
    // The bytes as they are on disk: a Content-Encoding would make the browser unpack the .gz files.
    ctx.type = extname(path) === '.json' ? 'application/json' : 'application/octet-stream';
    ctx.body = createReadStream(path);
    return undefined;
  };
}

/** Koa middleware that isolates every page from other origins, so that threads of WebAssembly can be tested. */
function isolate(ctx, next) {
  ctx.res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  ctx.res.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  return next();
}

/** Koa middleware that hands a request to a connect-style handler and waits until it has answered. */
function through(connectMiddleware) {
  return async (ctx, next) => {
    if (runnersOwn.test(ctx.url)) return next();
    ctx.respond = false;
    await new Promise((resolve, reject) => {
      ctx.res.once('close', resolve);
      connectMiddleware(ctx.req, ctx.res, (error) => {
        if (error) reject(error);
        ctx.res.statusCode = 404;
        ctx.res.end();
      });
    });
    return undefined;
  };
}

/**
 * The middleware and the plugin that web-test-runner needs. Each process has its own cache of pre-bundled dependencies: two
 * runs at the same time would otherwise delete each other's.
 */
export async function viteForTests(root) {
  const cacheDir = join(root, '.cache', `vite-tests-${process.pid}`);
  mkdirSync(cacheDir, { recursive: true });
  const removeCache = () => rmSync(cacheDir, { recursive: true, force: true });
  process.once('exit', removeCache);
  const vite = await createServer({
    root,
    appType: 'custom',
    cacheDir,
    logLevel: 'warn',
    plugins: [runnerModulesAreExternal],
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { entries: ['src/**/*.ts', 'workers/**/*.ts', 'tests/**/*.ts'] },
  });
  return {
    middleware: [isolate, serveShared(join(root, '..', 'shared')), through(vite.middlewares)],
    plugin: {
      name: 'close-vite',
      serverStop: async () => {
        await vite.close();
        removeCache();
      },
    },
  };
}
