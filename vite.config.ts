import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  appType: 'mpa',
  publicDir: false,
  cacheDir: '.cache/vite',
  worker: { format: 'es' },
  build: { target: 'es2023' },
});
