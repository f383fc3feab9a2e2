import type { Domain } from '../engine/maker/domain.ts';
import type { DomainTask } from '../engine/maker/tasks/domain-task.ts';

/** What a module is given to make its domain with. */
export interface DomainKit {
  readonly apiVersion: 1;
  /** What the configuration calls the domain; the domain goes by this name whatever it calls itself. */
  readonly name: string;
  /** Returns an error to throw when a task can't be done as it is worded; the sentence is shown as it is. */
  refusal(sentence: string): Error;
  /** Adds a task of its own to the graph of the domain's steps. Throws one sentence for one that can't be used, or comes after the domain was made. */
  registerTask(task: DomainTask): void;
}

/** The default export of a module that is named by `domains.<name>.module` or given to `registerDomain`. */
export type DomainFactory = (kit: DomainKit) => Domain | Promise<Domain>;
