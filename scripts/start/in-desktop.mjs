// Opens desktop VS Code with a profile of its own, and the extension in it, on the copy of the example.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../project.mjs';

/** Resolves when the window is closed, to the exit code. */
export async function startInDesktop({ code, vsix, copy, folder, home, settings }) {
  const user = join(folder, 'vscode');
  await mkdir(join(user, 'User'), { recursive: true });
  await writeFile(join(user, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  const profile = ['--user-data-dir', user, '--extensions-dir', join(folder, 'extensions')];
  const options = { shell: process.platform === 'win32', env: { ...process.env, MICROFACTORY_HOME: home } };
  const installed = await run(code, [...profile, '--install-extension', vsix], options);
  if (installed !== 0) return installed;
  console.log('The window is open; this ends when it is closed.');
  return run(code, [...profile, '--new-window', '--wait', '--disable-workspace-trust', copy], options);
}
