import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { makeVsix } from '../../../scripts/package/make-vsix.mjs';
import { exampleCopy, SEED } from '../../../scripts/start/example-copy.mjs';
import { CHROMIUM_ARGUMENTS } from '../../../scripts/vscode/chromium-arguments.mjs';
import { ensureChromium } from '../../../scripts/vscode/ensure-chromium.mjs';
import { installVsix } from '../../../scripts/vscode/serve-workbench.mjs';
import { startWorkbench } from '../driver/workbench.ts';
import { camera } from './camera.ts';
import { VIEWS } from './views.ts';

const SETTINGS = {
  'microfactory.provider': 'offline',
  'microfactory.seed': SEED,
  'microfactory.ask': 'every',
  'window.commandCenter': false,
  // Themes are changed there; nobody should see it.
  'files.exclude': { '**/.vscode': true },
  'git.enabled': false,
  'editor.minimap.enabled': false,
};

async function main(wanted: readonly string[]): Promise<void> {
  const vsix = process.env['MICROFACTORY_VSIX'] ?? (await makeVsix());
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-screenshots-'));
  const extensions = join(folder, 'extensions');
  await installVsix({ vsix, extensions, folder });
  const example = await exampleCopy();
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: CHROMIUM_ARGUMENTS,
  });
  const workbench = await startWorkbench({
    browser,
    extensions,
    opened: example.copy,
    settings: SETTINGS,
    home: example.home,
  });
  try {
    const shots = camera(workbench.page, example.copy, wanted);
    for (const view of VIEWS) await view({ workbench, shots, example });
  } catch (error) {
    await workbench.screenshot('screenshots');
    throw error;
  } finally {
    await workbench.close();
    await browser.close();
    for (const path of [folder, example.folder]) await rm(path, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
