import type { ListedModel, ProviderModels } from '../../protocol/models.ts';
import { column, columnsOf, fit } from './fit.ts';
import { oneLine } from './harmless.ts';
import type { Canvas } from './paint.ts';
import { counted, short } from './quantities.ts';

/** Returns a table for each provider that lists models, then a line for each that does not. */
export function modelListLines(providers: readonly ProviderModels[], canvas: Canvas): string[] {
  const [listing, others] = [true, false].map((lists) =>
    providers.filter(({ models }) => models.length > 0 === lists),
  ) as [ProviderModels[], ProviderModels[]];
  const tables = listing.flatMap((provider) => [...table(provider, canvas), '']);
  const widest = Math.max(0, ...others.map(({ provider }) => columnsOf(provider)));
  const lines = others.map(
    ({ provider, problem }) => `${column(provider, widest)}  ${oneLine(problem ?? 'lists no models')}`,
  );
  return lines.length === 0 ? tables.slice(0, -1) : [...tables, ...lines];
}

function table({ provider, title, key_source, models, left_out }: ProviderModels, canvas: Canvas): string[] {
  const { paint, width } = canvas;
  const key = key_source === null ? '' : `, key from ${oneLine(key_source)}`;
  const rest =
    left_out === 0 ? [] : [paint.dim(`  and ${counted(left_out, 'model')} that make no text: --all`)];
  const idWidth = Math.max(5, ...models.map(({ id }) => columnsOf(oneLine(id))));
  const row = (cells: readonly [string, string, string, string]): string => {
    const [id, input, output, context] = cells;
    const numbers = [input.padStart(9), output.padStart(9), context.padStart(8)].join(' ');
    return fit(`  ${column(id, Math.min(idWidth, Math.max(10, width - 32)))}  ${numbers}`, width);
  };
  return [
    `${paint.bold(oneLine(title))} (--llm-provider ${provider}${key})`,
    paint.dim(row(['MODEL', '$/M IN', '$/M OUT', 'CONTEXT'])),
    ...models.map((model) => row(cellsOf(model))),
    ...rest,
  ];
}

/** What is not known is a question mark, never 0. */
function cellsOf({ id, price, context_tokens }: ListedModel): [string, string, string, string] {
  const context = context_tokens === null ? '?' : short(context_tokens);
  return [oneLine(id), amount(price?.input), amount(price?.output), context];
}

function amount(dollars: number | undefined): string {
  return dollars === undefined ? '?' : String(Number(dollars.toPrecision(4)));
}
