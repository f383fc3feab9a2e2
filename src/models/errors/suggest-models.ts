import { MicrofactoryError } from '../../engine/error.ts';
import type { ProviderClient } from '../providers/provider-client.ts';
import type { ErrorContext } from './classify-model-error.ts';

const MOST_SUGGESTIONS = 5;

export interface UnknownModel {
  readonly error: MicrofactoryError;
  readonly client: ProviderClient;
  readonly context: ErrorContext;
  readonly signal: AbortSignal;
}

/** Returns the error with the nearest names from the server's own list, or as it was when the server lists none. */
export async function suggestModels({
  error,
  client,
  context,
  signal,
}: UnknownModel): Promise<MicrofactoryError> {
  const names = await client.modelNames(signal).catch((): readonly string[] => []);
  const nearest = nearestNames(context.model, names);
  if (nearest.length === 0) return error;
  return new MicrofactoryError({
    code: error.code,
    message: `${error.message.replace(/\.$/, '')}; it offers ${nearest.join(', ')}.`,
    cause: error.cause,
    data: { ...error.data, suggestions: nearest },
  });
}

/** Returns the names that share most with the one asked for, best first. */
export function nearestNames(asked: string, names: readonly string[]): readonly string[] {
  const words = new Set(asked.toLowerCase().split(/[^a-z0-9]+/));
  const shared = (name: string) =>
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => words.has(word)).length;
  return names
    .filter((name) => /^[\w.:/@-]{1,80}$/.test(name))
    .sort((a, b) => shared(b) - shared(a) || a.localeCompare(b))
    .slice(0, MOST_SUGGESTIONS);
}
