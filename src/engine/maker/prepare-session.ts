import { Continue, End, type NextAction } from '../flow/next-action.ts';
import { decisionFrom } from './gate/decision.ts';
import { openGate } from './gate/open-gate.ts';
import type { Preflight } from './domain.ts';
import type { MakerContext, MakerTask } from './maker-task.ts';

/** Has what will be executed approved, then finds out how things stand, once a session. */
export const prepareSession: MakerTask = {
  async run(context): Promise<NextAction> {
    if (context.session.baseline !== undefined) return Continue();
    const { domain } = context.environment;
    const blocked = await approveAll(context);
    if (blocked !== undefined) return blocked;
    const progress = (sentence: string): void => context.environment.progress(context.stepId, sentence);
    const baseline = await domain.baseline(context.signal, progress);
    const blob = await context.environment.blobs.put(JSON.stringify(baseline));
    const { summary, warning } = baseline;
    context.record({
      type: 'baseline-recorded',
      summary,
      blob,
      ...(warning === undefined ? {} : { warning }),
    });
    await context.written();
    return Continue();
  },
};

/** Has each command approved by itself: a person's yes is to the one that was shown. Returns the gate or end in the way. */
async function approveAll(context: MakerContext): Promise<NextAction | undefined> {
  const approved = new Set<string>();
  for (;;) {
    const preflight = await context.environment.domain.preflight();
    if (preflight.kind === 'ready' || approved.has(preflight.hash)) return undefined;
    const refused = refusal(context);
    if (refused !== undefined) return refused;
    const mayRun = context.environment.approveVerifier || (approved.size === 0 && isApproval(context));
    if (!mayRun) return openGate(context, verifierGate(preflight));
    approved.add(preflight.hash);
    context.record({ type: 'verifier-approved', hash: preflight.hash, what: preflight.what });
    await context.written();
    await context.environment.approvals.add(preflight.hash, preflight.what);
  }
}

function isApproval(context: MakerContext): boolean {
  return decisionFrom(context.decision)?.kind === 'approve';
}

/** Without its checks a session can do nothing: a no ends it. */
function refusal(context: MakerContext): NextAction | undefined {
  const kind = decisionFrom(context.decision)?.kind;
  if (kind !== 'reject' && kind !== 'skip' && kind !== 'stop') return undefined;
  return End('failed', {
    summary: 'The verifier was not approved, so nothing was run.',
    session: 'cancelled',
  });
}

function verifierGate(preflight: Preflight & { kind: 'needs-approval' }) {
  return {
    trigger: 'verifier',
    details: preflight.sentence,
    data: { what: preflight.what, hash: preflight.hash },
  };
}
