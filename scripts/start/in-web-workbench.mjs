// Serves VS Code's web workbench on loopback, behind a token, on the copy of the example.
import { join } from 'node:path';
import { installVsix, serveWorkbench } from '../vscode/serve-workbench.mjs';
import { openBrowser } from './open-browser.mjs';

/** Resolves when it was stopped with Ctrl-C, or the server ended by itself. */
export async function startInWebWorkbench({ vsix, copy, folder, home, settings }) {
  const extensions = join(folder, 'installed');
  await installVsix({ vsix, extensions, folder: join(folder, 'installer') });
  const workbench = await serveWorkbench({
    folder: join(folder, 'workbench'),
    extensions,
    settings,
    machineSettings: settings,
    withToken: true,
    env: { MICROFACTORY_HOME: home },
  });
  const address = workbench.addressOf(copy);
  console.log(`\nVS Code is at ${address}\nCtrl-C stops it.`);
  openBrowser(address);
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      interrupted = true;
      void workbench.stop();
    });
  await workbench.exited;
  if (!interrupted) console.error("VS Code's server ended by itself.");
  return interrupted ? 0 : 1;
}
