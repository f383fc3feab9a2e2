import type { FromPanel } from '../../protocol/panel.ts';
import type { StepTarget } from '../host.ts';
import { COMMANDS } from '../ids.ts';

export type Act = Extract<FromPanel, { type: 'act' }>;

export interface CommandCall {
  readonly command: string;
  readonly args: readonly unknown[];
}

const OF_SESSION = {
  resume: COMMANDS.resume,
  stop: COMMANDS.stop,
  deliver: COMMANDS.deliver,
  undo: COMMANDS.undoDelivery,
  result: COMMANDS.openResult,
} as const;

const OF_STEP = {
  diff: COMMANDS.openDiff,
  compare: COMMANDS.compareClasses,
  edit: COMMANDS.editCandidate,
} as const;

const PLAIN = {
  doctor: COMMANDS.doctor,
  'manage-trust': 'workbench.trust.manage',
  'show-log': COMMANDS.showLog,
  'restart-engine': COMMANDS.restartEngine,
} as const;

/** Returns the command that does what the panel asks for; undefined when it names no session or step and needs one. */
export function actCommand(act: Act, openedSeq?: number): CommandCall | undefined {
  const { action, session_id, prompt } = act;
  if (action === 'run-task') return { command: COMMANDS.runTask, args: prompt === null ? [] : [prompt] };
  if (action === 'copy-request') return copyCall(act);
  if (has(PLAIN, action)) return { command: PLAIN[action], args: [] };
  if (has(OF_SESSION, action))
    return session_id === null ? undefined : { command: OF_SESSION[action], args: [session_id] };
  const target = targetOf(act, openedSeq);
  return target === undefined ? undefined : { command: OF_STEP[action], args: [target] };
}

function copyCall({ session_id, label }: Act): CommandCall | undefined {
  if (session_id === null || label === null) return undefined;
  return { command: COMMANDS.copyRequest, args: [session_id, Number(label)] };
}

function has<Table extends object>(table: Table, key: PropertyKey): key is keyof Table {
  return Object.hasOwn(table, key);
}

function targetOf(
  { session_id, step_id, label }: Act,
  openedSeq: number | undefined,
): StepTarget | undefined {
  if (session_id === null || step_id === null) return undefined;
  return { sessionId: session_id, stepId: step_id, label: label ?? undefined, openedSeq };
}
