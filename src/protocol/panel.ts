import * as z from 'zod';
import { exchangeDetail, exchangePage } from './exchanges.ts';
import { voteExplanation } from './explanation.ts';
import { outline, stepGraph } from './outline.ts';
import { sessionSummary, stepDetail, stepState } from './session.ts';

/** The step that is the whole task: the parent of the outline's top rows, and what session-wide questions name. */
export const WHOLE_TASK = 'task';

/** What the panel looks at; the host answers with snapshots of just that. */
export const panelLook = z.strictObject({
  session_id: z.string().nullable(),
  view: z.enum(['graph', 'list']),
  selected: z.string().nullable(),
  folded: z.array(z.string()).max(500),
  unfolded: z.array(z.string()).max(500),
  find: z.string().max(200),
  states: z.array(stepState),
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(200),
  /** The vote of the step is to be explained, too. */
  explain: z.boolean().optional(),
  /** Requests to models are looked at, too: those of the step, or of the session where it is the whole task. */
  requests: z
    .strictObject({
      /** The page ends before this number; null: at the newest. */
      before: z.number().int().nullable(),
      /** The one that is looked at in full. */
      opened: z.number().int().nullable(),
    })
    .nullable()
    .optional(),
});
export type PanelLook = z.infer<typeof panelLook>;

/** Why the panel shows less than it could, in one sentence, and what may be done. */
export const panelNotice = z.strictObject({
  kind: z.enum(['restricted', 'engine-lost', 'session-lost', 'failed']),
  sentence: z.string(),
});
export type PanelNotice = z.infer<typeof panelNotice>;

/** A page of requests to models, and the opened one. */
export const panelRequests = z.strictObject({
  /** The step whose requests these are; the whole task has all of the session. */
  step_id: z.string(),
  page: exchangePage,
  /** Null when none was asked for, or the record has it no more. */
  opened: exchangeDetail.nullable(),
  /** Texts of the opened one are shortened. */
  cut: z.boolean(),
});
export type PanelRequestsPage = z.infer<typeof panelRequests>;

/** Always complete: a hidden webview keeps only the newest message. At most about 512 kB. */
export const panelSnapshot = z.strictObject({
  type: z.literal('snapshot'),
  /** Grows with every snapshot of this host; an older one is ignored. */
  number: z.number().int(),
  /** The `look` that this answers. */
  look: panelLook,
  notice: panelNotice.nullable(),
  session: sessionSummary.nullable(),
  /** The newest sessions, to choose from; at most 20. */
  recent: z.array(
    z.strictObject({
      session_id: z.string(),
      prompt: z.string(),
      status: z.string(),
      updated_at: z.string(),
    }),
  ),
  outline: outline.nullable(),
  graph: stepGraph.nullable(),
  step: stepDetail.nullable(),
  /** Of `step`; left out unless it is asked for. */
  explanation: voteExplanation.optional(),
  /** Left out unless they are asked for. */
  requests: panelRequests.optional(),
  /** What of `step` was cut to keep the message small; the diff editor shows all. */
  cut: z.boolean(),
  /** The latest progress sentence of a session at work; null when there is none. */
  progress: z.string().nullable(),
});
export type PanelSnapshot = z.infer<typeof panelSnapshot>;

export const panelAction = z.enum([
  'next-waiting',
  'find',
  'diff',
  'approve',
  'reject',
  'more',
  'toggle-view',
  'help',
]);
export type PanelAction = z.infer<typeof panelAction>;

/** From the extension to the panel. */
export const toPanel = z.discriminatedUnion('type', [
  panelSnapshot,
  /** A command of the palette that the panel carries out. */
  z.strictObject({ type: z.literal('do'), action: panelAction }),
  /** Look at this session, and this step of it. */
  z.strictObject({
    type: z.literal('reveal'),
    session_id: z.string().nullable(),
    step_id: z.string().nullable(),
    /** Its requests to models are to be seen. */
    requests: z.boolean().optional(),
  }),
  /** Says that the host is there; answers each `alive` of the panel. */
  z.strictObject({ type: z.literal('alive') }),
  /** What became of a request; `sentence` is null when all went well. */
  z.strictObject({ type: z.literal('answer'), request: z.number().int(), sentence: z.string().nullable() }),
]);
export type ToPanel = z.infer<typeof toPanel>;

const panelDecision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('approve') }),
  z.strictObject({ kind: z.literal('reject'), comment: z.string().min(1).max(4000) }),
  z.strictObject({ kind: z.literal('more') }),
  z.strictObject({ kind: z.literal('pick'), label: z.string() }),
  z.strictObject({ kind: z.literal('skip') }),
  z.strictObject({ kind: z.literal('stop') }),
]);

/** From the panel to the extension. `request` numbers what wants an answer. */
export const fromPanel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), look: panelLook.nullable() }),
  z.strictObject({ type: z.literal('look'), look: panelLook }),
  z.strictObject({
    type: z.literal('decide'),
    request: z.number().int(),
    session_id: z.string(),
    step_id: z.string(),
    opened_seq: z.number().int().nullable(),
    decision: panelDecision,
  }),
  z.strictObject({
    type: z.literal('act'),
    request: z.number().int(),
    /** `diff` opens a class's diff, `compare` a class against the leading one, `edit` the writable copy; `copy-request` has the request's number as label. */
    action: z.enum([
      'run-task',
      'resume',
      'stop',
      'deliver',
      'undo',
      'diff',
      'compare',
      'edit',
      'result',
      'copy-request',
      'doctor',
      'manage-trust',
      'show-log',
      'restart-engine',
    ]),
    session_id: z.string().nullable(),
    step_id: z.string().nullable(),
    label: z.string().nullable(),
    /** For `run-task`: the prompt of an example; null to ask. */
    prompt: z.string().max(4000).nullable(),
  }),
  z.strictObject({ type: z.literal('alive') }),
  /** An error that the panel caught in itself. */
  z.strictObject({ type: z.literal('crashed'), message: z.string().max(2000) }),
]);
export type FromPanel = z.infer<typeof fromPanel>;
