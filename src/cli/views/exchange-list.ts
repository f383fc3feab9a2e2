import type { ExchangePage, ExchangeRow } from '../../protocol/exchanges.ts';
import { column, columnsOf } from './fit.ts';
import { oneLine } from './harmless.ts';
import type { Canvas, Paint } from './paint.ts';
import { money, short } from './quantities.ts';

/** What a row says before how it ended. */
type Cells = readonly string[];
const HEAD: Cells = ['NO', 'UTC', 'STEP', 'FOR', 'MODEL', 'TOKENS', 'COST', 'TIME'];
const WIDEST = 24;

/** Returns the page as a table, a request a line, with how to see more. Why one failed is not cut: the terminal wraps it. */
export function exchangeListLines(page: ExchangePage, { paint }: Canvas): string[] {
  const last = page.rows.at(-1);
  if (last === undefined) return [nothing(page)];
  const table = page.rows.map(cellsOf);
  const widths = HEAD.map((head, at) => widest([head, ...table.map((cells) => cells[at] ?? '')]));
  const line = (cells: Cells): string => cells.map((cell, at) => column(cell, widths[at] ?? 0)).join('  ');
  const id = page.session_id.slice(0, 8);
  return [
    paint.dim(`${line(HEAD)}  OUTCOME`),
    ...page.rows.map((row, at) => `${line(table[at] ?? [])}  ${outcome(row, paint)}`),
    ...(page.earlier === null
      ? []
      : [paint.dim(`Earlier ones: microfactory inspect ${id} --before ${page.earlier}`)]),
    paint.dim(`One in full: microfactory inspect ${id} ${last.number}`),
  ];
}

function widest(texts: readonly string[]): number {
  return Math.min(WIDEST, Math.max(...texts.map((text) => columnsOf(text))));
}

function cellsOf(row: ExchangeRow): Cells {
  return [
    String(row.number),
    row.at.slice(11, 19),
    oneLine(row.step_id ?? '–'),
    row.sample === null ? (row.purpose ?? '–') : `${row.purpose ?? 'sample'} ${row.sample + 1}`,
    oneLine(row.answered_by ?? row.model),
    row.input_tokens === null ? '–' : tokens(row),
    row.cost_usd === null ? '–' : money(row.cost_usd),
    seconds(row.latency_ms),
  ];
}

function tokens({ input_tokens, output_tokens, cached_tokens }: ExchangeRow): string {
  const cached = cached_tokens === null || cached_tokens === 0 ? '' : ` (${short(cached_tokens)})`;
  return `${short(input_tokens ?? 0)}${cached} → ${short(output_tokens ?? 0)}`;
}

/** Returns `0.8 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Returns how a request ended, with its try where it was not the first. */
export function outcome({ outcome: ended, attempt, problem, red_flags }: ExchangeRow, paint: Paint): string {
  const tried = attempt > 1 ? ` (try ${attempt})` : '';
  const why = problem === null ? '' : `: ${oneLine(problem)}`;
  if (ended === 'failed') return paint.red(`failed${tried}${why}`);
  if (ended !== 'answered') return paint.yellow(`${ended.replace('-', ' ')}${tried}${why}`);
  if (red_flags !== null && red_flags.length > 0)
    return paint.yellow(`red flag${tried}: ${red_flags.map(oneLine).join(', ')}`);
  return `${paint.green('answered')}${tried}`;
}

function nothing({ recording, total }: ExchangePage): string {
  if (!recording)
    return 'This session does not record its requests: record_exchanges is false in its configuration.';
  return total === 0 ? 'No model was asked in this session.' : 'No request of this session is like that.';
}
