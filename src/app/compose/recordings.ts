import { statSync } from 'node:fs';
import {
  answerKey,
  readRecordedAnswers,
  type RecordedAnswer,
  type Recording,
} from '../../agents/replay/index.ts';
import type { Settings } from '../../config/settings.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { isRecord } from '../../engine/json.ts';
import type { RaceName, SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import { ROLES, type Role } from '../../engine/ports/microagent.ts';
import type { Store } from '../../store/open-store.ts';

/** Recordings by the name that a role's `model` gives them. */
export type Recordings = ReadonlyMap<string, Recording>;

export interface Recorded {
  readonly recordings: Recordings;
  /** That of the session that is replayed: it decides in which order choices are shown. Undefined without one. */
  readonly seed: string | undefined;
}

const ROLE_OF: Readonly<Record<RaceName, Role>> = {
  plan: 'decomposition',
  choice: 'decomposition_discriminator',
  answer: 'solver',
  preference: 'solution_discriminator',
};

type Sessions = Pick<Store, 'findSession' | 'readEntries' | 'blobs'>;

/** Reads what the roles with the provider `replay` answer from: sessions of the store, or files of answers. Throws one sentence when there is none. */
export async function recordedFor(settings: Settings, store: Sessions): Promise<Recorded> {
  const names = ROLES.map((role) => settings.roles[role])
    .filter(({ provider }) => provider === 'replay')
    .map(({ model }) => model);
  const recordings = new Map<string, Recording>();
  let seed: string | undefined;
  for (const name of new Set(names)) {
    const recorded = isFile(name) ? ofFile(name) : await ofSession(name, store);
    recordings.set(name, recorded);
    seed ??= recorded.seed;
  }
  return { recordings, seed };
}

/** Returns what a role that replays answers from. Throws `configuration` where only whole sessions replay. */
export function recordingOf(name: string, recordings: Recordings | undefined): Recording {
  const recording = recordings?.get(name);
  if (recording !== undefined) return recording;
  const message = `The provider replay answers for a role of a whole session: choose another provider here, or name ${name} as that role's model.`;
  throw new MicrofactoryError({ code: 'configuration', message });
}

interface Seeded extends Recording {
  readonly seed?: string;
}

function ofFile(path: string): Seeded {
  if (path.endsWith('.gz'))
    throw new MicrofactoryError({
      code: 'usage',
      message: `${path} is an exported session: place it here with microfactory import, then name its id with --llm-model.`,
    });
  return { source: path, answers: readRecordedAnswers(path) };
}

async function ofSession(name: string, store: Sessions): Promise<Seeded> {
  const id = await store.findSession(name);
  const answers = new Map<string, RecordedAnswer>();
  let seed = '';
  for await (const { event } of store.readEntries(id)) {
    if (event.type === 'session-started') seed = seedIn(event['settings']);
    if (event.type !== 'sample-recorded') continue;
    const sample = event['sample'] as unknown as SampleRecord;
    const answer = await answerOf(String(event['step']), sample, store);
    answers.set(answerKey(answer), answer);
  }
  if (answers.size > 0) return { source: `Session ${id}`, answers, seed };
  throw new MicrofactoryError({
    code: 'usage',
    message: `Session ${id} has no recorded answers: name one that has asked somebody, or another provider.`,
  });
}

async function answerOf(
  step: string,
  { race, index, raw, finish, model, requestId, choice }: SampleRecord,
  { blobs }: Sessions,
): Promise<RecordedAnswer> {
  return {
    step,
    role: ROLE_OF[race],
    sample: index,
    text: await blobs.getText(raw),
    finish: finish as RecordedAnswer['finish'],
    model,
    request: requestId,
    choice,
  };
}

function seedIn(settings: unknown): string {
  const frozen = isRecord(settings) && isRecord(settings['settings']) ? settings['settings'] : {};
  return typeof frozen['seed'] === 'string' ? frozen['seed'] : '';
}

function isFile(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isFile() === true;
}
