/**
 * Holds the imports to the map in .dependency-cruiser.cjs. Fails, too, where dependency-cruiser did not see every source file on
 * disk: with a TypeScript that it cannot read it passes happily with zero modules.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const roots = ['src', 'workers', 'tests'];

function sourcesOnDisk() {
  return roots.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).replaceAll('\\', '/')),
  );
}

function cruise() {
  const program = join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [program, '--output-type', 'json', ...roots], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser said:\n${run.stderr}${run.stdout}`);
  return JSON.parse(run.stdout);
}

const { modules, summary } = cruise();
const seen = new Set(modules.map((module) => module.source));
const onDisk = sourcesOnDisk();
const unseen = onDisk.filter((path) => !seen.has(path));

for (const { rule, from, to, cycle } of summary.violations) {
  console.log(`${rule.name}: ${from} → ${cycle ? cycle.map((step) => step.name).join(' → ') : to}`);
}
for (const path of unseen) console.log(`not looked at: ${path}`);
console.log(`${seen.size} modules, ${onDisk.length} of them sources here, ${summary.totalDependenciesCruised} imports`);

const imports = summary.totalDependenciesCruised;
if (summary.violations.length > 0 || unseen.length > 0 || onDisk.length === 0 || !(imports > 0)) process.exitCode = 1;
