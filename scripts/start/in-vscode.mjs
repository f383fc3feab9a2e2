// Packs the extension and opens VS Code with it: desktop where there is one, else the web workbench.
import { makeVsix } from '../package/make-vsix.mjs';
import { exampleCopy, PROMPT, SEED } from './example-copy.mjs';
import { findDesktop } from './find-desktop.mjs';
import { startInDesktop } from './in-desktop.mjs';
import { startInWebWorkbench } from './in-web-workbench.mjs';

/** No model and no network, and the same run for everybody. */
const SETTINGS = { 'microfactory.provider': 'offline', 'microfactory.seed': SEED };

/** Resolves to the exit code when VS Code was closed. */
export async function startInVscode() {
  const vsix = await makeVsix();
  const { folder, copy, home } = await exampleCopy();
  console.log(`\nThe example is in ${copy}`);
  console.log(`In VS Code: F1, "Microfactory: Run Task", "${PROMPT}".`);
  const code = findDesktop();
  const options = { vsix, copy, folder, home, settings: SETTINGS };
  return code === undefined ? startInWebWorkbench(options) : startInDesktop({ code, ...options });
}
