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
    const preflight = await domain.preflight();
    if (preflight.kind === 'needs-approval') {
      const refused = refusal(context);
      if (refused !== undefined) return refused;
      if (!mayRun(context)) return openGate(context, verifierGate(preflight));
      context.record({ type: 'verifier-approved', hash: preflight.hash, what: preflight.what });
      await context.written();
      await context.environment.approvals.add(preflight.hash, preflight.what);
    }
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

/** Without its checks a session can do nothing: a no ends it. */
function refusal(context: MakerContext): NextAction | undefined {
  const kind = decisionFrom(context.decision)?.kind;
  if (kind !== 'reject' && kind !== 'skip' && kind !== 'stop') return undefined;
  return End('failed', {
    summary: 'The verifier was not approved, so nothing was run.',
    session: 'cancelled',
  });
}

function mayRun(context: MakerContext): boolean {
  return context.environment.approveVerifier || decisionFrom(context.decision)?.kind === 'approve';
}

function verifierGate(preflight: Preflight & { kind: 'needs-approval' }) {
  return {
    trigger: 'verifier',
    details: preflight.sentence,
    data: { what: preflight.what, hash: preflight.hash },
  };
}
