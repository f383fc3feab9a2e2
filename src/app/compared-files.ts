import { MicrofactoryError } from '../engine/error.ts';
import { isRecord, parseJson } from '../engine/json.ts';
import type { Candidate } from '../engine/maker/candidate.ts';
import type { DomainSession, FileSides } from '../engine/maker/domain.ts';
import type { Blobs } from '../engine/ports/blobs.ts';
import type { TreeId } from '../engine/ports/workspace.ts';
import type { CandidateFiles, ComparedFile, ComparedFiles } from '../protocol/candidate-files.ts';
import type { SessionReader } from './session-reader.ts';
import { answerKeys, answerValue } from './view/answer-classes.ts';
import type { StepView } from './view/step-view.ts';
import { classLabel } from './view/step-summary.ts';

export interface CandidateOptions {
  readonly sessionId: string;
  readonly step: StepView;
  /** Undefined where the session has no files. */
  readonly domain: DomainSession | undefined;
  readonly blobs: Blobs;
  /** Null: the leading class. */
  readonly label: string | null;
}

/** Returns both sides of what a class of answers changes, as it was proposed; throws `not-found` when there is none. */
export async function candidateFiles(options: CandidateOptions): Promise<CandidateFiles> {
  const { sessionId, step, domain, label } = options;
  const keys = answerKeys(step);
  const labels = keys.map((key) => classLabel(step, key));
  const key = keys[label === null ? 0 : labels.indexOf(label.trim().toUpperCase())];
  if (key === undefined) throw noSuchClass(step, label, labels);
  const candidate = await candidateOf(options, key);
  const sides = (await domain?.changes(candidate)) ?? [];
  return {
    session_id: sessionId,
    files: sides.filter(differ).map(comparedFile),
    step_id: step.id,
    label: classLabel(step, key),
    labels,
    flags: flagsOf(step),
  };
}

async function candidateOf({ step, blobs }: CandidateOptions, key: string): Promise<Candidate> {
  const blob = answerValue(step, key);
  const value = blob === undefined ? undefined : parseJson(await blobs.getText(blob));
  if (isRecord(value)) return value as unknown as Candidate;
  const why = blob === undefined ? 'was counted at once and not kept' : "can't be read any more";
  const message = `The answer ${classLabel(step, key)} of step ${step.id} ${why}.`;
  throw new MicrofactoryError({ code: 'store', message });
}

function noSuchClass(step: StepView, label: string | null, labels: readonly string[]): MicrofactoryError {
  const message =
    label === null || labels.length === 0
      ? `Step ${step.id} has no answer yet that could be shown.`
      : `Step ${step.id} has no class ${label}; it has: ${labels.join(', ')}.`;
  return new MicrofactoryError({ code: 'not-found', message });
}

function flagsOf(step: StepView): CandidateFiles['flags'] {
  return step.samples.flatMap(({ index, flags }) =>
    flags.map(({ rule, reason, evidence }) => ({ rule, reason, evidence: evidence ?? null, sample: index })),
  );
}

/** Returns both sides of everything that was accepted so far, against the session's base. */
export async function resultFiles({ view, workspace }: SessionReader): Promise<ComparedFiles> {
  if (workspace === undefined) return { session_id: view.id, files: [] };
  const { base } = workspace;
  const accepted = view.acceptedState ?? base;
  const bytes = async (tree: TreeId, path: string): Promise<Uint8Array | null> =>
    (await workspace.read(tree, path)) ?? null;
  const sides: FileSides[] = [];
  for (const { path } of await workspace.changedFiles(base, accepted)) {
    sides.push({ path, before: await bytes(base, path), after: await bytes(accepted, path) });
  }
  return { session_id: view.id, files: sides.map(comparedFile) };
}

function differ({ before, after }: FileSides): boolean {
  if (before === null || after === null) return before !== after;
  return Buffer.compare(before, after) !== 0;
}

/** Returns both sides as text, or says that they are none. */
export function comparedFile({ path, before, after }: FileSides): ComparedFile {
  const [left, right] = [before, after].map((bytes) => (bytes === null ? null : textOf(bytes)));
  if (left === undefined || right === undefined) return { path, before: null, after: null, binary: true };
  return { path, before: left, after: right, binary: false };
}

/** Text that comes back byte for byte when it is written as UTF-8; undefined for anything else. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Another encoding: an editor would write it back as UTF-8, and change every letter that isn't ASCII.
    return undefined;
  }
}
