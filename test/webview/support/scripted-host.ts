import { answerLook } from '../../../src/extension/panel/answer-look.ts';
import type { CommandCall } from '../../../src/extension/panel/act-command.ts';
import { PanelRequests } from '../../../src/extension/panel/panel-requests.ts';
import { SnapshotFeed } from '../../../src/extension/panel/snapshot-feed.ts';
import type { FromPanel, ToPanel } from '../../../src/protocol/panel.ts';
import type { Decision, SessionService } from '../../../src/protocol/service.ts';
import type { StepTarget } from '../../../src/extension/host.ts';
import type { Scene } from './scenes.ts';
import { sceneService } from './scene-service.ts';

/** The extension's own half of the panel over a scene instead of an engine. */
export class ScriptedHost {
  readonly received: FromPanel[] = [];
  readonly decided: { target: StepTarget; decision: Decision }[] = [];
  readonly commands: CommandCall[] = [];
  readonly warnings: string[] = [];
  scene: Scene;
  /** What a decision comes to; a test may let it fail or wait. */
  onDecide: () => Promise<void> = () => Promise.resolve();
  silent = false;
  readonly feed: SnapshotFeed;
  readonly #requests: PanelRequests;

  constructor(scene: Scene, post: (message: ToPanel) => void) {
    this.scene = scene;
    this.feed = new SnapshotFeed({
      answer: (look, last) => answerLook(this.#sources(), { look, last }),
      post: (snapshot) => {
        if (!this.silent) post(snapshot);
      },
      every: 10,
      fail: (error) => this.warnings.push(String(error)),
    });
    this.#requests = new PanelRequests({
      post: (message) => {
        if (!this.silent) post(message);
      },
      onReady: (look) => {
        if (look !== null) this.feed.look(look);
      },
      onLook: (look) => this.feed.look(look),
      decide: async (target, decision) => {
        this.decided.push({ target, decision });
        await this.onDecide();
      },
      run: (call) => {
        this.commands.push(call);
        this.feed.changed();
        return Promise.resolve();
      },
      openedSeqOf: () => undefined,
      restricted: () => this.scene.engine === 'restricted',
      log: { warn: (line) => this.warnings.push(line), error: (line) => this.warnings.push(line) },
    });
  }

  take(message: FromPanel): void {
    this.received.push(message);
    void this.#requests.take(message);
  }

  /** Goes on to another scene. */
  show(scene: Scene): void {
    this.scene = scene;
    this.feed.changed();
  }

  #sources(): Parameters<typeof answerLook>[0] {
    const { scene } = this;
    // Lists leave out what only one session that is asked for by itself tells.
    const sessions =
      scene.session === null ? [] : [{ ...scene.session, estimates: undefined }, ...scene.others];
    return {
      engine: {
        state: scene.engine,
        lostBecause: scene.engine === 'lost' ? 'The engine’s process ended with code 137.' : undefined,
        service: () => Promise.resolve(sceneService(scene) as SessionService),
      },
      sessions: {
        sessions,
        followed: scene.session ?? undefined,
        progressOf: () => scene.progress,
      },
    };
  }
}
