import * as vscode from 'vscode';
import type { ComparedFile } from '../../../src/protocol/candidate-files.ts';
import type { StepSummary } from '../../../src/protocol/session.ts';
import type { Host, StepTarget, WaitingStep } from '../../../src/extension/host.ts';
import { COMMANDS, SETTINGS_SECTION } from '../../../src/extension/ids.ts';
import { eventually } from './eventually.ts';

/** A session of the real engine as tests follow it. */
export class TaskSession {
  readonly host: Host;
  readonly id: string;

  constructor(host: Host, id: string) {
    this.host = host;
    this.id = id;
  }

  /** Returns what waits with a trigger, as soon as something does. */
  waits(trigger: string): Promise<WaitingStep> {
    return eventually(`a question ${trigger}`, () =>
      this.host.sessions.waiting.find(
        ({ session, wait }) => session.session_id === this.id && wait.trigger === trigger,
      ),
    );
  }

  /** Says yes to the question with a trigger. */
  async approve(trigger: string): Promise<void> {
    const { wait } = await this.waits(trigger);
    await this.host.decide(this.#target(wait), { kind: 'approve' });
  }

  /** Returns the step that proves a test, as a command is given it once it waits. */
  async waitingStep(test: string): Promise<StepTarget> {
    return eventually(`a question about ${test}`, async () => {
      const id = (await this.step(test))?.step_id;
      const found = this.host.sessions.waiting.find(
        ({ session, wait }) => session.session_id === this.id && wait.step_id === id,
      );
      return found === undefined ? undefined : this.#target(found.wait);
    });
  }

  async step(test: string): Promise<StepSummary | undefined> {
    const service = await this.host.engine.service();
    const { steps } = await service.session(this.id);
    return steps.find(({ promise }) => promise.some((each) => each.endsWith(`› ${test}`)));
  }

  /** Resolves when the step that proves a test was accepted. */
  async accepted(test: string): Promise<void> {
    await eventually(`the acceptance of ${test}`, async () => (await this.step(test))?.state === 'accepted');
  }

  /** Returns what the session has made of a file so far. */
  async resultOf(path: string): Promise<ComparedFile | undefined> {
    const service = await this.host.engine.service();
    return (await service.result(this.id)).files.find((file) => file.path === path);
  }

  #target({ step_id: stepId, opened_seq: seq }: WaitingStep['wait']): StepTarget {
    return { sessionId: this.id, stepId, openedSeq: seq ?? undefined };
  }
}

/** Sets settings of the person, runs the command and returns its session. */
export async function runTask(
  host: Host,
  prompt: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<TaskSession> {
  const ours = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  for (const [name, value] of Object.entries(settings))
    await ours.update(name, value, vscode.ConfigurationTarget.Global);
  const id = await vscode.commands.executeCommand<string | undefined>(COMMANDS.runTask, prompt);
  if (id === undefined) throw new Error('the command began no session');
  return new TaskSession(host, id);
}
