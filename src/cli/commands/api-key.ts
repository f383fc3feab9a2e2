import { MicrofactoryError } from '../../engine/error.ts';
import { isHttpProvider } from '../../protocol/providers.ts';
import type { ApiKey, CliEdge } from '../edge.ts';
import type { RunFlags } from '../program/run-options.ts';
import { readText } from './read-text.ts';

/** Returns the key that `--api-key` gives to the provider of `--llm-provider`, and to no other; `-` reads it from standard input. Throws `usage`. */
export async function apiKeyOf(
  { apiKey, llmProvider }: RunFlags,
  edge: CliEdge,
): Promise<ApiKey | undefined> {
  if (apiKey === undefined) return undefined;
  if (llmProvider === undefined || !isHttpProvider(llmProvider)) throw whose();
  return { provider: llmProvider, key: apiKey === '-' ? await readText('-', edge) : apiKey };
}

function whose(): MicrofactoryError {
  const message =
    'A key is that of one provider: name it with --llm-provider, such as --llm-provider openai.';
  return new MicrofactoryError({ code: 'usage', message });
}
