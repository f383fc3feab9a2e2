// The browser that shows the web workbench in tests.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../project.mjs';

const onWindows = process.platform === 'win32';

const NAMES = onWindows
  ? ['chrome.exe', 'msedge.exe']
  : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

/** Where browsers are that are not in PATH. */
function usualPlaces(env) {
  if (process.platform === 'darwin') return MAC_APPS.map((app) => `/Applications/${app}.app/Contents/MacOS`);
  if (!onWindows) return ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
  return [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA]
    .filter((place) => place !== undefined)
    .flatMap((place) => [`${place}\\Google\\Chrome\\Application`, `${place}\\Microsoft\\Edge\\Application`]);
}

/** Returns the path of a Chromium or Chrome, undefined when there is none; `CHROME_PATH` goes before all others. */
export function findChromium(env = process.env) {
  if (env.CHROME_PATH) return existsSync(env.CHROME_PATH) ? env.CHROME_PATH : undefined;
  const folders = [...(env.PATH ?? '').split(delimiter), ...usualPlaces(env)].filter(
    (folder) => folder !== '',
  );
  const names = process.platform === 'darwin' ? [...NAMES, ...MAC_APPS] : NAMES;
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

const canInstall = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Returns the path of a Chromium, installed from the system's packages when there is none; throws when that is not possible. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  const how = 'Install Chromium or Chrome, or name one in CHROME_PATH: the tests in a real VS Code need it.';
  if (process.env.CHROME_PATH || !canInstall()) throw new Error(`No Chromium was found. ${how}`);
  console.log('== install chromium (from the system packages)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  const code = await run('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], { env });
  const installed = findChromium();
  if (code !== 0 || installed === undefined) throw new Error(`apt-get could not install chromium. ${how}`);
  return installed;
}
