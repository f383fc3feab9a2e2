import { useEffect, useState, type ReactNode } from 'react';
import { currentStep } from '../../protocol/current-step.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { duration, money, short } from '../text/quantities.ts';
import { Text } from '../ui/text.tsx';
import { CachedTokens } from './cached-tokens.tsx';
import { useStateWord } from './state-mark.tsx';
import { usePanel } from './use-panel.ts';

/** The session in numbers, aligned and quiet. */
export function SessionFacts({ session }: { readonly session: SessionSummary }): ReactNode {
  const progress = usePanel().snapshot?.progress ?? null;
  const { total_steps: total, metrics } = session;
  const steps =
    total === 0
      ? t('session.noSteps')
      : t('session.steps', { current: currentStep(session).toLocaleString(), total: total.toLocaleString() });
  const calls = {
    calls: short(metrics.model_calls),
    tokens: short(metrics.input_tokens + metrics.output_tokens),
  };
  return (
    <ul className="facts">
      <li>{steps}</li>
      <StateCounts />
      <li>{metrics.cost_usd === null ? t('session.costUnknown') : money(metrics.cost_usd)}</li>
      <li>
        <Elapsed ms={metrics.duration_ms} ticking={session.status === 'running'} />
      </li>
      {metrics.model_calls > 0 && <li className="minor">{t('session.calls', calls)}</li>}
      <CachedTokens count={metrics.cached_input_tokens} />
      {metrics.red_flags > 0 && <li className="minor">{t('session.flags', { count: metrics.red_flags })}</li>}
      <SplitFact session={session} />
      {progress !== null && (
        <li className="progress-sentence">
          <Text>{progress}</Text>
        </li>
      )}
    </ul>
  );
}

/** That the task was split is seen from its steps; what is told is that parts were split as well, or nothing. */
function SplitFact({ session: { decomposition } }: { readonly session: SessionSummary }): ReactNode {
  if (decomposition === null || decomposition === undefined) return null;
  if (decomposition.alarm) return <li className="count count-waiting">{t('session.undivided')}</li>;
  if (decomposition.split < 2) return null;
  return (
    <li className="minor">
      {t('session.split', { percent: (100 * decomposition.share).toFixed(0), count: decomposition.split })}
    </li>
  );
}

function StateCounts(): ReactNode {
  const stateWord = useStateWord();
  const counts = usePanel().snapshot?.outline?.counts;
  // One question is told by the session's own state already.
  const told = (counts?.waiting ?? 0) === 1 ? 'waiting' : undefined;
  const shown = (['waiting', 'working', 'failed', 'skipped'] as const).filter(
    (state) => state !== told && (counts?.[state] ?? 0) > 0,
  );
  return shown.map((state) => (
    <li key={state} className={`count count-${state}`}>
      {counts?.[state].toLocaleString()} {stateWord(state)}
    </li>
  ));
}

/** Goes on by itself between snapshots, while the session runs. */
function Elapsed({ ms, ticking }: { readonly ms: number; readonly ticking: boolean }): ReactNode {
  const [more, setMore] = useState(0);
  useEffect(() => {
    setMore(0);
    if (!ticking) return;
    const since = performance.now();
    const timer = setInterval(() => setMore(performance.now() - since), 1000);
    return () => clearInterval(timer);
  }, [ms, ticking]);
  return duration(Math.floor((ms + more) / 1000) * 1000);
}
