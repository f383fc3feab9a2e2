import type { ReactNode } from 'react';
import type { PanelSnapshot } from '../../protocol/panel.ts';
import { isStringId, t } from '../strings.ts';
import { harmless } from '../text/harmless.ts';
import { Dropdown } from '../ui/dropdown.tsx';
import { shownSession } from '../state/selectors.ts';
import { usePanel, useStore } from './use-panel.ts';

/** Chooses among the newest sessions. */
export function SessionChooser(): ReactNode {
  const store = useStore();
  const state = usePanel();
  const recent = state.snapshot?.recent ?? [];
  const shown = shownSession(state)?.session_id;
  if (shown === undefined ? recent.length === 0 : recent.length < 2) return null;
  return (
    <div className="session-chooser">
      <Dropdown
        label={t('session.choose')}
        value={shown ?? ''}
        options={recent.map((session) => ({ value: session.session_id, text: nameOf(session) }))}
        onChange={(sessionId) => store.dispatch({ type: 'reveal', sessionId, stepId: null })}
      />
    </div>
  );
}

const LONGEST = 48;

function nameOf({ prompt, status, updated_at }: PanelSnapshot['recent'][number]): string {
  const id = `session.${status}`;
  const word = isStringId(id) ? t(id) : harmless(status);
  const line = harmless(prompt).replace(/\s+/gu, ' ');
  const name = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  return `${name} · ${word} · ${when(updated_at)}`;
}

function when(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return harmless(iso);
  return date.toLocaleString(undefined, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}
