import type { PrefixCache } from '../../engine/ports/chat-model.ts';
import type { ChatProvider } from '../provider.ts';
import { initialCapabilities } from './initial-capabilities.ts';
import type { KeptRefusals } from './kept-refusals.ts';

const PARAMETERS = [
  'temperature',
  'seed',
  'schema',
  'max_tokens',
  'max_completion_tokens',
  'stream',
  'streamOptions',
  'choices',
  'cacheKey',
  'prefixCache',
] as const;

/** Parameters that some models refuse. */
export type Parameter = (typeof PARAMETERS)[number];

/** What a model takes, as far as is known: the table first, then what the server said. */
export interface Capabilities {
  readonly temperature: boolean;
  readonly seed: boolean;
  readonly schema: boolean;
  /** The name under which the limit of output tokens is sent. */
  readonly tokensParameter: 'max_tokens' | 'max_completion_tokens';
  /** Answers come piece by piece. */
  readonly stream: boolean;
  /** `stream_options`, which has tokens counted at the end of a stream. */
  readonly streamOptions: boolean;
  /** `n`, for several choices of one request. */
  readonly choices: boolean;
  /** `prompt_cache_key`, which brings prompts of one beginning to one machine. */
  readonly cacheKey: boolean;
  /** How a common beginning of prompts is reused. */
  readonly prefixCache: PrefixCache;
}

/** Remembers what servers refused, by (provider, base URL, model). */
export interface CapabilityMemory {
  known(place: ModelPlace): Capabilities;
  /** Remembers the refusal; returns false when nothing is left to change (the request can't be helped this way). */
  refuse(place: ModelPlace, parameter: Parameter): boolean;
}

export interface ModelPlace {
  readonly provider: ChatProvider;
  readonly baseUrl: string;
  readonly model: string;
}

/** Returns a memory of what was kept of earlier sessions, empty without that; share one among all models of a session. */
export function createCapabilityMemory(kept?: KeptRefusals): CapabilityMemory {
  const places = new Map<string, Capabilities>();
  const renamed = new Set<string>();
  const nameOf = (place: ModelPlace) => `${place.provider} ${place.baseUrl} ${place.model}`;
  const known = (place: ModelPlace): Capabilities => {
    const name = nameOf(place);
    const before =
      places.get(name) ??
      PARAMETERS.filter((each) => kept?.of(place).includes(each)).reduce(without, initialCapabilities(place));
    places.set(name, before);
    return before;
  };
  return {
    known,
    refuse(place, parameter) {
      const name = nameOf(place);
      const isTokens = parameter === 'max_tokens' || parameter === 'max_completion_tokens';
      if (isTokens && renamed.has(name)) return known(place).tokensParameter !== parameter;
      if (isTokens) renamed.add(name);
      places.set(name, without(known(place), parameter));
      kept?.add(place, parameter);
      return true;
    },
  };
}

function without(before: Capabilities, parameter: Parameter): Capabilities {
  if (parameter === 'max_tokens') return { ...before, tokensParameter: 'max_completion_tokens' };
  if (parameter === 'max_completion_tokens') return { ...before, tokensParameter: 'max_tokens' };
  if (parameter === 'prefixCache') return { ...before, prefixCache: 'none' };
  return { ...before, [parameter]: false };
}
