import { expect, it } from 'vitest';
import { filesThatHold } from '../cli/support/repository.ts';
import { roleOf } from '../cli/support/scripted-model.ts';
import { pickQuickly, quickPickRows, runCommand } from './driver/palette.ts';
import { sayYesUntil } from './driver/panel.ts';
import { openWorkbench } from './support/open-workbench.ts';
import { calculatorRepository, ownTestsPass } from './support/repository.ts';
import { beginTask, onlySession } from './support/run-task.ts';
import { scriptedCalculator } from './support/scripted-calculator.ts';

const KEY = 'sk-canary-5e1f0a7d';

it.each([
  { provider: 'openai', title: 'OpenAI', setting: 'microfactory.baseUrl.openai', path: '/v1' },
  { provider: 'anthropic', title: 'Anthropic', setting: 'microfactory.baseUrl.anthropic', path: '' },
])(
  'the failing tests are fixed through $title, with a key that was typed once and is on no disk',
  async ({ provider, title, setting, path }) => {
    const server = await scriptedCalculator();
    const opened = calculatorRepository();
    const { page, home } = await openWorkbench({
      opened,
      settings: {
        'microfactory.provider': provider,
        'microfactory.ask': 'never',
        [setting]: `${server.anthropicUrl}${path}`,
      },
    });
    await runCommand(page, 'Microfactory: Set API Key…');
    await quickPickRows(page).first().waitFor();
    await pickQuickly(page, title);
    const key = page.locator('.quick-input-widget:visible input[type=password]');
    await key.fill(KEY);
    await key.press('Enter');
    // What is typed is examined first; another quick input before that would dismiss this one.
    await key.waitFor({ state: 'hidden' });
    await beginTask(page);
    await sayYesUntil(page, async () => (await onlySession(home)).status === 'completed');
    expect(await ownTestsPass(opened)).toBe(true);
    expect(new Set(server.log.map(roleOf))).toContain('solver');
    expect(filesThatHold(home, KEY)).toEqual([]);
  },
);
