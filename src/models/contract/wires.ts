import type { ChatProvider } from '../provider.ts';

/** The events with which one wire protocol answers. */
export interface Wire {
  readonly provider: ChatProvider;
  readonly begin: readonly object[];
  readonly text: (text: string) => object;
  /** The last events, and how many tokens the server counted. */
  readonly end: (reason: 'stop' | 'length' | 'refusal') => readonly object[];
  /** What tells of an error in the middle. */
  readonly error: (code: 'overloaded' | 'rate' | 'quota') => object;
}

const chunk = (choice: object, more: object = {}) => ({
  id: 'answer-1',
  model: 'm-1',
  choices: [{ index: 0, ...choice }],
  ...more,
});

const CHAT_ENDS = { stop: 'stop', length: 'length', refusal: 'content_filter' };
const CHAT_ERRORS = {
  overloaded: { code: 'server_error', message: 'overloaded' },
  rate: { code: 'rate_limit_exceeded', message: 'slow down' },
  quota: { code: 'insufficient_quota', message: 'no more' },
};

const chat: Wire = {
  provider: 'openai',
  begin: [chunk({ delta: { role: 'assistant', reasoning_content: 'hm' } })],
  text: (content) => chunk({ delta: { content } }),
  end: (reason) => [
    chunk({ delta: {}, finish_reason: CHAT_ENDS[reason] }),
    {
      choices: [],
      usage: { prompt_tokens: 20, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 16 } },
    },
  ],
  error: (code) => ({ error: CHAT_ERRORS[code] }),
};

const RESPONSE = { id: 'answer-1', model: 'm-1' };
const RESPONSE_USAGE = { input_tokens: 20, output_tokens: 3, input_tokens_details: { cached_tokens: 16 } };
const RESPONSE_ENDS = {
  stop: { status: 'completed' },
  length: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
  refusal: { status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
};

const responses: Wire = {
  provider: 'openai-responses',
  begin: [
    { type: 'response.created', response: RESPONSE },
    { type: 'response.reasoning_summary_text.delta', delta: 'hm' },
  ],
  text: (delta) => ({ type: 'response.output_text.delta', delta }),
  end: (reason) => [
    {
      type: reason === 'stop' ? 'response.completed' : 'response.incomplete',
      response: { ...RESPONSE, ...RESPONSE_ENDS[reason], usage: RESPONSE_USAGE },
    },
  ],
  error: (code) => ({ type: 'response.failed', response: { ...RESPONSE, error: CHAT_ERRORS[code] } }),
};

const MESSAGE_ENDS = { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal' };
const MESSAGE_ERRORS = {
  overloaded: { type: 'overloaded_error', message: 'Overloaded' },
  rate: { type: 'rate_limit_error', message: 'slow down' },
  quota: { type: 'billing_error', message: 'no more' },
};

const messages: Wire = {
  provider: 'anthropic',
  begin: [
    {
      type: 'message_start',
      message: { ...RESPONSE, usage: { input_tokens: 4, cache_read_input_tokens: 16, output_tokens: 1 } },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: 'hm' } },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
  ],
  text: (text) => ({ type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text } }),
  end: (reason) => [
    { type: 'message_delta', delta: { stop_reason: MESSAGE_ENDS[reason] }, usage: { output_tokens: 3 } },
    { type: 'message_stop' },
  ],
  error: (code) => ({ type: 'error', error: MESSAGE_ERRORS[code] }),
};

/** Every wire protocol whose streams are read. */
export const WIRES: readonly Wire[] = [chat, responses, messages];
