/**
 * Finds a Chromium for the tests and the screenshots, and says which flags make it run real WebGPU in software.
 * It is the only place that knows where browsers live; it installs one only where that is a package away (Debian, as root).
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { env, getuid } from 'node:process';

/** Real WebGPU on SwiftShader, also in workers and onto canvases; the last two flags keep the device alive once a canvas is drawn. */
export const chromiumFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-webgpu-adapter=swiftshader',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
];

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
];

const macApplications = ['Google Chrome', 'Chromium', 'Google Chrome Canary', 'Microsoft Edge', 'Brave Browser'];

const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function subfolders(folder) {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function onThePath() {
  const suffix = platform() === 'win32' ? '.exe' : '';
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command + suffix)));
}

function wherePlatformsPutThem() {
  if (platform() === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      macApplications.map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (platform() === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return roots.flatMap((root) => windowsPrograms.map((program) => join(root, program)));
  }
  return ['/snap/bin/chromium', '/opt/google/chrome/chrome'];
}

/** Browsers that Playwright or Puppeteer have downloaded for other projects. */
function inToolCaches() {
  const playwright =
    env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
      win32: join(env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
    }[platform()] ??
    join(homedir(), '.cache', 'ms-playwright');
  const puppeteer = env.PUPPETEER_CACHE_DIR ?? join(homedir(), '.cache', 'puppeteer');
  const builds = [
    ...subfolders(playwright).filter((path) => /chromium-\d+$/.test(path)),
    ...subfolders(join(puppeteer, 'chrome')),
  ];
  const insideBuild = [
    ['chrome-linux', 'chrome'],
    ['chrome-linux64', 'chrome'],
    ['chrome-win', 'chrome.exe'],
    ['chrome-win64', 'chrome.exe'],
    ['chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'],
    ['chrome-mac-arm64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ];
  return builds.reverse().flatMap((build) => insideBuild.map((parts) => join(build, ...parts)));
}

/** The path of a Chromium on this machine, or undefined. `CHROME_PATH`, when set, must be right: nothing else is tried. */
export function findChromium() {
  if (env.CHROME_PATH) {
    if (isProgram(env.CHROME_PATH)) return env.CHROME_PATH;
    throw new Error(`CHROME_PATH is ${env.CHROME_PATH}, and that is no program that can be run.`);
  }
  return [...onThePath(), ...wherePlatformsPutThem(), ...inToolCaches()].find(isProgram);
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** Debian's own package; Ubuntu's is a stub for a snap, and then the search afterwards still finds nothing. */
function installFromDebian() {
  console.log('No Chromium here: installing the Debian package "chromium".');
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
}

/** The path of a Chromium, installed first where that is possible; throws an Error that says what to do where it is not. */
export function needChromium() {
  const found = findChromium();
  if (found) return found;
  if (isDebian() && getuid?.() === 0) {
    installFromDebian();
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium, Chrome or Edge was found. Install one (Debian and Ubuntu: "sudo apt-get install chromium"; ' +
      'elsewhere: https://www.google.com/chrome), or set CHROME_PATH to the program, and run this again.',
  );
}
