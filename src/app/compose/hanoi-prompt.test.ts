import { expect, it } from 'vitest';
import { chatRequest } from '../../agents/llm/index.ts';
import { loadSettings } from '../../config/index.ts';
import type { DomainContext } from '../../engine/maker/domain.ts';
import { loadTemplate } from '../../prompts/index.ts';
import { domainSettings } from './method-settings.ts';
import { BUILT_IN, formatGuideOf } from './create-domains.ts';

it('tells a model the previous move, the state and the form of its answer, and nothing of files', async () => {
  const { settings } = loadSettings({ env: {}, overrides: { domain: 'hanoi', seed: '1' } });
  const { promptTemplate, templateRoot } = settings.roles.solver;
  const template = loadTemplate({ role: 'solver', source: promptTemplate, root: templateRoot });
  const domain = BUILT_IN.get(settings.domain);
  const session = await domain.open({
    goal: 'Move 3 disks',
    settings: domainSettings(settings),
  } as DomainContext);
  await session.accept('1AC CAA');
  const step = {
    ...{ id: '2', title: 'Move 2', description: 'Move 2', kind: 'move', depth: 1 },
    ...{ promise: { kind: 'none' } as const, mayBreak: [], files: [] },
  };
  const place = { ancestors: [], index: 2, count: 7, siblings: [] };
  const signal = new AbortController().signal;
  const evidence = await session.evidence({ step, place, feedback: [] }, 'solver', signal);
  const { messages } = chatRequest(
    { role: 'solver', template, temperature: 0, formatGuide: formatGuideOf(domain, settings) },
    { role: 'solver', stepId: '2', sampleIndex: 0, seed: '1', evidence, maxTokens: 100 },
  );
  const [system = '', user = ''] = messages.map(({ content }) => content);
  expect(system).toContain('move: <disk> <from> <to>');
  expect(system).not.toContain('SEARCH');
  expect(user).toContain('Previous move: disk 1.\nPegs of all disks, from disk 1 up: CAA');
  expect(user).toContain('one peg counter-clockwise');
});
