import { chromeLauncher } from '@web/test-runner-chrome';
import { chromiumFlags, needChromium } from './tests/tools/chromium.mjs';
import { countingReporter, watchPage } from './tests/tools/reporter.mjs';
import { viteForTests } from './tests/tools/test-server.mjs';

const minute = 60_000;
const vite = await viteForTests(import.meta.dirname);

export default {
  rootDir: import.meta.dirname,
  files: 'tests/**/*.test.ts',
  // One page at a time: they would share one software GPU, and tests of answering times would measure each other.
  concurrency: 1,
  staticLogging: true,
  browserStartTimeout: minute,
  testsStartTimeout: 2 * minute,
  testsFinishTimeout: 15 * minute,
  testFramework: { config: { ui: 'bdd', timeout: 2 * minute } },
  middleware: vite.middleware,
  plugins: [vite.plugin],
  reporters: [countingReporter()],
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: needChromium(), args: chromiumFlags },
      createPage: async ({ context }) => watchPage(await context.newPage()),
    }),
  ],
};
