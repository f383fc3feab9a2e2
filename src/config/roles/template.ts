import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

export interface TemplatePlace {
  readonly promptTemplate: string;
  readonly templateRoot?: string;
}

export interface TemplateProblem {
  /** The end of a sentence. */
  readonly problem: string;
  /** The absolute path that is not there. */
  readonly missing?: string;
}

export interface TemplateOptions {
  readonly template: string;
  /** The folder of the configuration file. */
  readonly root: string;
  /** Where the real file must lie; undefined for files of the user's own. */
  readonly within?: string | undefined;
}

/** Returns where a template is (its text inline, or a path and its root), or the end of a sentence about why it can't be used. */
export function templatePlace(options: TemplateOptions): TemplatePlace | TemplateProblem {
  const { template, root, within } = options;
  if (isInline(template)) return { promptTemplate: template };
  const path = resolve(root, template);
  const real = realPath(path);
  if (real === undefined) {
    return {
      problem: `names ${template}, which is not there; create ${path} or write the template's text.`,
      missing: path,
    };
  }
  if (within !== undefined && !isInside(real, within)) {
    return { problem: `names ${template}, which is outside the workspace; move the template into it.` };
  }
  return { promptTemplate: template, templateRoot: root };
}

/** Text of several lines or with a placeholder is the template itself. */
function isInline(template: string): boolean {
  return /\n|\{\{/u.test(template.trim());
}

/** Returns where a path leads to in the end; undefined when there is nothing. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // Missing, or not to be reached: the sentence is the same.
    return undefined;
  }
}

/** Whether a real path lies in the folder. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(realPath(folder) ?? folder, path);
  return way !== '' && !isAbsolute(way) && way.split(sep)[0] !== '..';
}
