import { isRecord } from '../../engine/json.ts';
import type { ListedPrice } from '../../protocol/models.ts';

/** A model as its server lists it. */
export interface ServedModel {
  readonly id: string;
  readonly name: string | null;
  readonly contextTokens: number | null;
  readonly price: ListedPrice | null;
  /** Milliseconds since 1970; 0 where the server doesn't say. */
  readonly created: number;
}

/** Names that OpenAI, Gemini, Ollama and others give to models that make no text of text. */
const NO_CHAT =
  /embed|whisper|\btts\b|text-to-speech|dall-e|moderation|image|imagen|\bveo\b|sora|audio|realtime|transcribe|rerank|\bbge\b|davinci|babbage|computer-use|\baqa\b/iu;

/** Where servers put the length of a model's context: OpenRouter, Anthropic, vLLM, LM Studio, Gemini and others in this order. */
const CONTEXT = [
  'context_length',
  'max_input_tokens',
  'max_model_len',
  'max_context_length',
  'context_window',
  'inputTokenLimit',
];

/** Returns an entry of a server's list in our terms; undefined for what has no id. */
export function servedModel(entry: unknown): ServedModel | undefined {
  if (!isRecord(entry) || typeof entry['id'] !== 'string' || entry['id'].trim() === '') return undefined;
  // Gemini lists `models/gemini-…` and is asked for `gemini-…`.
  const id = entry['id'].replace(/^models\//u, '');
  const name = [entry['display_name'], entry['name']].find((each) => typeof each === 'string');
  return {
    id,
    name: typeof name === 'string' && name !== id && name !== entry['id'] ? name : null,
    contextTokens: contextOf(entry),
    price: priceOf(entry['pricing']),
    created: createdOf(entry),
  };
}

/** False for models that are surely not made for answers in text. */
export function answersInText({ id }: ServedModel): boolean {
  return !NO_CHAT.test(id);
}

function contextOf(entry: Record<string, unknown>): number | null {
  const meta = isRecord(entry['meta']) ? entry['meta'] : {};
  // llama.cpp has it in `meta`.
  const known = [...CONTEXT.map((key) => entry[key]), meta['n_ctx'], meta['n_ctx_train']];
  return known.find((value): value is number => typeof value === 'number' && value > 0) ?? null;
}

/** OpenRouter's prices are dollars a token, as text; a negative one stands for "depends". */
function priceOf(pricing: unknown): ListedPrice | null {
  if (!isRecord(pricing)) return null;
  const [input, output] = [pricing['prompt'], pricing['completion']].map(amount);
  return input === undefined || output === undefined ? null : { input, output };
}

function amount(value: unknown): number | undefined {
  const dollars = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return dollars >= 0 ? Number((dollars * 1_000_000).toPrecision(12)) : undefined;
}

function createdOf(entry: Record<string, unknown>): number {
  const { created, created_at: at } = entry;
  if (typeof created === 'number') return created * 1000;
  return typeof at === 'string' ? Date.parse(at) || 0 : 0;
}
