import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFile } from './driver/palette.ts';
import { sayYes } from './driver/panel.ts';
import { openWorkbench } from './support/open-workbench.ts';
import { calculatorRepository } from './support/repository.ts';
import { beginTask, onlySession } from './support/run-task.ts';
import { scriptedCalculator } from './support/scripted-calculator.ts';

it('what a person types during a run arrives whole, in the editor that they type in', async () => {
  const server = await scriptedCalculator({ delayMs: 1500 });
  const opened = calculatorRepository({ 'notes.txt': '\n' });
  const { page, home } = await openWorkbench({
    opened,
    settings: {
      'microfactory.provider': 'compatible',
      'microfactory.model': 'local-model',
      'microfactory.baseUrl.compatible': server.openaiUrl,
      'microfactory.ask': 'every',
      'editor.autoClosingBrackets': 'never',
      'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
      'files.autoSave': 'off',
    },
  });
  await beginTask(page);
  await sayYes(page, 'Yes, Run It');
  await openFile(page, 'notes.txt');

  let typed = '';
  let questions = 0;
  for (let line = 0; line < 200 && questions === 0; line += 1) {
    const text = `line ${line} of what is typed;`;
    await page.keyboard.type(text, { delay: 20 });
    typed += text;
    questions = (await onlySession(home)).wait_state === null ? 0 : 1;
  }
  expect(questions, 'the run came to a question while it was typed').toBe(1);
  const more = 'and after the question was put';
  await page.keyboard.type(more, { delay: 20 });
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => readFileSync(join(opened, 'notes.txt'), 'utf8'), { timeout: 10_000 })
    .toContain(more);
  expect(readFileSync(join(opened, 'notes.txt'), 'utf8')).toBe(`${typed}${more}\n`);
  expect(await page.locator('.tab.active').filter({ hasText: 'notes.txt' }).count()).toBeGreaterThan(0);
});
