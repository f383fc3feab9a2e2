import { chatRequest } from '../agents/llm/index.ts';
import { loadSettings, shippedRoot, type Environment } from '../config/index.ts';
import type { RoleSettings } from '../config/settings.ts';
import { MicrofactoryError } from '../engine/error.ts';
import type { Evidence } from '../engine/maker/evidence.ts';
import { ROLES, type Role } from '../engine/ports/microagent.ts';
import { join } from 'node:path';
import { wholeMessages } from '../models/index.ts';
import { loadTemplate } from '../prompts/index.ts';
import { chosenDomain } from './compose/chosen-domain.ts';
import { formatGuideOf } from './compose/create-domains.ts';
import type { PromptPreview } from '../protocol/configuration.ts';
import type { ConfigurationQuery } from '../protocol/service.ts';
import type { Store } from '../store/open-store.ts';

/** Returns the first prompt that a model would get in a role, for an example step; no model is asked. Throws `configuration` for a template that can't be used. */
export async function previewPrompt(
  query: ConfigurationQuery & { readonly role: string },
  { env, store }: { readonly env: Environment; readonly store: Store },
): Promise<PromptPreview> {
  const role = knownRole(query.role);
  const { settings } = loadSettings({ ...query, env });
  const domain = await chosenDomain(settings, store);
  const own = settings.roles[role];
  const template = loadTemplate({ role, source: own.promptTemplate, root: own.templateRoot });
  const agent = {
    role,
    template,
    temperature: own.temperature,
    formatGuide: formatGuideOf(domain, settings),
    planGuide: domain.planGuide,
  };
  const request = chatRequest(agent, { ...EXAMPLE, role, ...choices(role), maxTokens: own.maxTokens });
  const text = (wanted: string) =>
    wholeMessages(request)
      .filter((message) => message.role === wanted)
      .map(({ content }) => content)
      .join('\n\n');
  return { role, source: sourceOf(own), system: text('system'), user: text('user') };
}

function knownRole(name: string): Role {
  const role = ROLES.find((each) => each === name);
  if (role !== undefined) return role;
  throw new MicrofactoryError({
    code: 'usage',
    message: `There is no role ${name}: choose ${ROLES.join(', ')}.`,
  });
}

function sourceOf({ promptTemplate, templateRoot }: RoleSettings): string {
  if (templateRoot === undefined) return 'inline';
  return templateRoot === shippedRoot() ? 'built in' : join(templateRoot, promptTemplate);
}

/** Discriminators choose among what others proposed. */
function choices(role: Role): { options?: readonly string[] } {
  return role.endsWith('discriminator') ? { options: ['The first proposal.', 'The second proposal.'] } : {};
}

const EVIDENCE: Evidence = {
  goal: 'Fix the failing tests',
  step: {
    id: '2',
    title: 'Make "adds two numbers" pass',
    description: 'The function add in src/add.js gives the difference of its arguments instead of their sum.',
    kind: 'edit',
    depth: 1,
    promise: { kind: 'tests', tests: ['test/add.test.js › adds two numbers'] },
    mayBreak: [],
    files: ['src/add.js'],
  },
  place: {
    ancestors: ['Fix the failing tests'],
    index: 2,
    count: 3,
    siblings: [{ title: 'Make "takes the larger" pass', state: 'accepted', summary: 'src/larger.js +1 −1' }],
  },
  files: [
    { path: 'src/add.js', text: 'export function add(a, b) {\n  return a - b;\n}\n', why: 'stack frame' },
  ],
  failures: [
    {
      test: 'test/add.test.js › adds two numbers',
      file: 'test/add.test.js',
      message: 'Expected values to be strictly equal',
      expected: '5',
      actual: '-1',
      frames: [{ path: 'test/add.test.js', line: 5 }],
    },
  ],
  outline: ['src/add.js', 'src/larger.js', 'test/add.test.js', 'test/larger.test.js'],
  feedback: ['Keep the signature of add.'],
  notes: [],
};

const EXAMPLE = { stepId: '2', sampleIndex: 0, seed: 'preview', evidence: EVIDENCE };
