import type { SessionService } from '../../protocol/service.ts';
import { Emitter } from '../emitter.ts';
import type { EngineLink } from '../host.ts';
import { ScriptedService } from './scripted-service.ts';

/** An engine whose states a test decides, with how often it was started. */
export class ScriptedEngine implements EngineLink {
  readonly scripted = new ScriptedService();
  readonly #emitter = new Emitter<void>();
  readonly onDidChange = this.#emitter.event;
  state: EngineLink['state'] = 'off';
  lostBecause: string | undefined;
  pid: number | undefined;
  starts = 0;

  async service(): Promise<SessionService> {
    if (this.state !== 'on') {
      this.starts += 1;
      this.become('on');
    }
    return this.scripted.service;
  }

  become(state: EngineLink['state'], because?: string): void {
    this.state = state;
    this.lostBecause = because;
    this.#emitter.fire();
  }

  readonly keys: Readonly<Record<string, string>>[] = [];

  async setKeys(keys: Readonly<Record<string, string>>): Promise<void> {
    this.keys.push(keys);
  }

  async restart(): Promise<void> {
    this.become('off');
    await this.service();
  }

  dispose(): void {
    this.#emitter.dispose();
  }
}
