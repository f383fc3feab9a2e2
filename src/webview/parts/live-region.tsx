import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { PanelSnapshot } from '../../protocol/panel.ts';
import { isStringId, t } from '../strings.ts';
import { harmless } from '../text/harmless.ts';
import { triggerName } from './row-facts.ts';
import { usePanel } from './use-panel.ts';

/** At most one announcement in this time: a screen reader must not be talked over. */
const PAUSE_MS = 4000;

/** Says politely when the session changes its state and when a question opens; not every step. */
export function LiveRegion(): ReactNode {
  const { snapshot } = usePanel();
  const [said, setSaid] = useState('');
  const before = useRef<PanelSnapshot | null>(null);
  const due = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    due.current.push(...announcements(before.current, snapshot));
    before.current = snapshot;
    if (due.current.length === 0 || timer.current !== undefined) return;
    const say = (): void => {
      timer.current = undefined;
      if (due.current.length === 0) return;
      setSaid(due.current.slice(-3).join(' '));
      due.current = [];
      timer.current = setTimeout(say, PAUSE_MS);
    };
    say();
  }, [snapshot]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className="sr-only" role="status" aria-live="polite">
      {said}
    </div>
  );
}

function announcements(before: PanelSnapshot | null, now: PanelSnapshot | null): string[] {
  if (now === null || now.session === null) return [];
  if (before === null || before.session?.session_id !== now.session.session_id) return [];
  const id = `session.${now.session.status}`;
  const status =
    before.session.status !== now.session.status && isStringId(id)
      ? [t('live.status', { status: t(id) })]
      : [];
  const known = new Set(before.session.metadata.waiting.map(nameOf));
  const opened = now.session.metadata.waiting.filter((wait) => !known.has(nameOf(wait)));
  return [...status, ...opened.map((wait) => waitingSentence(now, wait))];
}

type Wait = NonNullable<PanelSnapshot['session']>['metadata']['waiting'][number];

function nameOf({ step_id, opened_seq }: Wait): string {
  return `${step_id} ${opened_seq ?? ''}`;
}

function waitingSentence(snapshot: PanelSnapshot, wait: Wait): string {
  const row = snapshot.outline?.rows.find((each) => each.step_id === wait.step_id);
  const title = row === undefined ? t('tree.whole') : harmless(row.title);
  return t('live.waiting', { title, trigger: triggerName(wait.trigger) });
}
