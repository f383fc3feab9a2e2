import type { ReactNode } from 'react';
import { isImported } from '../../protocol/is-imported.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import { t, type StringId } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Text } from '../ui/text.tsx';
import { harmless } from '../text/harmless.ts';
import { isPendingAct, sessionActs } from './session-acts.ts';
import { Estimates } from './estimates.tsx';
import { Progress } from './progress.tsx';
import { RedFlagRules } from './red-flag-rules.tsx';
import { SessionChooser } from './session-chooser.tsx';
import { SessionFacts } from './session-facts.tsx';
import { usePanel, useStore } from './use-panel.ts';

/** How is it going: prompt, state, progress, and what may be done with the session as a whole. */
export function TopBar({ session }: { readonly session: SessionSummary }): ReactNode {
  const { snapshot } = usePanel();
  return (
    <header className="top-bar">
      <div className="top-line">
        <h1 title={harmless(session.prompt)}>
          <Text>{session.prompt}</Text>
        </h1>
        <SessionChooser />
        <SessionButtons session={session} />
      </div>
      <Progress counts={snapshot?.outline?.counts} />
      <div className="top-line facts-line">
        <SessionState session={session} />
        <SessionFacts session={session} />
      </div>
      <Estimates estimates={session.estimates ?? null} />
      <RedFlagRules rules={session.red_flag_rules} />
    </header>
  );
}

const MARKS: Readonly<Record<string, IconName>> = {
  running: 'working',
  paused: 'paused',
  waiting: 'waiting',
  completed: 'accepted',
  delivered: 'accepted',
  failed: 'failed',
  cancelled: 'stopped',
};

function SessionState({ session }: { readonly session: SessionSummary }): ReactNode {
  const imported = isImported(session);
  const state = imported ? session.status : stateOf(session);
  const word = t(`session.${state}` as StringId);
  return (
    <span className={`session-state session-${imported ? 'imported' : state}`}>
      <Icon name={imported ? 'stack' : (MARKS[state] ?? 'info')} />
      {imported ? t('session.imported', { status: word }) : word}
    </span>
  );
}

function stateOf({ status, wait_state, metadata }: SessionSummary): string {
  if (status === 'completed' && metadata.delivered) return 'delivered';
  const asks = wait_state !== null && wait_state.trigger !== 'interrupted';
  return asks && (status === 'running' || status === 'paused') ? 'waiting' : status;
}

function SessionButtons({ session }: { readonly session: SessionSummary }): ReactNode {
  const state = usePanel();
  const store = useStore();
  return (
    <div className="buttons">
      {sessionActs(session).map(({ action, label, primary }) => (
        <Button
          key={action}
          name={`session-${action}`}
          look={primary ? 'primary' : 'secondary'}
          disabled={isPendingAct(state, action)}
          onPress={() => store.act(action, { stepId: null })}
        >
          {t(label)}
        </Button>
      ))}
    </div>
  );
}
