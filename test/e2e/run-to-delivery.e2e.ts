import { expect, it } from 'vitest';
import { sessionIn } from './driver/command-line.ts';
import { pickQuickly, runCommand } from './driver/palette.ts';
import { panelButton, panelOf, panelText, sayYes, sayYesUntil } from './driver/panel.ts';
import { waitUntil } from './driver/wait-until.ts';
import { filesOf } from './support/files-of.ts';
import { openWorkbench } from './support/open-workbench.ts';
import { calculatorRepository, ownTestsPass } from './support/repository.ts';
import { beginTask, onlySession, PROMPT, sessionIs } from './support/run-task.ts';

const SETTINGS = {
  'microfactory.provider': 'offline',
  'microfactory.ask': 'every',
  'microfactory.seed': '1',
};

it('from the palette to passing tests: run, approve each step in the panel, deliver, undo', async () => {
  const opened = calculatorRepository();
  const before = filesOf(opened);
  const { page, home, problems } = await openWorkbench({ opened, settings: SETTINGS });

  await beginTask(page);
  await sayYes(page, 'Yes, Run It');
  await sayYes(page, 'Approve Plan');
  await sayYes(page, 'Approve');
  expect(filesOf(opened), 'nothing is written before the delivery').toEqual(before);
  await sayYesUntil(page, async () => (await onlySession(home)).status === 'completed');

  expect(Object.keys(filesOf(opened)).filter((path) => filesOf(opened)[path] !== before[path])).toEqual([
    'src/add.js',
    'src/larger.js',
  ]);
  expect(await ownTestsPass(opened)).toBe(true);
  await panelSays(page, await sessionIn(home, (await onlySession(home)).session_id));

  await runCommand(page, 'Microfactory: Undo Delivery');
  await pickQuickly(page, PROMPT);
  await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Take It Back' }).click();
  await waitUntil('the files as they were before', () => {
    const now = filesOf(opened);
    return JSON.stringify(now) === JSON.stringify(before);
  });
  expect(problems).toEqual([]);
});

type Opened = Awaited<ReturnType<typeof openWorkbench>>;

/** The panel shows what `status --json` says: how far it is, and each step's state and votes. */
async function panelSays(
  page: Opened['page'],
  session: Awaited<ReturnType<typeof sessionIn>>,
): Promise<void> {
  const panel = panelOf(page);
  await panelButton(page, 'Undo Delivery…').waitFor({ timeout: 30_000 });
  const text = await panelText(page);
  expect(text).toContain(session.prompt);
  expect(text).toContain('delivered');
  expect(text).toContain(`step ${session.completed_steps} of ${session.total_steps}`);
  expect(text).toMatch(/Estimates: k \d+; nothing remains/u);
  const leaves = session.steps.filter(({ parent_id }) => parent_id !== null);
  expect(leaves).toHaveLength(2);
  for (const { step_id, title, state, votes } of leaves) {
    const [leader = 0, rival = 0] = votes.map((vote) => vote.votes).sort((one, other) => other - one);
    const card = await panel.locator(`[role=treeitem][data-step="${step_id}"]`).innerText();
    expect(card).toContain(title);
    expect(card).toContain(state);
    expect(card).toContain(`${leader}–${rival}`);
  }
}

it('a session that was begun is finished for whoever asks the command line', async () => {
  const opened = calculatorRepository();
  const { page, home } = await openWorkbench({
    opened,
    settings: { ...SETTINGS, 'microfactory.ask': 'never' },
  });
  await beginTask(page);
  await sayYesUntil(page, async () => (await onlySession(home)).status === 'completed');
  expect(await sessionIs(home, 'completed')).toMatchObject({ status: 'completed', wait_state: null });
});
