import { MicrofactoryError } from '../../../engine/error.ts';
import { isRecord } from '../../../engine/json.ts';
import type { DomainTask, TaskPlace } from '../../../engine/maker/tasks/domain-task.ts';

const PLACES: Readonly<Record<TaskPlace, true>> = { verify: true, gate: true, accept: true };

/** Tasks that a module registers while it makes its domain. */
export class TaskRegister {
  readonly #tasks: DomainTask[] = [];
  #isClosed = false;

  /** Throws one sentence for a task that can't be used, and once the domain is made: a session's graphs don't change. */
  add(task: unknown): void {
    const problem = this.#problemOf(task);
    if (problem !== undefined) throw new MicrofactoryError({ code: 'configuration', message: problem });
    const { name, before, run } = task as DomainTask;
    this.#tasks.push({ name, before, run: run.bind(task) });
  }

  /** Returns what was registered; nothing can be added after that. */
  close(): readonly DomainTask[] {
    this.#isClosed = true;
    return this.#tasks;
  }

  #problemOf(task: unknown): string | undefined {
    const { name, before, run } = isRecord(task) ? task : {};
    if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/u.test(name))
      return `The name of a task is written in small letters, digits and hyphens, and ${String(name)} is not.`;
    if (this.#isClosed)
      return `The task ${name} comes too late: register it while the module makes its domain.`;
    if (this.#tasks.some((known) => known.name === name)) return `The task ${name} is registered twice.`;
    if (typeof before !== 'string' || !Object.hasOwn(PLACES, before))
      return `The task ${name} must say before: ${Object.keys(PLACES).join(', ')}.`;
    return typeof run === 'function' ? undefined : `The task ${name} has no run (a function).`;
  }
}
