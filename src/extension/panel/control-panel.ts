import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { PanelAction, ToPanel } from '../../protocol/panel.ts';
import { Disposables } from '../disposables.ts';
import type { Host } from '../host.ts';
import { CONTEXT_KEYS } from '../ids.ts';
import { t } from '../l10n.ts';
import { answerLook } from './answer-look.ts';
import { panelHtml } from './panel-html.ts';
import { PanelRequests } from './panel-requests.ts';
import { SnapshotFeed } from './snapshot-feed.ts';

/** At most five snapshots a second. */
const EVERY_MS = 200;

/** What the panel should turn to. */
export interface PanelPlace {
  readonly sessionId?: string | undefined;
  readonly stepId?: string | undefined;
  /** Its requests to models are to be seen. */
  readonly requests?: boolean | undefined;
}

/** The panel's half in the extension: a projection of what the engine knows, nothing is kept here. */
export class ControlPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #host: Host;
  readonly #disposables = new Disposables();
  readonly #feed: SnapshotFeed;
  readonly #requests: PanelRequests;
  #ready = false;
  #place: PanelPlace | undefined;

  constructor(host: Host, panel: vscode.WebviewPanel) {
    this.panel = panel;
    this.#host = host;
    this.#feed = this.#disposables.add(this.#newFeed());
    this.#requests = this.#disposables.add(this.#newRequests());
    this.#listen();
    this.#draw();
  }

  /** Turns to a session or step, as soon as the panel can. */
  reveal(place: PanelPlace): void {
    if (place.sessionId === undefined && place.stepId === undefined) return;
    this.#place = place;
    if (this.#ready) this.#sendPlace();
  }

  perform(action: PanelAction): void {
    this.#post({ type: 'do', action });
  }

  #newFeed(): SnapshotFeed {
    return new SnapshotFeed({
      answer: (look, last) => answerLook(this.#host, { look, last }),
      post: (snapshot) => this.#post(snapshot),
      every: EVERY_MS,
      fail: (error) => this.#host.log.error(`The panel could not be brought up to date: ${String(error)}`),
    });
  }

  #newRequests(): PanelRequests {
    const { log, engine } = this.#host;
    return new PanelRequests({
      post: (message) => this.#post(message),
      onReady: (look) => {
        this.#ready = true;
        this.#begin();
        if (look !== null) this.#feed.look(look);
        this.#sendPlace();
      },
      onLook: (look) => this.#look(look),
      decide: async (target, decision) => {
        await this.#host.decide(target, decision);
        this.#feed.changed();
      },
      run: async ({ command, args }) => {
        await vscode.commands.executeCommand(command, ...args);
        // What was asked for ends with the next snapshot, also where nothing else changes.
        this.#feed.changed();
      },
      openedSeqOf: (sessionId, stepId) => this.#openedSeqOf(sessionId, stepId),
      restricted: () => engine.state === 'restricted',
      log,
    });
  }

  /** A session that a person chooses here is the one that the status bar tells of. */
  #look(look: Parameters<SnapshotFeed['look']>[0]): void {
    const { sessions } = this.#host;
    if (look.session_id !== null && look.session_id !== sessions.followed?.session_id)
      sessions.follow(look.session_id);
    this.#feed.look(look);
  }

  /** Lists are empty until the engine runs; a panel that is looked at needs them. */
  #begin(): void {
    const { engine, sessions, log } = this.#host;
    if (engine.state !== 'off') return;
    sessions.refresh().catch((error: unknown) => log.warn(`Sessions could not be read: ${String(error)}`));
  }

  #openedSeqOf(sessionId: string | null, stepId: string | null): number | undefined {
    const shown = this.#feed.last;
    const wait = shown?.step?.step.wait_state;
    if (shown?.session?.session_id !== sessionId || wait?.step_id !== stepId) return undefined;
    return wait?.opened_seq ?? undefined;
  }

  #sendPlace(): void {
    const place = this.#place;
    this.#place = undefined;
    if (place === undefined) return;
    const { sessionId, stepId, requests } = place;
    this.#post({ type: 'reveal', session_id: sessionId ?? null, step_id: stepId ?? null, requests });
  }

  #post(message: ToPanel): void {
    void this.panel.webview.postMessage(message);
  }

  #listen(): void {
    const { engine, sessions } = this.#host;
    const add = this.#disposables.add.bind(this.#disposables);
    add(this.panel.webview.onDidReceiveMessage((message: unknown) => void this.#requests.take(message)));
    add(this.panel.onDidChangeViewState(() => this.#viewChanged()));
    add(this.panel.onDidDispose(() => this.#closed()));
    add(sessions.onDidChange(() => this.#feed.changed()));
    add(engine.onDidChange(() => this.#feed.changed()));
    add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#feed.changed()));
    this.#viewChanged();
  }

  #viewChanged(): void {
    this.#feed.show(this.panel.visible);
    setActive(this.panel.active);
  }

  #closed(): void {
    this.#disposables.dispose();
    setActive(false);
  }

  #draw(): void {
    const { webview } = this.panel;
    const { extensionUri } = this.#host.context;
    const file = (...path: string[]) =>
      webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
    this.panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.svg');
    webview.html = panelHtml({
      nonce: randomBytes(16).toString('hex'),
      source: webview.cspSource,
      script: file('dist', 'panel.js'),
      style: file('dist', 'panel.css'),
      title: t('Microfactory'),
      language: vscode.env.language,
      strings: vscode.l10n.bundle ?? {},
    });
  }
}

function setActive(active: boolean): void {
  void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.panelActive, active);
}
