import type { ReactNode } from 'react';
import { isImported } from '../../protocol/is-imported.ts';
import type { PanelNotice } from '../../protocol/panel.ts';
import type { ActName } from '../state/panel-store.ts';
import { waitingSteps, shownStepId } from '../state/selectors.ts';
import { t, type StringId } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Text } from '../ui/text.tsx';
import { showNextWaiting } from './perform.ts';
import { isPendingAct } from './session-acts.ts';
import { usePanel, useStore } from './use-panel.ts';

/** Everything that must be known before the rest is read. */
export function Notices({ onReload }: { readonly onReload: () => void }): ReactNode {
  const { snapshot, lost, failure } = usePanel();
  const store = useStore();
  const notice = snapshot?.notice ?? null;
  const session = snapshot?.session ?? null;
  const failed = session?.metadata.failure ?? null;
  return (
    <div className="notices">
      {lost && (
        <div className="notice notice-warning" role="alert">
          <Icon name="warning" />
          <p>{t('lost.sentence')}</p>
          <Button onPress={onReload}>{t('lost.reload')}</Button>
        </div>
      )}
      {notice !== null && session !== null && <HostNotice notice={notice} />}
      {session !== null && isImported(session) && <LookedAtOnly />}
      {failed !== null && <Failure sentence={failed} />}
      {failure !== null && (
        <div className="notice notice-warning" role="alert">
          <Icon name="warning" />
          <p>
            <Text>{failure}</Text>
          </p>
          <LinkButton onPress={() => store.dispatch({ type: 'failure-dismissed' })}>{t('close')}</LinkButton>
        </div>
      )}
      <Waiting />
    </div>
  );
}

function LookedAtOnly(): ReactNode {
  return (
    <div className="notice notice-info">
      <Icon name="info" />
      <p>{t('imported.sentence')}</p>
    </div>
  );
}

/** Why the session failed. */
function Failure({ sentence }: { readonly sentence: string }): ReactNode {
  return (
    <div className="notice notice-failure">
      <Icon name="failed" />
      <p>
        <Text>{sentence}</Text>
      </p>
    </div>
  );
}

interface NoticeAct {
  readonly action: ActName;
  readonly label: StringId;
}

const ACTS: Readonly<Record<PanelNotice['kind'], readonly NoticeAct[]>> = {
  restricted: [{ action: 'manage-trust', label: 'notice.trust' }],
  'engine-lost': [
    { action: 'restart-engine', label: 'notice.restart' },
    { action: 'show-log', label: 'notice.log' },
  ],
  'session-lost': [{ action: 'run-task', label: 'notice.run' }],
  failed: [
    { action: 'doctor', label: 'notice.doctor' },
    { action: 'show-log', label: 'notice.log' },
  ],
};

function HostNotice({ notice }: { readonly notice: PanelNotice }): ReactNode {
  return (
    <div className={`notice notice-${markOf(notice)}`} role="status">
      <Icon name={markOf(notice)} />
      <p>
        <Text>{notice.sentence}</Text>
      </p>
      <NoticeActs notice={notice} />
    </div>
  );
}

export function markOf({ kind }: PanelNotice): 'info' | 'warning' {
  return kind === 'restricted' ? 'info' : 'warning';
}

/** What may be done about a notice. */
export function NoticeActs({ notice }: { readonly notice: PanelNotice }): ReactNode {
  const state = usePanel();
  const store = useStore();
  return ACTS[notice.kind].map(({ action, label }, index) => (
    <Button
      key={action}
      look={index === 0 ? 'primary' : 'secondary'}
      disabled={isPendingAct(state, action)}
      onPress={() => store.act(action, { stepId: null })}
    >
      {t(label)}
    </Button>
  ));
}

/** Questions that are not the one being read. */
function Waiting(): ReactNode {
  const store = useStore();
  const state = usePanel();
  const others = waitingSteps(state.snapshot).filter((stepId) => stepId !== shownStepId(state)).length;
  if (others === 0) return null;
  return (
    <div className="notice notice-waiting">
      <Icon name="waiting" />
      <p>{others === 1 ? t('banner.one') : t('banner.many', { count: others })}</p>
      <Button name="next-waiting" onPress={() => showNextWaiting(store)}>
        {t('banner.next')}
      </Button>
    </div>
  );
}
