import './without-eval.ts';
import { useEffect, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { startHeartbeat } from './connection/heartbeat.ts';
import { connectHost, type HostLink } from './connection/host-link.ts';
import { readPageData } from './page-data.ts';
import './panel.css';
import { App } from './parts/app.tsx';
import { ErrorBoundary } from './parts/error-boundary.tsx';
import { perform } from './parts/perform.ts';
import { StoreContext } from './parts/use-panel.ts';
import { PanelStore } from './state/panel-store.ts';
import { translateWith } from './strings.ts';
import { defineToolkit } from './ui/toolkit.ts';

/** Beats come rarely enough to cost nothing, and often enough to notice within half a minute. */
const EVERY_MS = 10_000;

/** A panel that listens; another store begins anew. */
function Panel({ link, everyMs }: { readonly link: HostLink; readonly everyMs: number }): ReactNode {
  const [store, setStore] = useState(() => new PanelStore(link));
  useEffect(() => listen(link, store, everyMs), [link, store, everyMs]);
  const reload = (): void => setStore(new PanelStore(link, store.state.nextRequest));
  return (
    <StoreContext key={store.id} value={store}>
      <ErrorBoundary onCrash={(message) => store.crashed(message)} onReload={reload}>
        <App onReload={reload} />
      </ErrorBoundary>
    </StoreContext>
  );
}

function listen(link: HostLink, store: PanelStore, everyMs: number): () => void {
  const heart = startHeartbeat({
    beat: () => store.alive(),
    onChange: (lost) => store.dispatch({ type: 'connection', lost }),
    everyMs,
    patienceMs: everyMs * 2.5,
    now: () => performance.now(),
  });
  const forget = link.onMessage((message) => {
    heart.heard();
    if (message?.type === 'do') perform(message.action, store);
    else store.receive(message);
  });
  store.begin();
  return () => {
    heart.stop();
    forget();
  };
}

const page = readPageData((globalThis as { microfactoryPage?: unknown }).microfactoryPage);
translateWith(page.strings);
defineToolkit();
const root = document.querySelector('#root');
if (root !== null)
  createRoot(root).render(<Panel link={connectHost()} everyMs={page.heartbeat ?? EVERY_MS} />);
