import { memo, useState, type ReactNode } from 'react';
import { WHOLE_TASK } from '../../protocol/panel.ts';
import type { StepDetail } from '../../protocol/session.ts';
import { shownStep, shownStepId } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { duration, money, short } from '../text/quantities.ts';
import { ProgressRing } from '../ui/progress-ring.tsx';
import { Text } from '../ui/text.tsx';
import { CachedTokens } from './cached-tokens.tsx';
import { Change } from './change.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { WhereTheyDiffer } from './distinctions.tsx';
import { Explanation } from './explanation.tsx';
import { Feedback } from './feedback.tsx';
import { Plans } from './plans.tsx';
import { Question } from './question.tsx';
import { RedFlags } from './red-flags.tsx';
import { Requests } from './requests.tsx';
import { Samples } from './samples.tsx';
import { StateMark, useStateWord } from './state-mark.tsx';
import { usePanel } from './use-panel.ts';
import { Verification } from './verification.tsx';
import { Vote } from './vote.tsx';

/** Why should I believe it: all the evidence of one step, then what may be decided. */
export function StepEvidence(): ReactNode {
  const state = usePanel();
  const detail = shownStep(state);
  return (
    <section className="half right" aria-label={t('step.evidence')}>
      {detail !== null && (
        <Evidence key={detail.step.step_id} detail={detail} cut={state.snapshot?.cut === true} />
      )}
      {detail === null && shownStepId(state) !== null && <ProgressRing label={t('loading')} />}
      {detail === null && shownStepId(state) === null && <p className="nothing">{t('step.none')}</p>}
    </section>
  );
}

interface EvidenceProps {
  readonly detail: StepDetail;
  readonly cut: boolean;
}

/** Drawn again only when the evidence changed. */
const Evidence = memo(function Evidence({ detail, cut }: EvidenceProps): ReactNode {
  const [label, setLabel] = useState<string | null>(null);
  return (
    <>
      <div className="evidence" tabIndex={0} role="region" aria-label={t('step.evidence')}>
        <StepHead detail={detail} />
        <Question />
        {cut && <p className="quiet">{t('step.cut')}</p>}
        <Promised detail={detail} />
        <Plans detail={detail} />
        <Vote detail={detail} shown={label} onShow={setLabel} />
        <WhereTheyDiffer detail={detail} />
        {detail.step.samples > 0 && <Explanation />}
        <RedFlags detail={detail} />
        <Verification detail={detail} />
        <Change detail={detail} label={label} />
        <Feedback feedback={detail.feedback} />
        <Samples detail={detail} />
        <Requests />
      </div>
      <DecisionBar detail={detail} />
    </>
  );
});

function StepHead({ detail: { step } }: { readonly detail: StepDetail }): ReactNode {
  const whole = step.step_id === WHOLE_TASK;
  const stateWord = useStateWord();
  return (
    <div className="step-head">
      <h2>{whole ? t('tree.whole') : <Text>{step.title}</Text>}</h2>
      <ul className="facts">
        <li className={`word word-${step.state}`}>
          <StateMark state={step.state} />
          {stateWord(step.state)}
        </li>
        {step.state === 'working' && (
          <li>
            <Text>{step.phase}</Text>
          </li>
        )}
        {step.attempts > 1 && <li>{t('step.attempts', { count: step.attempts })}</li>}
        {step.duration_ms > 0 && <li>{duration(step.duration_ms)}</li>}
        <li>{step.cost_usd === null ? t('session.costUnknown') : money(step.cost_usd)}</li>
        {step.input_tokens + step.output_tokens > 0 && (
          <li className="minor">
            {t('step.tokens', { input: short(step.input_tokens), output: short(step.output_tokens) })}
          </li>
        )}
        <CachedTokens count={step.cached_input_tokens} />
      </ul>
      {step.description !== '' && step.description !== step.title && (
        <p className="description">
          <Text>{step.description}</Text>
        </p>
      )}
    </div>
  );
}

function Promised({ detail: { step } }: { readonly detail: StepDetail }): ReactNode {
  if (step.step_id === WHOLE_TASK && step.promise.length === 0) return null;
  return (
    <section className="block">
      <h3>{t('step.promise')}</h3>
      {step.promise.length === 0 && <p className="quiet">{t('step.promiseNone')}</p>}
      {step.promise.length > 0 && (
        <ul className="plain">
          {step.promise.slice(0, 50).map((promise, index) => (
            <li key={index}>
              <Text>{promise}</Text>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
