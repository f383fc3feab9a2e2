import { MicrofactoryError } from '../../engine/error.ts';
import type { PruneResult } from '../../protocol/housekeeping.ts';
import type { SessionService } from '../../protocol/service.ts';
import { isInteractive, type CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { canvasOf } from '../views/paint.ts';
import { pruneLines } from '../views/prune-list.ts';
import { counted, fileSize } from '../views/quantities.ts';
import { print, printJson, withService } from './command.ts';

export interface PruneFlags {
  readonly keepDays?: number;
  readonly maxSize?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const NOTHING = 'There is nothing to remove.';

/** Removes ended sessions beyond the quotas, after a yes; 3 when a person said no. */
export async function prune(flags: PruneFlags, edge: CliEdge): Promise<number> {
  return withService(edge, false, async (service) => {
    const found = await removed(service, flags, true);
    const isNothing = found.sessions.length === 0 && found.unnamed_blobs === 0;
    if (flags.dryRun === true || (isNothing && flags.json === true)) {
      show(flags, edge, found, 'Would remove');
      return EXIT.done;
    }
    if (flags.json !== true) print(edge, ...pruneLines(found, canvasOf(edge.stdout, edge.env)));
    if (!isNothing && !(await isWanted(flags, edge, found))) return EXIT.waiting;
    // Also when nothing is to be seen: what a killed removal left is finished.
    const result = await removed(service, flags, false);
    if (flags.json === true) printJson(edge, result);
    else print(edge, isNothing ? NOTHING : `Removed ${totalOf(result)}.`);
    return EXIT.done;
  });
}

function removed(service: SessionService, flags: PruneFlags, dryRun: boolean): Promise<PruneResult> {
  return service.prune({ dryRun, keepDays: flags.keepDays, maxSize: flags.maxSize });
}

function show(flags: PruneFlags, edge: CliEdge, found: PruneResult, verb: string): void {
  if (flags.json === true) return printJson(edge, found);
  print(edge, ...pruneLines(found, canvasOf(edge.stdout, edge.env)), `${verb} ${totalOf(found)}.`);
}

function totalOf({ sessions, unnamed_blobs, bytes }: PruneResult): string {
  return `${counted(sessions.length, 'session')} and ${counted(unnamed_blobs, 'blob')} that none names: ${fileSize(bytes)}`;
}

async function isWanted(flags: PruneFlags, edge: CliEdge, found: PruneResult): Promise<boolean> {
  if (flags.yes === true) return true;
  if (!isInteractive(edge) || flags.json === true) throw needsYes();
  const asker = await edge.createAsker();
  const answer = await asker.select(`Remove ${totalOf(found)}?`, [
    { value: 'no', label: 'No, keep everything' },
    { value: 'yes', label: 'Yes, remove it for good' },
  ]);
  return answer === 'yes';
}

function needsYes(): MicrofactoryError {
  const message =
    'Nothing was removed: what is pruned is gone for good, so add --yes (or --dry-run to look).';
  return new MicrofactoryError({ code: 'usage', message });
}
