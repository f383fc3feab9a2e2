import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { isRecord, parseJson } from '../../engine/json.ts';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import type { ModelPlace, Parameter } from './capabilities.ts';

/** What servers refused in earlier sessions. */
export interface KeptRefusals {
  /** The parameters that the model refused. */
  of(place: ModelPlace): readonly string[];
  add(place: ModelPlace, parameter: Parameter): void;
}

export interface KeptRefusalsOptions {
  /** Of a JSON file that several processes may read and write. */
  readonly path: string;
  readonly clock?: Clock;
  readonly onWarning: (sentence: string) => void;
}

const VERSION = 1;

/** Servers learn: what is older than 30 days is asked for again. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** By the model's place and the parameter, the wall time of the refusal. */
type Refusals = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Returns the refusals of a file, which is read when first asked for. A file that can't be read counts as empty, with a warning. */
export function keptRefusals({ path, clock = systemClock, onWarning }: KeptRefusalsOptions): KeptRefusals {
  let known: Refusals | undefined;
  const fresh = (refusals: Refusals): Refusals => withoutOld(refusals, clock.now() - KEPT_MS);
  return {
    of(place) {
      known ??= fresh(readRefusals(path, onWarning));
      return Object.keys(known[nameOf(place)] ?? {});
    },
    add(place, parameter) {
      // Read again: other processes have learnt, too.
      const before = fresh(readRefusals(path, onWarning));
      const name = nameOf(place);
      const refusals = { ...before, [name]: { ...before[name], [parameter]: clock.now() } };
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileAtomic.sync(path, `${JSON.stringify({ version: VERSION, refusals }, null, 2)}\n`);
      } catch (error) {
        onWarning(
          `What models refuse can't be kept in ${path} (${codeOf(error)}): it is learnt again next time.`,
        );
      }
    },
  };
}

/** Addresses may hold keys in their user, password or query. */
function nameOf({ provider, baseUrl, model }: ModelPlace): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  return `${provider} ${url === undefined ? '' : `${url.host}${url.pathname}`} ${model}`;
}

function readRefusals(path: string, onWarning: (sentence: string) => void): Refusals {
  try {
    const file = parseJson(readFileSync(path, 'utf8'));
    if (isRecord(file) && file['version'] === VERSION && isRefusals(file['refusals']))
      return file['refusals'];
    onWarning(
      `${path} is not what this version of Microfactory keeps there: what models refuse is learnt anew.`,
    );
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      onWarning(`${path} can't be read (${codeOf(error)}): what models refuse is learnt anew.`);
  }
  return {};
}

function isRefusals(value: unknown): value is Refusals {
  return (
    isRecord(value) &&
    Object.values(value).every(
      (each) => isRecord(each) && Object.values(each).every((at) => typeof at === 'number'),
    )
  );
}

function withoutOld(refusals: Refusals, oldest: number): Refusals {
  const kept = Object.entries(refusals).map(
    ([name, each]) =>
      [name, Object.fromEntries(Object.entries(each).filter(([, at]) => at >= oldest))] as const,
  );
  return Object.fromEntries(kept.filter(([, each]) => Object.keys(each).length > 0));
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : 'not JSON';
}
