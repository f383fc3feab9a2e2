import { spawn } from 'node:child_process';

const OPENERS = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''], linux: ['xdg-open'] };

/** Shows the address in the user's browser where there is one; says nothing when there is none. */
export function openBrowser(address) {
  const noScreen = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  const [program, ...args] = OPENERS[process.platform] ?? [];
  if (program === undefined || noScreen || process.env.CI) return;
  // An address holds `&`, which cmd would take for its own.
  const shown = process.platform === 'win32' ? address.replaceAll('&', '^&') : address;
  const child = spawn(program, [...args, shown], { stdio: 'ignore', detached: true });
  child.once('error', () => console.log('No browser could be opened: open the address yourself.'));
  child.unref();
}
