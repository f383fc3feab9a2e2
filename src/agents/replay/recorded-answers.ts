import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { MicrofactoryError } from '../../engine/error.ts';
import { parseJson } from '../../engine/json.ts';

const recordedAnswer = z.strictObject({
  step: z.string(),
  role: z.enum(['decomposition', 'decomposition_discriminator', 'solver', 'solution_discriminator']),
  sample: z.number().int().min(0),
  text: z.string(),
  finish: z.enum(['stop', 'length', 'refusal', 'tool', 'cut', 'other']).default('stop'),
  model: z.string().default('replay'),
  /** Whose answer it was: the identity of the vote. */
  request: z.string().optional(),
  choice: z.number().int().min(0).default(0),
});

/** One line of a file of recorded answers. */
export type RecordedAnswer = z.infer<typeof recordedAnswer>;

/** Answers of an earlier time, and where they stand in words that complete "… has no answer". */
export interface Recording {
  readonly source: string;
  readonly answers: ReadonlyMap<string, RecordedAnswer>;
}

export interface AnswerKey {
  readonly step: string;
  readonly role: string;
  readonly sample: number;
}

/** Returns the key under which an answer is found. */
export function answerKey({ step, role, sample }: AnswerKey): string {
  return JSON.stringify([step, role, sample]);
}

/** Reads a file with one JSON object a line; throws `configuration`, one sentence with file and line, for anything else. */
export function readRecordedAnswers(path: string): ReadonlyMap<string, RecordedAnswer> {
  const answers = new Map<string, RecordedAnswer>();
  contentOf(path)
    .split('\n')
    .forEach((line, index) => {
      if (line.trim() === '') return;
      const answer = recorded(line, `${path} line ${index + 1}`);
      const key = answerKey(answer);
      if (answers.has(key))
        throw unreadable(`${path} line ${index + 1} records an answer a second time: remove one`);
      answers.set(key, answer);
    });
  return answers;
}

function recorded(line: string, place: string): RecordedAnswer {
  const result = recordedAnswer.safeParse(parseJson(line));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where =
    issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
  throw unreadable(
    `${place} is not a recorded answer${where}: write {"step", "role", "sample", "text"} as JSON`,
  );
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(`The recorded answers ${path} can't be read: name an existing file`, error);
  }
}

function unreadable(sentence: string, cause?: unknown): MicrofactoryError {
  return new MicrofactoryError({ code: 'configuration', message: `${sentence}.`, cause });
}
