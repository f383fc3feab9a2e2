import { isRecord } from '../../engine/json.ts';

/** The status that the error would have had, had it come before the answer began. First match wins. */
const STATUS_OF: readonly (readonly [RegExp, number])[] = [
  [/overloaded/, 529],
  [/insufficient_quota|rate_limit|too_many_requests/, 429],
  [/billing/, 402],
  [/authentication|invalid_api_key/, 401],
  [/permission/, 403],
  [/not_found/, 404],
  [/request_too_large/, 413],
  [/timeout/, 504],
  [/invalid_request|context_length|invalid_prompt|bad_request/, 400],
];

const SERVER_ERROR = 500;

/**
 * Returns the HTTP status that stands for an error which a server told of in the middle of an answer, by its code or type
 * (https://platform.claude.com/docs/en/api/errors, https://developers.openai.com/api/docs/guides/error-codes); what is
 * not known is the server's.
 */
export function inStreamStatus(error: unknown): number {
  if (!isRecord(error)) return SERVER_ERROR;
  const { code, type } = error;
  // OpenRouter and llama.cpp give the status itself.
  if (typeof code === 'number' && code >= 400 && code < 600) return code;
  const said = [code, type].filter((each) => typeof each === 'string').join(' ');
  return STATUS_OF.find(([words]) => words.test(said))?.[1] ?? SERVER_ERROR;
}
