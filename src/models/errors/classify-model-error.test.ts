import { describe, expect, it } from 'vitest';
import { classifyModelError } from './classify-model-error.ts';
import { nearestNames } from './suggest-models.ts';
import { symptomOf } from './symptom.ts';

const CONTEXT = {
  provider: 'openai',
  model: 'm',
  baseUrl: 'https://host/v1',
  keyName: 'OPENAI_API_KEY',
  key: 'sk-secret+/',
} as const;
const NOW = Date.parse('2026-01-01T00:00:00Z');

function thrown(status: number, body: object, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error(`${status}`), {
    status,
    error: body,
    headers: new Headers(headers),
    requestID: null,
  });
}

function classify(error: unknown) {
  return classifyModelError(error, symptomOf(error, NOW), CONTEXT);
}

describe('an error of a model', () => {
  it.each([
    [
      'a quota that is really a rate (Gemini)',
      thrown(429, {
        message: 'You exceeded your current quota, please check your plan and billing details.',
        code: '429',
      }),
      'model-rate',
      true,
    ],
    [
      'a spend limit',
      thrown(429, { message: 'x', code: 'project_spend_limit_reached' }),
      'model-billing',
      false,
    ],
    [
      'a credit balance (Anthropic)',
      thrown(400, {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'Your credit balance is too low' },
      }),
      'model-billing',
      false,
    ],
    [
      'a context that is too long',
      thrown(400, { message: 'x', code: 'context_length_exceeded' }),
      'model-too-big',
      false,
    ],
    [
      'an overload',
      thrown(529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
      'model-transient',
      true,
    ],
    ['a request timeout', thrown(408, {}), 'model-transient', true],
    ['broken JSON', new SyntaxError('Unexpected end'), 'model-truncated', true],
    [
      'a reset',
      Object.assign(new Error('Connection error.'), {
        requestID: undefined,
        cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }),
      }),
      'model-network',
      true,
    ],
    [
      'a name that does not resolve',
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }),
      'model-network',
      true,
    ],
    [
      'a certificate',
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      }),
      'model-network',
      true,
    ],
    ['something of our own', new RangeError('bug'), 'internal', false],
    ['no error at all', 'oops', 'internal', false],
  ] as const)('that is %s', (_name, error, code, retryable) => {
    expect(classify(error)).toMatchObject({ code, retryable });
  });

  it.each([
    ['120', true],
    ['121', false],
    ['Thu, 01 Jan 2026 00:01:00 GMT', true],
    ['Thu, 01 Jan 2026 01:00:00 GMT', false],
    ['soon', true],
  ])('asks to wait %s: retried %s', (value, retryable) => {
    const error = classify(thrown(429, { message: 'slow' }, { 'retry-after': value }));
    expect(error).toMatchObject({ code: 'model-rate', retryable });
  });

  it('says how long a wait was refused', () => {
    expect(classify(thrown(429, {}, { 'retry-after': '3600' })).message).toBe(
      'OpenAI asks to wait 3600 s before the next request, longer than the 120 s this waits: resume later.',
    );
  });

  it('never holds the key, in message or cause, plain or encoded', () => {
    for (const key of [CONTEXT.key, encodeURIComponent(CONTEXT.key)]) {
      for (const status of [400, 404, 429, 500]) {
        const error = classify(Object.assign(thrown(status, { message: `bad ${key}` }), { message: key }));
        expect(`${error.message} ${String(error.cause)} ${String(error.stack)}`).not.toContain(key);
      }
    }
  });

  it('holds no part of a key that stands where a long message is cut', () => {
    const message = `${'x'.repeat(195)}${CONTEXT.key}`;
    expect(classify(thrown(500, { message })).message).not.toContain('sk-se');
  });

  it('keeps its own words when the key is an ordinary one', () => {
    const error = thrown(401, {});
    const { message } = classifyModelError(error, symptomOf(error, NOW), { ...CONTEXT, key: 'k' });
    expect(message).toBe(
      'OpenAI rejects the key of OPENAI_API_KEY (HTTP 401): set OPENAI_API_KEY to a valid key that may use m.',
    );
  });

  it('shows no terminal escapes or invisible characters of the server', () => {
    expect(classify(thrown(500, { message: 'a\u001b[31mb\u202ec' })).message).toContain('(a [31mb c)');
  });

  it('is one sentence even when the server sends a page or a novel', () => {
    const { message } = classify(thrown(502, { message: `<html>\n<h1>Bad gateway</h1>${'x'.repeat(9000)}` }));
    expect(message).toMatch(/^[^\n]{50,400}\.$/);
  });
});

it('suggests the names that share most with the one asked for', () => {
  const names = ['whisper-1', 'gpt-4.1-mini', 'gpt-4.1', 'gpt-4o-mini', 'dall-e-3', 'o3', 'tts-1'];
  expect(nearestNames('gpt-4.1-minii', names)[0]).toMatch(/^gpt-4\.1/);
  expect(nearestNames('gpt-4.1-minii', names)).toHaveLength(5);
});
