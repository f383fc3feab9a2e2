import type { ReactNode } from 'react';
import { t } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { SessionChooser } from './session-chooser.tsx';
import { isPendingAct } from './session-acts.ts';
import { usePanel, useStore } from './use-panel.ts';

const EXAMPLES = ['empty.example1', 'empty.example2', 'empty.example3'] as const;

/** Before the first session: one sentence, one button, three examples. */
export function EmptyState(): ReactNode {
  const store = useStore();
  const state = usePanel();
  const busy = isPendingAct(state, 'run-task') || state.snapshot?.notice?.kind === 'restricted';
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
