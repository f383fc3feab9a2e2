import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { loadSettings, type Environment } from '../config/index.ts';
import { MicrofactoryError } from '../engine/error.ts';
import type { Evidence } from '../engine/maker/evidence.ts';
import { isRecord, parseJson } from '../engine/json.ts';
import { askBatch, type ReadAnswer } from '../engine/maker/sample/ask-batch.ts';
import { countVotes, type Ballot } from '../engine/maker/sample/count-votes.ts';
import type { SampleRecord } from '../engine/maker/sample/sample-record.ts';
import type { StepBrief } from '../engine/maker/step.ts';
import { wasteFreeBatch, type RaceRule } from '../engine/maker/vote/race.ts';
import { representative } from '../engine/maker/vote/representative.ts';
import type { Reading } from '../engine/maker/red-flag.ts';
import type { DomainSession } from '../engine/maker/domain.ts';
import type { OfferedModels } from '../engine/ports/offered-models.ts';
import type { Blobs } from '../engine/ports/blobs.ts';
import type { SubprocessRequest, SubprocessResult } from '../protocol/service.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { invalidPath, openSessionWorkspace, runCommand } from '../workspace/index.ts';
import { peerOf } from '../engine/maker/escalate/ask-otherwise.ts';
import { createAgents } from './compose/create-agents.ts';
import { createCritics } from './compose/create-critics.ts';
import { sessionPurse } from './compose/session-purse.ts';
import { chosenDomain } from './compose/chosen-domain.ts';
import { redFlagRules } from '../domains/redflags/red-flag-rules.ts';
import { domainSettings } from './compose/method-settings.ts';
import { repoFolder } from './repo-folder.ts';
import { labelled } from './view/step-view.ts';

const contextShape = z.object({
  goal: z.string().optional(),
  files: z.array(z.object({ path: z.string(), text: z.string() })).default([]),
  feedback: z.array(z.string()).default([]),
  notes: z.array(z.string()).default([]),
});
type StepContextJson = z.infer<typeof contextShape>;

export interface SubprocessContext {
  readonly env: Environment;
  /** Models that the face lends. */
  readonly models: OfferedModels | undefined;
  /** What was approved before. */
  readonly store: Pick<Store, 'approvals'>;
}

