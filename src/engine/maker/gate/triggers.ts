import type { MakerSettings } from '../environment.ts';
import type { EscalationState } from '../escalate/escalation-state.ts';
import type { ChosenCandidate, VerificationRecord } from '../maker-state.ts';
import type { BallotCount } from '../vote/may-ask-more.ts';

/** Why a decided and verified candidate is put before a person. */
export interface GateReason {
  readonly trigger: string;
  readonly details: string;
}

export interface GateView {
  readonly data: {
    readonly chosen: Pick<ChosenCandidate, 'needsPerson'> | undefined;
    readonly escalation?: Pick<EscalationState, 'extraLead'>;
  };
  readonly ballot: BallotCount;
  readonly verification: Pick<VerificationRecord, 'verdict'>;
  readonly settings: MakerSettings;
}

type Trigger = (view: GateView) => GateReason | undefined;

/** A file that can cause execution always wants its own yes, however the votes went. */
const protectedFile: Trigger = ({ data }) => {
  const [first] = data.chosen?.needsPerson ?? [];
  return first === undefined ? undefined : { trigger: 'protected', details: first };
};

/**
 * MU-37 under ahead-by-k, where a winner always leads by k: what tells a doubtful race is its dissent (at 3–0 the
 * leader is wrong about 3e-7 of the time, at 9–6 about 40 %). A race that then went on to a greater lead is not asked about.
 */
const lowMargin: Trigger = ({ ballot, data, settings }) => {
  const limit = (data.escalation?.extraLead ?? 0) > 0 ? 0 : settings.humanLowMarginThreshold;
  const { dissent, votes } = ballot.standing;
  if (limit === 0 || dissent <= limit) return undefined;
  return { trigger: 'low-margin', details: `${dissent} of ${votes} votes were for something else.` };
};

const redFlags: Trigger = ({ ballot, settings }) => {
  if (settings.humanRedFlagThreshold === 0 || ballot.flagged < settings.humanRedFlagThreshold)
    return undefined;
  return { trigger: 'red-flags', details: `${ballot.flagged} samples raised a red flag.` };
};

const resamples: Trigger = ({ ballot, settings }) => {
  const again = ballot.flagged + ballot.noAnswer;
  if (settings.humanResampleThreshold === 0 || again < settings.humanResampleThreshold) return undefined;
  return { trigger: 'resamples', details: `${again} samples had to be asked again.` };
};

const unverified: Trigger = ({ verification }) =>
  verification.verdict === 'unverified'
    ? {
        trigger: 'unverified',
        details: 'Nothing can check this step: it has no promise that a machine could test.',
      }
    : undefined;

const approval: Trigger = () => ({
  trigger: 'approval',
  details: 'Decided and verified; you asked to see every step.',
});

const BY_POLICY: Readonly<Record<MakerSettings['ask'], readonly Trigger[]>> = {
  never: [protectedFile, lowMargin],
  doubtful: [protectedFile, lowMargin, redFlags, resamples, unverified],
  every: [protectedFile, lowMargin, redFlags, resamples, unverified, approval],
};

/** Returns the first reason to ask a person, or undefined when the candidate may be accepted. */
export function reasonToAsk(view: GateView): GateReason | undefined {
  for (const trigger of BY_POLICY[view.settings.ask]) {
    const reason = trigger(view);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
