/**
 * `npm test [-- --files tests/x.test.ts]`: runs the browser tests. The last line is `N passed, N failed`, whatever happens, and
 * the exit code is 0 only where something ran and nothing failed.
 */
import { outcome } from './reporter.mjs';

function finish() {
  const passed = outcome.passed ?? 0;
  const failed = outcome.failed ?? 1; // a runner that never finished a run is a failure, not a success of zero tests
  const nothing = passed + failed === 0;
  if (nothing) console.log('No test ran at all.');
  console.log(`${passed} passed, ${nothing ? 1 : failed} failed`);
  process.exitCode = nothing || failed > 0 ? 1 : 0;
}

process.once('exit', finish);
process.once('SIGINT', () => process.exit(130));

try {
  const { startTestRunner } = await import('@web/test-runner');
  const runner = await startTestRunner({ autoExitProcess: false });
  runner?.on('stopped', () => process.exit());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