/** Solves one step without a session: sample, red-flag, vote. Nothing is applied and nothing of it is kept. */
export async function solveOneStep(
  request: SubprocessRequest,
  { env, models, store }: SubprocessContext,
): Promise<SubprocessResult> {
  const context = contextFrom(request.context);
  const home = await mkdtemp(join(tmpdir(), 'microfactory-step-'));
  try {
    const folder =
      context.files.length > 0
        ? await laidOut(join(home, 'files'), context)
        : await repoFolder(request.repoPath);
    return await solveIn({ folder, home, context, request, env, models, store });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

interface Task extends SubprocessContext {
  readonly folder: string;
  readonly home: string;
  readonly context: StepContextJson;
  readonly request: SubprocessRequest;
}

async function solveIn({
  folder,
  home,
  context,
  request,
  env,
  models,
  store: { approvals },
}: Task): Promise<SubprocessResult> {
  const repoPath = request.repoPath ?? folder;
  const { settings } = loadSettings({ repoPath, configPath: request.configPath, overrides: request, env });
  const chosen = await chosenDomain(settings, { approvals });
  const asked = {
    settings,
    domain: chosen,
    env,
    models,
    onWarning: () => undefined,
    purse: sessionPurse(settings),
  };
  const agents = createAgents(asked);
  const critics = createCritics(asked);
  const agent = agents.solver;
  if (agent === undefined || settings.roles.solver.provider === 'offline') throw noModel();
  const store = await openStore({ home: join(home, 'store') });
  const workspace = await openSessionWorkspace({
    repoPath: folder,
    sessionDir: join(home, 'session'),
    worktreesDir: join(home, 'worktrees'),
    run: runCommand,
  });
  const domain = await chosen.open({
    goal: context.goal ?? request.step,
    settings: domainSettings(settings),
    workspace,
    run: runCommand,
    approvals: store.approvals,
  });
  try {
    const brief = briefOf(request.step);
    const rule = {
      rule: settings.maker.votingRule,
      k: settings.roles.solver.k,
      maxVotes: settings.roles.solver.samples,
      dissentSensitive: settings.maker.dissentSensitive,
    };
    const evidence = evidenceOf(brief, context, request.step);
    const { maxResamples } = settings.maker;
    const ask = (samples: SampleRecord[], indices: readonly number[]) =>
      askBatch({
        race: 'answer',
        attempt: 0,
        indices,
        agent: (index) => peerOf(agent, index),
        blobs: store.blobs,
        rules: redFlagRules({ redFlaggers: settings.redFlaggers, critics }),
        request: (sampleIndex) => ({
          role: 'solver',
          stepId: 'step',
          sampleIndex,
          seed: settings.seed,
          evidence,
          maxTokens: settings.roles.solver.maxTokens,
        }),
        read: (text) => readWithText(domain, brief, text),
        record: (sample) => void samples.push(sample),
        signal: new AbortController().signal,
      });
    const { samples, ballot } = await race(rule, maxResamples, ask);
    return await resultOf(samples, ballot, store.blobs);
  } finally {
    await domain.close();
    await workspace.close();
  }
}

/** Asks waste-free batches until one answer leads by k, or a cap is reached. */
async function race(
  rule: RaceRule,
  maxResamples: number,
  ask: (samples: SampleRecord[], indices: readonly number[]) => Promise<MicrofactoryError | undefined>,
): Promise<{ samples: SampleRecord[]; ballot: Ballot }> {
  const samples: SampleRecord[] = [];
  for (;;) {
    const ballot = countVotes(samples, { race: 'answer', attempt: 0 }, rule);
    const count = wasteFreeBatch(ballot.standing, rule);
    if (count === 0 || ballot.flagged + ballot.noAnswer > maxResamples) return { samples, ballot };
    const failure = await ask(
      samples,
      Array.from({ length: count }, (_, offset) => samples.length + offset),
    );
    if (failure !== undefined) throw failure;
  }
}

/** The domain's reading, with the answer's own text kept as what was decided. */
async function readWithText(
  domain: DomainSession,
  brief: StepBrief,
  text: string,
): Promise<Reading<ReadAnswer>> {
  const reading = await domain.readAnswer(text, brief);
  if (!reading.ok) return reading;
  const { key, tiers, summary, size, needsPerson } = reading.value;
  return { ok: true, value: { key, tiers, summary, size, needsPerson, value: { text } } };
}

async function resultOf(
  samples: readonly SampleRecord[],
  ballot: Ballot,
  blobs: Blobs,
): Promise<SubprocessResult> {
  const { standing } = ballot;
  const labels = new Map<string, string>();
  const winner = standing.winner === undefined ? undefined : representative(samples, standing.winner);
  const value = winner === undefined ? undefined : parseJson(await blobs.getText(winner.value));
  const costs = samples.map((sample) => sample.costUsd);
  return {
    decided: winner !== undefined,
    answer: isRecord(value) && typeof value['text'] === 'string' ? value['text'] : null,
    summary: winner?.summary ?? null,
    votes: Object.fromEntries([...standing.counts].map(([key, votes]) => [labelled(labels, key), votes])),
    margin: standing.margin,
    dissent: standing.dissent,
    k: standing.needed,
    samples: samples.length,
    red_flags: samples.flatMap((sample) => sample.flags.map(({ rule, reason }) => ({ rule, reason }))),
    cost_usd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
  };
}

function contextFrom(value: unknown): StepContextJson {
  const parsed = contextShape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw usage(`--context-json: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not as expected'}.`);
}

/** Writes the files of the context into a folder of their own, for the step to be about. */
async function laidOut(folder: string, context: StepContextJson): Promise<string> {
  for (const { path, text } of context.files) {
    const problem = invalidPath(path);
    if (problem !== undefined)
      throw usage(
        `--context-json: the path "${path}" can't be used: give one relative to the files' folder.`,
      );
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

function briefOf(description: string): StepBrief {
  const promise = { kind: 'none' } as const;
  return {
    id: 'step',
    title: description,
    description,
    kind: 'edit',
    depth: 1,
    promise,
    mayBreak: [],
    files: [],
  };
}

function evidenceOf(step: StepBrief, context: StepContextJson, goal: string): Evidence {
  return {
    goal: context.goal ?? goal,
    step,
    place: { ancestors: [], index: 1, count: 1, siblings: [] },
    files: context.files.map(({ path, text }) => ({ path, text, why: 'given' })),
    failures: [],
    outline: context.files.map((file) => file.path),
    feedback: context.feedback,
    notes: context.notes,
  };
}

function noModel(): MicrofactoryError {
  return usage(
    'One step alone needs a model (--llm-provider openai, anthropic or compatible): the offline search works on a whole repository, with run.',
  );
}

function usage(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message });
}
