import { createHash } from 'node:crypto';
import { isRecord, parseJson } from '../../engine/json.ts';
import type { StepTarget } from '../host.ts';
import { SCHEMES } from '../ids.ts';

/** Which text a read-only document shows; everything that tells two such texts apart is in it. */
export interface CandidateAddress {
  readonly sessionId: string;
  /** Null for the changes of the whole session. */
  readonly stepId: string | null;
  /** The class whose files these are; null for the changes of the whole session. */
  readonly label: string | null;
  readonly side: 'before' | 'after';
  readonly path: string;
  /** Of the text as it was when the diff was opened: a race that begins anew gives its labels to other texts. */
  readonly mark: string;
  /** The answer that a decision in this editor is about. */
  readonly answer: string | null;
  /** The question that waited when the diff was opened. */
  readonly openedSeq: number | null;
}

/** The two parts of a URI that carry an address. */
export interface AddressParts {
  readonly path: string;
  readonly query: string;
}

/** Returns the parts of a URI: a path for people and syntax colours that leads nowhere else, and a query with the truth. */
export function addressParts(address: CandidateAddress): AddressParts {
  const { sessionId, stepId, label, side, path, mark, answer, openedSeq } = address;
  const query = JSON.stringify({ sessionId, stepId, label, side, path, mark, answer, openedSeq });
  return { path: harmlessPath(path), query };
}

/** Returns what `addressParts` was given, undefined for a URI that it didn't make. */
export function addressOf(parts: AddressParts): CandidateAddress | undefined {
  const said = parseJson(parts.query);
  return isAddress(said) ? said : undefined;
}

function isAddress(said: unknown): said is CandidateAddress {
  if (!isRecord(said)) return false;
  return (
    [said['sessionId'], said['path'], said['mark']].every((each) => typeof each === 'string') &&
    [said['stepId'], said['label'], said['answer']].every(isTextOrNull) &&
    (said['side'] === 'before' || said['side'] === 'after') &&
    (said['openedSeq'] === null || Number.isInteger(said['openedSeq']))
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

/** Controls, lone surrogates, and what is invisible or turns the direction of writing. */
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Returns a path that stays beneath `/` wherever it is normalised. */
export function harmlessPath(path: string): string {
  const segments = path
    .replaceAll('\\', '/')
    .replace(UNSHOWABLE, '_')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .map((segment) => (segment === '..' ? '__' : segment.replace(/:/gu, '_')));
  return `/${segments.join('/')}`;
}

/** Returns what stands for a text in an address. */
export function markOf(text: string | null): string {
  return text === null ? 'none' : createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Returns what a decision taken in an editor with this address is about, undefined where there is nothing to decide. */
export function targetOf(address: CandidateAddress): StepTarget | undefined {
  const { sessionId, stepId, answer, openedSeq } = address;
  if (stepId === null) return undefined;
  return { sessionId, stepId, label: answer ?? undefined, openedSeq: openedSeq ?? undefined };
}

/**
 * Returns what a decision taken in an editor is about: the document that its title's button stands over, else the active one.
 * Undefined for an editor that was opened before anything was asked: what is asked later may be about other texts.
 */
export function decidedIn(argument: unknown, active: StepTarget | undefined): StepTarget | undefined {
  const address = namedAddress(argument, SCHEMES.candidate);
  const target = address === undefined ? active : targetOf(address);
  return target?.openedSeq === undefined ? undefined : target;
}

/** Returns the address of the document that a title's button gives its command; undefined when that is none of this scheme. */
export function namedAddress(argument: unknown, scheme: string): CandidateAddress | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  // The parts of a URI are getters: they are read one by one.
  const uri = argument as Partial<Record<'scheme' | 'path' | 'query', unknown>>;
  if (uri.scheme !== scheme || typeof uri.path !== 'string' || typeof uri.query !== 'string')
    return undefined;
  return addressOf({ path: uri.path, query: uri.query });
}
