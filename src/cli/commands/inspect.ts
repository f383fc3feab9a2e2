import type { ExchangeDetail } from '../../protocol/exchanges.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { CliEdge } from '../edge.ts';
import { exchangeFiles, exchangePayload, exchangeTexts } from '../views/exchange-detail.ts';
import { exchangeListLines } from '../views/exchange-list.ts';
import { harmless } from '../views/harmless.ts';
import { canvasOf } from '../views/paint.ts';
import { print, printJson, withService } from './command.ts';

export interface InspectFlags {
  readonly step?: string;
  readonly failed?: boolean;
  readonly ops?: boolean;
  readonly payloads?: boolean;
  readonly messages?: boolean;
  readonly files?: boolean;
  readonly limit?: number;
  readonly before?: number;
  readonly json?: boolean;
}

const DEFAULT_ROWS = 50;

/** Prints what a session asked models and what came back: as a list, or request by request. */
export async function inspect(
  { sessionId, number }: { readonly sessionId: string; readonly number: number | undefined },
  flags: InspectFlags,
  edge: CliEdge,
): Promise<number> {
  return withService(edge, false, async (service) => {
    if (number !== undefined) show(await service.exchange(sessionId, number), flags, edge);
    else await showPage(service, sessionId, flags, edge);
    return 0;
  });
}

async function showPage(
  service: SessionService,
  sessionId: string,
  flags: InspectFlags,
  edge: CliEdge,
): Promise<void> {
  const { step: stepId, failed, before, limit = DEFAULT_ROWS } = flags;
  const page = await service.exchanges({ sessionId, stepId, failed, before, limit });
  if (isInFull(flags)) {
    // One after the other: a page of prompts would fill the memory.
    for (const { number } of page.rows) show(await service.exchange(page.session_id, number), flags, edge);
    return;
  }
  if (flags.json === true) printJson(edge, page);
  else print(edge, ...exchangeListLines(harmless(page), canvasOf(edge.stdout, edge.env)));
}

function isInFull({ payloads, messages, files }: InspectFlags): boolean {
  return payloads === true || messages === true || files === true;
}

/** With --json one object a request, a line each where there may be several. */
function show(detail: ExchangeDetail, flags: InspectFlags, edge: CliEdge): void {
  const canvas = canvasOf(edge.stdout, edge.env);
  if (flags.json === true) print(edge, JSON.stringify(detail));
  else if (flags.payloads === true) printJson(edge, harmless(exchangePayload(detail)));
  else if (flags.files === true) print(edge, ...exchangeFiles(harmless(detail), canvas));
  else print(edge, ...exchangeTexts(harmless(detail), canvas));
}
