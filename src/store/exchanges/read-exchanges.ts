import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { lastSegmentMark } from '../journal/last-segment-mark.ts';
import { readJournal } from '../journal/read-journal.ts';
import { inStore } from '../store-error.ts';
import { storedExchangeOf, type StoredExchange } from './stored-exchange.ts';

export interface NumberedExchange {
  /** Its place in the session's record, from 1. */
  readonly number: number;
  readonly exchange: StoredExchange;
}

/** Gives the exchanges after a number in order, also while the owner writes; constant memory. Throws `store`. */
export async function* readExchanges(
  dir: string,
  afterNumber = 0,
  fileSystem: FileSystem = nodeFileSystem,
): AsyncGenerator<NumberedExchange> {
  for await (const { seq, event } of readJournal(dir, { afterSeq: afterNumber, fileSystem })) {
    const exchange = storedExchangeOf(event);
    if (exchange !== undefined) yield { number: seq, exchange };
  }
}

/** Returns how many exchanges the record holds; reads its last segment only. Throws `store`. */
export function countExchanges(dir: string, fileSystem: FileSystem = nodeFileSystem): Promise<number> {
  return inStore('read the record of requests', dir, async () => {
    const first = await lastSegmentMark(fileSystem, dir);
    let last = first?.seq ?? 0;
    for await (const { seq } of readJournal(dir, { afterSeq: Math.max(0, last - 1), fileSystem })) last = seq;
    return last;
  });
}

export interface ExchangePageQuery {
  /** The page ends before this number; undefined: at the newest. Of no account with `after`. */
  readonly before?: number | undefined;
  /** The page begins after this number. */
  readonly after?: number | undefined;
  readonly limit: number;
  /** Undefined: all. */
  readonly matches?: ((exchange: StoredExchange) => boolean) | undefined;
}

export interface ExchangePage {
  /** In the order in which they ended. */
  readonly rows: readonly NumberedExchange[];
  /** Of the whole record, whatever matches. */
  readonly total: number;
  /** There are more before the first row. */
  readonly hasEarlier: boolean;
}

/** Returns a page of the record. With `matches` the record is read from its beginning; memory holds a page either way. Throws `store`. */
export async function exchangePage(
  dir: string,
  query: ExchangePageQuery,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<ExchangePage> {
  const total = await countExchanges(dir, fileSystem);
  if (query.after !== undefined) {
    const rows = await first(readExchanges(dir, query.after, fileSystem), query);
    return { rows, total, hasEarlier: query.after > 0 };
  }
  const end = Math.min(query.before ?? Infinity, total + 1);
  // One more than is shown tells whether there are earlier ones.
  const from = query.matches === undefined ? Math.max(0, end - query.limit - 2) : 0;
  const found = await last(readExchanges(dir, from, fileSystem), { ...query, end });
  return { rows: found.slice(-query.limit), total, hasEarlier: found.length > query.limit };
}

async function first(
  exchanges: AsyncIterable<NumberedExchange>,
  { limit, matches = () => true }: ExchangePageQuery,
): Promise<NumberedExchange[]> {
  const rows: NumberedExchange[] = [];
  for await (const each of exchanges) {
    if (matches(each.exchange)) rows.push(each);
    if (rows.length >= limit) break;
  }
  return rows;
}

async function last(
  exchanges: AsyncIterable<NumberedExchange>,
  { limit, matches = () => true, end }: ExchangePageQuery & { readonly end: number },
): Promise<NumberedExchange[]> {
  const rows: NumberedExchange[] = [];
  for await (const each of exchanges) {
    if (each.number >= end) break;
    if (!matches(each.exchange)) continue;
    rows.push(each);
    if (rows.length > limit + 1) rows.shift();
  }
  return rows;
}
