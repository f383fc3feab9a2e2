// Starts VS Code's server with folders of its own and stops it with everything that it started.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { run } from '../project.mjs';
import { ensureCodeServer } from './ensure-code-server.mjs';

const GUARD = fileURLToPath(new URL('guard.mjs', import.meta.url));
const START_MS = 60_000;

/** Quiet, and the same for everybody: nothing opens by itself, nothing asks the network. */
export const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.startupPrompt': 'never',
};

async function writeSettings(folder, settings) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

function argumentsFor({ server, places, port, token, trustAll, withDriver }) {
  return [
    server,
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...(token === undefined ? ['--without-connection-token'] : ['--connection-token', token]),
    '--accept-server-license-terms',
    '--disable-telemetry',
    ...(trustAll ? ['--disable-workspace-trust'] : []),
    ...(withDriver ? ['--enable-smoke-test-driver'] : []),
    ...['--server-data-dir', places.server, '--user-data-dir', places.user],
    ...['--extensions-dir', places.extensions],
  ];
}

/** Resolves to the port that the server says it listens on; rejects with its last words when it ends or says nothing. */
function portOf(child, lines) {
  const said = [];
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`VS Code's server ${why}:\n${said.slice(-15).join('\n')}`));
    const timer = setTimeout(() => fail('did not listen in time'), START_MS);
    child.once('exit', (code) => fail(`ended with ${code} before it listened`));
    lines.on('line', (line) => {
      said.push(line);
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
  });
}

/**
 * Starts a workbench on loopback; resolves when it listens.
 * @param {object} options
 * @param {string} options.folder Where its data, settings and extensions are put.
 * @param {Record<string, unknown>} [options.settings] The user's settings, added to QUIET_SETTINGS.
 * @param {Record<string, unknown>} [options.machineSettings] The machine's settings.
 * @param {string} [options.extensions] A folder of installed extensions; it is copied.
 * @param {boolean} [options.withToken] Whether the address carries a secret that the server asks for.
 * @param {boolean} [options.trustAll] False asks about trust, as for users.
 * @param {boolean} [options.withDriver] Whether an address may load an extension under development and its tests.
 * @param {number} [options.port] 0 takes a free one.
 * @param {Record<string, string | undefined>} [options.env] Added to this process's environment.
 * @param {(line: string) => void} [options.onLine] Is told what the server says.
 */
export async function serveWorkbench({
  folder,
  settings = {},
  machineSettings = {},
  extensions,
  withToken = false,
  trustAll = true,
  withDriver = false,
  port = 0,
  env = {},
  onLine = () => {},
}) {
  const { node, server } = await ensureCodeServer();
  const places = {
    server: join(folder, 'server'),
    user: join(folder, 'user'),
    extensions: join(folder, 'extensions'),
  };
  await writeSettings(join(places.user, 'User'), { ...QUIET_SETTINGS, ...settings });
  await writeSettings(join(places.user, 'Machine'), machineSettings);
  await mkdir(places.extensions, { recursive: true });
  if (extensions !== undefined) await cp(extensions, places.extensions, { recursive: true });
  const token = withToken ? randomBytes(24).toString('hex') : undefined;
  const args = argumentsFor({ server, places, port, token, trustAll, withDriver });
  const child = spawn(process.execPath, [GUARD, node.program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', onLine);
  createInterface({ input: child.stderr }).on('line', (line) => lines.emit('line', line));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.stdin.end();
    await once(child, 'exit');
  };
  const listening = await portOf(child, lines).catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    port: listening,
    places,
    /** Process of the guard; the server is its child. */
    pid: child.pid,
    /**
     * The address that opens a folder; `payload` counts only `withDriver`.
     * @param {string} opened
     * @param {readonly (readonly [string, string])[]} [payload]
     */
    addressOf: (opened, payload) => {
      const address = new URL(`http://localhost:${listening}/`);
      if (token !== undefined) address.searchParams.set('tkn', token);
      address.searchParams.set('folder', opened);
      if (payload !== undefined) address.searchParams.set('payload', JSON.stringify(payload));
      return address.href;
    },
    stop,
    exited: once(child, 'exit'),
  };
}

/** Installs a VSIX into a folder of extensions, with the server's own installer. */
export async function installVsix({ vsix, extensions, folder }) {
  const { node, server } = await ensureCodeServer();
  const args = ['--install-extension', vsix, '--force', '--extensions-dir', extensions];
  const data = ['--server-data-dir', join(folder, 'server'), '--user-data-dir', join(folder, 'user')];
  const code = await run(node.program, [server, ...args, ...data, '--accept-server-license-terms']);
  if (code !== 0) throw new Error(`VS Code's server could not install ${vsix}.`);
}
