import * as vscode from 'vscode';
import { Disposables } from '../disposables.ts';
import { Emitter } from '../emitter.ts';
import { classified } from '../../engine/error.ts';
import { sessionIdOf } from '../commands/command-arguments.ts';
import type { Feature, Host } from '../host.ts';
import { COMMANDS, VIEWS } from '../ids.ts';
import { openFolders } from '../open-folders.ts';
import { sessionItem } from './session-item.ts';
import type { SessionNode } from './session-node.ts';
import { noteVisibility } from './sidebar-visibility.ts';
import { SessionTree } from './session-tree.ts';

/** The view of sessions, their steps and the answers to them. */
export const sessionsView: Feature = {
  name: 'sessions view',
  activate: (host) => new SessionsView(host),
};

class SessionsView implements vscode.TreeDataProvider<SessionNode>, vscode.Disposable {
  readonly #host: Host;
  readonly #tree: SessionTree;
  readonly #changed: Emitter<SessionNode | undefined>;
  readonly #shown = new Map<string, SessionNode>();
  readonly #view: vscode.TreeView<SessionNode>;
  readonly #disposables = new Disposables();
  #order = '';

  constructor(host: Host) {
    this.#host = host;
    this.#tree = new SessionTree({ host, folders: openFolders });
    this.#changed = new Emitter((error) => host.log.error(classified(error).message));
    this.#view = vscode.window.createTreeView(VIEWS.sessions, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#listen();
    this.#seen();
  }

  get onDidChangeTreeData(): vscode.Event<SessionNode | undefined> {
    return this.#changed.event;
  }

  getTreeItem(node: SessionNode): vscode.TreeItem {
    return sessionItem(node);
  }

  async getChildren(node?: SessionNode): Promise<SessionNode[]> {
    try {
      const children = await this.#tree.children(node);
      for (const child of children) if (child.kind === 'session') this.#shown.set(child.sessionId, child);
      return children;
    } catch (error) {
      this.#host.log.error(classified(error).message);
      return [];
    }
  }

  /** What is revealed stands at the top: sessions of other folders are not. */
  getParent(): undefined {
    return undefined;
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#changed.dispose();
  }

  #listen(): void {
    const { sessions, engine } = this.#host;
    const listeners = [
      this.#view,
      noteVisibility(this.#view),
      this.#view.onDidChangeSelection(({ selection }) => this.#select(selection[0])),
      this.#view.onDidChangeVisibility(() => this.#seen()),
      sessions.onDidChange((ids) => this.#sessionsChanged(ids)),
      engine.onDidChange(() => this.#engineChanged()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#changed.fire(undefined)),
      vscode.commands.registerCommand(COMMANDS.loadMoreSessions, (more) => this.#loadMore(more)),
      vscode.commands.registerCommand(COMMANDS.revealSession, (id) => this.#reveal(id)),
    ];
    for (const listener of listeners) this.#disposables.add(listener);
  }

  #engineChanged(): void {
    const { lostBecause } = this.#host.engine;
    this.#view.message = lostBecause ?? '';
    this.#changed.fire(undefined);
    this.#seen();
  }

  /** The next page of sessions, or of the steps of the one that it was asked beneath. */
  async #loadMore(argument: unknown): Promise<void> {
    const sessionId = sessionIdOf(argument);
    if (sessionId === undefined) return this.#host.sessions.loadMore().catch(this.#host.fail);
    this.#tree.nextPage(sessionId);
    this.#changed.fire(this.#shown.get(sessionId));
  }

  /** Shows and selects a session, and leaves the keyboard where it is. */
  async #reveal(argument: unknown): Promise<void> {
    const sessionId = sessionIdOf(argument);
    const session = this.#host.sessions.sessions.find((each) => each.session_id === sessionId);
    if (session === undefined) return;
    const row: SessionNode = { kind: 'session', sessionId: session.session_id, session };
    await this.#view.reveal(row, { select: true, focus: false });
  }

  /** Somebody looks: that is the first use of the engine. */
  #seen(): void {
    if (!this.#view.visible || this.#host.engine.state !== 'off') return;
    this.#host.sessions.refresh().catch((error: unknown) => this.#host.log.error(classified(error).message));
  }

  #select(node: SessionNode | undefined): void {
    if (node === undefined || !('sessionId' in node)) return;
    this.#host.sessions.follow(node.sessionId);
  }

  /** Draws again what changed, and the whole list only when its rows are others. */
  #sessionsChanged(ids: ReadonlySet<string>): void {
    this.#tree.forget(ids);
    const order = this.#host.sessions.sessions.map((session) => session.session_id).join();
    if (order !== this.#order) {
      this.#order = order;
      this.#changed.fire(undefined);
      return;
    }
    for (const id of ids) this.#redraw(id);
  }

  /** The row that the tree knows is what it draws again; its new content goes into it. */
  #redraw(sessionId: string): void {
    const shown = this.#shown.get(sessionId);
    const session = this.#host.sessions.sessions.find((each) => each.session_id === sessionId);
    if (shown?.kind !== 'session' || session === undefined) return;
    Object.assign(shown, { session });
    this.#changed.fire(shown);
  }
}
