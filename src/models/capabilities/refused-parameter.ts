import type { Symptom } from '../errors/symptom.ts';
import type { Parameter } from './capabilities.ts';

/** What the parameters are called on the wire. */
const WIRE_NAMES: readonly (readonly [Parameter, RegExp])[] = [
  ['temperature', /\btemperature\b/],
  ['seed', /\bseed\b/],
  ['schema', /\b(response_format|json_schema|output_config|output_format|guided_json|text\.format)\b/],
  ['cacheKey', /\bprompt_cache_key\b/],
  ['prefixCache', /\bcache_control\b/],
  ['streamOptions', /\bstream_options\b/],
  ['stream', /\bstream(ing)?\b/],
  ['choices', /^n$|['"`]n['"`]|\bn (must|should|has to|can only|is|>)/],
  ['max_completion_tokens', /\bmax_completion_tokens\b/],
  ['max_tokens', /\bmax_tokens\b/],
];

const REFUSAL =
  /unsupported|not support|does not support|doesn't support|unrecognized|unknown|unexpected|deprecated|not (allowed|permitted)|extra (inputs|fields)|only the default|invalid schema|schema is (invalid|too)|use '?max_/i;

/** Returns the parameter of ours that the server refuses to take at all, or undefined when it complains of something else. */
export function refusedParameter(symptom: Symptom, sent: readonly Parameter[]): Parameter | undefined {
  if (symptom.status !== 400 && symptom.status !== 422) return undefined;
  const named = WIRE_NAMES.find(([name, wire]) => sent.includes(name) && wire.test(symptom.param ?? ''));
  // A message may name two ("use 'max_completion_tokens' instead of 'max_tokens'"): only what was sent can be refused.
  const mentioned = WIRE_NAMES.find(([name, wire]) => sent.includes(name) && wire.test(symptom.message));
  const parameter = (named ?? mentioned)?.[0];
  if (parameter === undefined) return undefined;
  return REFUSAL.test(`${symptom.code ?? ''} ${symptom.message}`) ? parameter : undefined;
}
