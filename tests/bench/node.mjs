/**
 * `npm run bench:node [-- the options of npm run bench]`: the same table without a browser, through Dawn as the npm package `webgpu` brings it, for machines
 * that have a GPU and no screen. Our plan, stock tfjs and PyTorch take part. Uses the system's Vulkan driver; where there is none, the
 * SwiftShader that comes with an installed Chromium. Libraries are found when a process starts, so this one starts another.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env, execPath, platform } from 'node:process';
import { findChromium } from '../tools/chromium.mjs';

const inner = join(import.meta.dirname, 'harness', 'node-bench.mjs');

/** Folders in which an installed Chromium keeps its libraries. */
function chromiumFolders() {
  const chromium = findChromium();
  return ['/usr/lib/chromium', '/usr/lib/chromium-browser', ...(chromium ? [dirname(realpathSync(chromium))] : [])];
}

/** Variables that have Vulkan found in Chromium's folder. */
function swiftShader() {
  const folder = chromiumFolders().find((path) => existsSync(join(path, 'vk_swiftshader_icd.json')));
  if (!folder) return {};
  return {
    VK_ICD_FILENAMES: env.VK_ICD_FILENAMES ?? join(folder, 'vk_swiftshader_icd.json'),
    LD_LIBRARY_PATH: [folder, env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
  };
}

/** Whether Dawn finds an adapter in this environment. */
function findsAdapter(variables) {
  const probe = spawnSync(execPath, [inner, '--probe'], { env: variables, stdio: 'ignore' });
  return probe.status === 0;
}

const software = { ...env, ...swiftShader() };
const chosen = platform !== 'linux' || findsAdapter(env) ? env : software;
const { status } = spawnSync(execPath, [inner, ...process.argv.slice(2)], { env: chosen, stdio: 'inherit' });
process.exitCode = status ?? 1;
