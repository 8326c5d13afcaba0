/**
 * The map of the code as rules: domain ← protocol ← {client, workers}, client ← state ← ui ← main, persistence → domain.
 * `mayImport` is the whole of it; everything below turns it into dependency-cruiser's words.
 */

const mayImport = {
  'src/domain': { folders: [], packages: ['fflate', 'valibot'] },
  'src/protocol': { folders: ['src/domain'], packages: [] },
  'src/client': { folders: ['src/protocol', 'src/domain'], packages: ['comlink'] },
  'src/persistence': { folders: ['src/protocol', 'src/domain'], packages: ['idb-keyval', 'valibot'] },
  'src/state': { folders: ['src/client', 'src/persistence', 'src/protocol', 'src/domain'], packages: ['lit'] },
  'src/ui': {
    folders: ['src/state', 'src/protocol', 'src/domain'],
    packages: ['lit', '@awesome.me/webawesome', 'chart.js', 'katex'],
  },
  workers: {
    folders: ['src/protocol', 'src/domain'],
    packages: [
      'comlink',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-webgpu',
    ],
  },
};

const folders = Object.keys(mayImport);
const anyOf = (names) => `^(${names.join('|')})/`;

/** One rule a folder for the project's own modules: itself and what it may import, nothing else. */
const ownModules = folders.map((folder) => ({
  name: `${folder}-imports-only-what-the-map-allows`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: '^(src|workers|tests)/', pathNot: anyOf([folder, ...mayImport[folder].folders]) },
}));

/** One rule a folder for packages, so that tensors stay in the worker and elements on the page. */
const packages = folders.map((folder) => ({
  name: `${folder}-uses-only-its-packages`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    dependencyTypesNot: ['local'],
    path: '^node_modules/',
    pathNot: mayImport[folder].packages.map((name) => `^node_modules/${name}/`),
  },
}));

const offTheMap = { path: '^src/', pathNot: [anyOf(folders), '^src/main\\.ts$'] };

module.exports = {
  forbidden: [
    ...ownModules,
    ...packages,
    // Every source file lives in a folder of the map; src/main.ts alone stands beside them.
    { name: 'not-on-the-map', severity: 'error', from: offTheMap, to: {} },
    { name: 'not-on-the-map', severity: 'error', from: { ...offTheMap, orphan: true }, to: {} },
    { name: 'not-on-the-map', severity: 'error', from: {}, to: offTheMap },
    {
      name: 'nothing-imports-the-page-or-a-worker',
      comment: 'main.ts is where the page starts; the worker is reached by the client’s new URL(…) only.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: ['^src/main\\.ts$', '^workers/', '^tests/'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'nothing-shipped-needs-a-development-package',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'types', 'default'],
    },
  },
};
