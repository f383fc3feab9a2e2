import Handlebars from 'handlebars';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';
import type { Role } from '../engine/ports/microagent.ts';
import { checkNames } from './check-names.ts';
import { ROLE_SHAPES, type PromptVariables } from './prompt-variables.ts';
import { templateSections, type SectionName } from './template-sections.ts';

/** A prompt that was read and checked: rendering it can't fail for a missing name. */
export interface Template {
  readonly role: Role;
  /** The file's path, or `inline text`. */
  readonly origin: string;
  readonly source: string;
  readonly sections: Readonly<Record<SectionName, (variables: PromptVariables) => string>>;
}

export interface TemplateSource {
  readonly role: Role;
  /** A path relative to `root`, or the template's text. */
  readonly source: string;
  /** The folder of the configuration file; undefined when `source` is the text itself. */
  readonly root?: string | undefined;
}

/** Reads, parses and checks a prompt template; throws `configuration`, one sentence that names file and line and what to write. */
export function loadTemplate({ role, source, root }: TemplateSource): Template {
  const isPath = root !== undefined && !/[\n{]/.test(source);
  const origin = isPath ? resolve(root, source) : 'inline text';
  const text = isPath ? readTemplate(role, origin) : source;
  if (text.trim() === '')
    throw unusable(role, origin, 'it is empty: write a prompt or leave out prompt_template');
  try {
    const { system, user, paraphrase, sample } = templateSections(text);
    const compile = (section: string) => compileSection(section, role);
    return {
      role,
      origin,
      source: text,
      sections: {
        system: compile(system),
        user: compile(user),
        paraphrase: compile(paraphrase),
        sample: compile(sample),
      },
    };
  } catch (error) {
    throw unusable(role, origin, reasonOf(error));
  }
}

function compileSection(source: string, role: Role): (variables: PromptVariables) => string {
  checkNames(Handlebars.parse(source), ROLE_SHAPES[role]);
  const render = Handlebars.compile<PromptVariables>(source, {
    noEscape: true,
    strict: true,
    knownHelpersOnly: true,
  });
  return (variables) => render(variables);
}

function readTemplate(role: Role, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new MicrofactoryError({
      code: 'configuration',
      message: `The prompt template ${path} of agents.${role} can't be read: create it, or leave out prompt_template to use the one that is shipped.`,
      cause: error,
    });
  }
}

/** Handlebars' parse errors draw an arrow on lines of their own. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [first = '', ...rest] = message.split('\n');
  const expecting = rest.at(-1);
  return expecting === undefined ? first : `${first.replace(/:$/, '')}: ${expecting}`;
}

function unusable(role: Role, origin: string, reason: string): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: `The prompt template of agents.${role} (${origin}) can't be used: ${reason}.`,
  });
}
