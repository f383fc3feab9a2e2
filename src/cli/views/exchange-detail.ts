import type { ExchangeDetail } from '../../protocol/exchanges.ts';
import { outcome, seconds } from './exchange-list.ts';
import type { Canvas, Paint } from './paint.ts';
import { money } from './quantities.ts';
import { section } from './section.ts';

/** Returns the request and its answer to be read: who was asked for what, what all were told, what this one, what came back. */
export function exchangeTexts(detail: ExchangeDetail, { paint }: Canvas): string[] {
  const { messages, variation, answer, row } = detail;
  return [
    ...heading(detail, paint),
    ...messages.flatMap(({ role, text }) => section(role, text.split('\n'), paint)),
    ...section('told this sample alone', variation === '' ? [] : variation.split('\n'), paint),
    ...section('answer', (answer ?? row.problem ?? '').split('\n'), paint),
    ...detail.other_answers.flatMap((text, at) => section(`answer ${at + 2}`, text.split('\n'), paint)),
    '',
  ];
}

/** Returns where the texts of the request lie on this disk; short ones lie in the record itself. */
export function exchangeFiles(detail: ExchangeDetail, { paint }: Canvas): string[] {
  const files = [
    ...detail.messages.map(({ role, file }) => [role, file] as const),
    ['variation', detail.variation_file] as const,
    ['answer', detail.answer_file] as const,
  ];
  const lines = files.flatMap(([what, file]) => (file === null ? [] : [`${what}: ${file}`]));
  return [...heading(detail, paint), `record: ${detail.record}`, ...lines, ''];
}

/** Returns what was sent and what came back as one object for programs. */
export function exchangePayload(detail: ExchangeDetail): object {
  const { row, parameters, messages, variation, base_url, request_id, finish, answer } = detail;
  const { input_tokens, cached_tokens, output_tokens, cost_usd } = row;
  const told = messages.map(({ role, text }) => ({ role, content: text }));
  return {
    number: row.number,
    request: { base_url, model: row.model, ...parameters, messages: told, variation },
    response:
      answer === null
        ? { error: detail.error_code, status: detail.status, message: row.problem }
        : {
            id: request_id,
            model: row.answered_by,
            finish,
            input_tokens,
            cached_tokens,
            output_tokens,
            cost_usd,
            text: answer,
            others: detail.other_answers,
          },
  };
}

function heading({ row, base_url, parameters, request_id, finish }: ExchangeDetail, paint: Paint): string[] {
  const whom = [row.purpose, row.role, row.step_id === null ? null : `step ${row.step_id}`];
  const sample = row.sample === null ? null : `sample ${row.sample + 1}`;
  const { max_tokens, temperature, seed, schema, dropped } = parameters;
  const sent = [
    `max tokens ${max_tokens}`,
    temperature === null ? null : `temperature ${temperature}`,
    seed === null ? null : `seed ${seed}`,
    schema === null ? null : `schema ${schema}`,
    dropped.length === 0 ? null : `left out: ${dropped.join(', ')}`,
  ];
  const billed =
    row.input_tokens === null
      ? null
      : `${row.input_tokens} tokens in (${row.cached_tokens ?? 0} cached), ${row.output_tokens ?? 0} out, ${money(row.cost_usd)}`;
  const took = `${seconds(row.latency_ms)}${row.waited_ms >= 50 ? ` after waiting ${seconds(row.waited_ms)}` : ''}`;
  return [
    paint.bold(`Request ${row.number}`) + paint.dim(`  ${row.at}  ${listed([...whom, sample])}`),
    `${listed([row.provider, row.answered_by ?? row.model, base_url])}  ${took}`,
    listed(sent),
    listed([outcome(row, paint), finish === null ? null : `finish ${finish}`, billed, request_id]),
  ];
}

function listed(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' · ');
}
