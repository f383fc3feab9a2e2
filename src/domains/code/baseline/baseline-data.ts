import { z } from 'zod';
import { MicrofactoryError } from '../../../engine/error.ts';
import type { Json } from '../../../engine/json.ts';

const place = z.object({ path: z.string(), line: z.number(), column: z.number().optional() });

const testCase = z.object({
  id: z.string(),
  file: z.string(),
  outcome: z.enum(['pass', 'fail', 'skip']),
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  frames: z.array(place),
  durationMs: z.number().optional(),
});

const command = z.union([z.object({ argv: z.array(z.string()) }), z.object({ shellLine: z.string() })]);

const schema = z.object({
  version: z.literal(1),
  /** The tree that the runs were made on. */
  tree: z.string(),
  verifier: z.object({
    command,
    shown: z.string(),
    script: z.string().optional(),
    runner: z.enum(['node', 'vitest', 'jest', 'pytest', 'unittest', 'exit-status']),
    direct: z.object({ env: z.record(z.string(), z.string()), words: z.array(z.string()) }).optional(),
    from: z.string(),
  }),
  cases: z.array(testCase),
  /** Ids whose outcome differed between the two runs. */
  flaky: z.array(z.string()),
  /** What the probe found, in one sentence. */
  probe: z.string(),
  durationMs: z.number(),
});

/** How things stood before the first step: everything that a session needs to be opened again. */
export type BaselineData = Readonly<ExactOptional<z.infer<typeof schema>>>;

// Optional properties come out of JSON absent, never undefined.
type ExactOptional<T> = T extends readonly (infer Item)[]
  ? readonly ExactOptional<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: ExactOptional<Exclude<T[Key], undefined>> }
    : T;

const MAX_DETAILED = 300;
const MAX_TEXT = 1_500;

/** Returns the data as JSON for the journal: the first 300 failures in detail, texts capped. */
export function baselineJson(data: BaselineData): Json {
  let detailed = 0;
  const cases = data.cases.map((known) => {
    if (known.outcome !== 'fail') return { ...known, message: '', frames: [] };
    detailed += 1;
    if (detailed > MAX_DETAILED)
      return { id: known.id, file: known.file, outcome: known.outcome, message: '', frames: [] };
    return {
      ...known,
      message: known.message.slice(0, MAX_TEXT),
      ...(known.expected === undefined ? {} : { expected: known.expected.slice(0, MAX_TEXT) }),
      ...(known.actual === undefined ? {} : { actual: known.actual.slice(0, MAX_TEXT) }),
    };
  });
  return { ...data, cases } as unknown as Json;
}

/** Returns recorded data; throws `store` when it is not a baseline of this version. */
export function baselineFromJson(json: Json): BaselineData {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data as BaselineData;
  throw new MicrofactoryError({
    code: 'store',
    message: 'The recorded baseline of this session cannot be read by this version; start the task anew.',
    cause: parsed.error,
  });
}
