import type { ReactNode } from 'react';
import type { PanelNotice } from '../../protocol/panel.ts';
import { t } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Text } from '../ui/text.tsx';
import { markOf, NoticeActs } from './notices.tsx';
import { SessionChooser } from './session-chooser.tsx';
import { isPendingAct } from './session-acts.ts';
import { usePanel, useStore } from './use-panel.ts';

const EXAMPLES = ['empty.example1', 'empty.example2', 'empty.example3'] as const;

/** Nothing can be shown: the reason in the middle of the page, and what may be done about it. */
export function NothingToShow({ notice }: { readonly notice: PanelNotice }): ReactNode {
  return (
    <main className="empty">
      <div className={`reason notice-${markOf(notice)}`} role="status">
        <Icon name={markOf(notice)} />
        <p>
          <Text>{notice.sentence}</Text>
        </p>
      </div>
      <div className="buttons">
        <NoticeActs notice={notice} />
      </div>
      <SessionChooser />
    </main>
  );
}

/** Before the first session: one sentence, one button, three examples. */
export function EmptyState(): ReactNode {
  const store = useStore();
  const state = usePanel();
  const busy = isPendingAct(state, 'run-task');
  return (
    <main className="empty">
      <h1>{t('empty.heading')}</h1>
      <p>{t('empty.sentence')}</p>
      <Button look="primary" disabled={busy} onPress={() => store.act('run-task', { stepId: null })}>
        {t('empty.run')}
      </Button>
      <h2>{t('empty.examples')}</h2>
      <ul className="plain">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <LinkButton
              disabled={busy}
              onPress={() => store.act('run-task', { stepId: null, prompt: t(example) })}
            >
              {t(example)}
            </LinkButton>
          </li>
        ))}
      </ul>
      <SessionChooser />
    </main>
  );
}
