// Desktop VS Code, where there is one that can show a window.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const onWindows = process.platform === 'win32';
const NAMES = onWindows ? ['code.cmd', 'codium.cmd'] : ['code', 'codium', 'code-insiders'];
const ON_MAC = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin';

function canShowWindows(env) {
  if (process.platform !== 'linux') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Returns the path of the `code` command; undefined when there is none, no screen, or only the one of a remote terminal. */
export function findDesktop(env = process.env) {
  // In a terminal of a remote window, `code` only talks to that window: it takes no profile of our own.
  if (!canShowWindows(env) || env.VSCODE_IPC_HOOK_CLI) return undefined;
  const folders = [...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ON_MAC];
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
