import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chatRequest, createLlmAgent } from '../../agents/llm/index.ts';
import type { Settings } from '../../config/index.ts';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { DomainSession } from '../../engine/maker/domain.ts';
import { askBatch } from '../../engine/maker/sample/ask-batch.ts';
import { asReadAnswer } from '../../engine/maker/sample/sample-answers.ts';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { Reading } from '../../engine/maker/red-flag.ts';
import type { StepBrief } from '../../engine/maker/step.ts';
import type { ChatModel } from '../../engine/ports/chat-model.ts';
import type { ProposeRequest } from '../../engine/ports/microagent.ts';
import { redFlagRules } from '../../domains/redflags/red-flag-rules.ts';
import { wholeMessages } from '../../models/index.ts';
import { loadTemplate } from '../../prompts/index.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { openSessionWorkspace, runCommand } from '../../workspace/index.ts';
import { BUILT_IN, formatGuideOf } from '../compose/create-domains.ts';
import { domainSettings } from '../compose/method-settings.ts';
import type { SetOutcome } from './estimate-set.ts';
import { PROBE_TASKS, type ProbeTask } from './tasks.ts';

const CODE = BUILT_IN.get('code');
const CHARACTERS_A_TOKEN = 4;

/** Returns about how many tokens the questions of the probe set have. */
export function tokensOfSet(settings: Settings): number {
  const options = agentOptions(settings);
  const characters = PROBE_TASKS.flatMap((task, index) =>
    wholeMessages(chatRequest(options, requestOf(task, index, settings))),
  ).reduce((sum, { content }) => sum + content.length, 0);
  return Math.ceil(characters / CHARACTERS_A_TOKEN);
}

/** Asks each task once, as the solver asks later samples, and reads the answers as a run does: its prompt, red flags and votes. */
export async function askSet(settings: Settings, model: ChatModel): Promise<SetOutcome> {
  const home = await mkdtemp(join(tmpdir(), 'microfactory-probe-'));
  try {
    const folder = join(home, 'files');
    await mkdir(folder);
    for (const { path, before } of PROBE_TASKS) await writeFile(join(folder, path), before);
    return await inFolder(folder, home, { settings, model });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

interface Asked {
  readonly settings: Settings;
  readonly model: ChatModel;
}

async function inFolder(folder: string, home: string, asked: Asked): Promise<SetOutcome> {
  const store = await openStore({ home: join(home, 'store') });
  const workspace = await openSessionWorkspace({
    repoPath: folder,
    sessionDir: join(home, 'session'),
    worktreesDir: join(home, 'worktrees'),
    run: runCommand,
  });
  const domain = await CODE.open({
    goal: 'Repair each file.',
    // Nothing is run: the right result is known.
    settings: withoutVerifier(asked.settings),
    workspace,
    run: runCommand,
    approvals: store.approvals,
  });
  try {
    const answers = await Promise.all(
      PROBE_TASKS.map((task, index) => answered(task, index, { ...asked, domain, store })),
    );
    return {
      samples: answers.map(({ sample }) => sample),
      right: answers.filter(({ isRight }) => isRight).length,
    };
  } finally {
    await domain.close();
    await workspace.close();
  }
}

interface Room extends Asked {
  readonly domain: DomainSession;
  readonly store: Pick<Store, 'blobs'>;
}

async function answered(
  task: ProbeTask,
  index: number,
  { settings, model, domain, store }: Room,
): Promise<{ sample: SampleRecord; isRight: boolean }> {
  const brief = briefOf(task);
  const samples: SampleRecord[] = [];
  const agent = createLlmAgent({ ...agentOptions(settings), model });
  const failure = await askBatch({
    race: 'answer',
    attempt: 0,
    indices: [ASKED],
    agent: () => agent,
    blobs: store.blobs,
    rules: redFlagRules({ redFlaggers: settings.redFlaggers }),
    request: () => requestOf(task, index, settings),
    read: async (text) => {
      const reading: Reading<Candidate> = await domain.readAnswer(text, brief);
      return reading.ok ? { ok: true, value: asReadAnswer(reading.value) } : reading;
    },
    record: (sample) => void samples.push(sample),
    signal: new AbortController().signal,
  });
  const [sample] = samples;
  if (failure !== undefined || sample === undefined) throw failure ?? new Error('No answer was recorded.');
  const right = await domain.readEdit([{ path: task.path, text: task.after }], brief);
  return { sample, isRight: sample.outcome === 'valid' && right.ok && sample.key === right.value.key };
}

/** Not the first sample, which is asked at temperature 0: p is that of the votes after it. */
const ASKED = 1;

function agentOptions(settings: Settings) {
  const { promptTemplate, templateRoot, temperature } = settings.roles.solver;
  const template = loadTemplate({ role: 'solver', source: promptTemplate, root: templateRoot });
  return { role: 'solver', template, temperature, formatGuide: formatGuideOf(CODE, settings) } as const;
}

function requestOf(task: ProbeTask, index: number, settings: Settings): ProposeRequest {
  return {
    role: 'solver',
    stepId: `probe-${index + 1}`,
    sampleIndex: ASKED,
    seed: settings.seed,
    maxTokens: settings.roles.solver.maxTokens,
    evidence: {
      goal: 'Repair each file.',
      step: briefOf(task),
      place: { ancestors: [], index: index + 1, count: PROBE_TASKS.length, siblings: [] },
      files: [{ path: task.path, text: task.before, why: 'to be repaired' }],
      failures: [],
      outline: [task.path],
      feedback: [],
      notes: [],
    },
  };
}

function briefOf({ path, ask }: ProbeTask): StepBrief {
  return {
    id: path,
    title: `Repair ${path}`,
    description: ask,
    kind: 'edit',
    depth: 1,
    promise: { kind: 'none' },
    mayBreak: [],
    files: [path],
  };
}

function withoutVerifier(settings: Settings) {
  const own = Object.entries(domainSettings(settings)).filter(([key]) => key !== 'verifier');
  return Object.fromEntries(own) as ReturnType<typeof domainSettings>;
}
