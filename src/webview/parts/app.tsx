import type { ReactNode } from 'react';
import { shownSession } from '../state/selectors.ts';
import { isImported } from '../../protocol/is-imported.ts';
import type { PanelNotice } from '../../protocol/panel.ts';
import { t } from '../strings.ts';
import { ProgressRing } from '../ui/progress-ring.tsx';
import { EmptyState, NothingToShow } from './empty-state.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { LiveRegion } from './live-region.tsx';
import { Notices } from './notices.tsx';
import { Imported } from './state-mark.tsx';
import { StepEvidence } from './step-evidence.tsx';
import { StepTree } from './step-tree.tsx';
import { TopBar } from './top-bar.tsx';
import { useKeys } from './use-keys.ts';
import { usePanel } from './use-panel.ts';

/** The whole panel. */
export function App({ onReload }: { readonly onReload: () => void }): ReactNode {
  const state = usePanel();
  const session = shownSession(state);
  useKeys();
  return (
    <Imported value={session !== null && isImported(session)}>
      <div className="panel">
        {session !== null && <TopBar session={session} />}
        <Notices onReload={onReload} />
        {state.snapshot === null && <ProgressRing label={t('loading')} />}
        {state.snapshot !== null && session === null && <WithoutSession notice={state.snapshot.notice} />}
        {session !== null && (
          <main className="halves">
            <StepTree />
            <StepEvidence />
          </main>
        )}
        <HelpDialog />
        <LiveRegion />
      </div>
    </Imported>
  );
}

function WithoutSession({ notice }: { readonly notice: PanelNotice | null }): ReactNode {
  return notice === null ? <EmptyState /> : <NothingToShow notice={notice} />;
}
