import type { ModelRequest, ServerAnswer } from '../../support/model-server.ts';

/** Which microagent a request comes from. */
export type AskedRole =
  | 'decomposition'
  | 'decomposition_discriminator'
  | 'solver'
  | 'solution_discriminator'
  | 'inputs'
  | 'calls'
  | 'probe';

const BEGINNINGS: readonly (readonly [string, AskedRole])[] = [
  ['You plan work', 'decomposition'],
  ['You outline a report', 'decomposition'],
  ['You choose the best of several plans', 'decomposition_discriminator'],
  ['You choose the best of several outlines', 'decomposition_discriminator'],
  ['You make one small change', 'solver'],
  ['You write one section', 'solver'],
  ['You label one item', 'solver'],
  ['You choose the best of several texts', 'solution_discriminator'],
  ['You look for inputs', 'inputs'],
  ['You choose calls', 'calls'],
];

/** Returns the role that a request plays, told by the words that begin its template. */
export function roleOf({ system }: Pick<ModelRequest, 'system'>): AskedRole {
  return BEGINNINGS.find(([beginning]) => system.startsWith(beginning))?.[1] ?? 'probe';
}

type Script = (request: ModelRequest, place: number) => ServerAnswer;

/** Returns a server's script that answers by role; `place` counts the requests of one role from 0. */
export function byRole(scripts: Readonly<Partial<Record<AskedRole, Script>>>) {
  const counts: Partial<Record<AskedRole, number>> = {};
  return (request: ModelRequest): ServerAnswer => {
    const role = roleOf(request);
    const place = counts[role] ?? 0;
    counts[role] = place + 1;
    const script = scripts[role];
    return script === undefined
      ? { status: 400, message: `the script has no answer for ${role}` }
      : script(request, place);
  };
}

export interface ScriptedStep {
  readonly title: string;
  readonly description?: string;
  readonly tests: readonly string[];
  readonly files?: readonly string[];
  readonly dependsOn?: readonly number[];
}

/** Returns a decomposition as models write it. */
export function planOf(...steps: readonly ScriptedStep[]): string {
  return JSON.stringify({
    steps: steps.map(({ title, description, tests, files, dependsOn }) => ({
      title,
      description: description ?? title,
      kind: 'edit',
      promise: { tests },
      may_break: [],
      files: files ?? [],
      depends_on: dependsOn ?? [],
    })),
  });
}

/** Returns an answer that replaces one line of a file. */
export function replaceLine(path: string, search: string, replace: string): string {
  return [
    `\`\`\`js path=${path}`,
    '<<<<<<< SEARCH',
    search,
    '=======',
    replace,
    '>>>>>>> REPLACE',
    '```',
  ].join('\n');
}
