import type { Settings } from '../../config/index.ts';
import { classified } from '../../engine/error.ts';
import { ROLES, type Role } from '../../engine/ports/microagent.ts';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadTemplate } from '../../prompts/index.ts';
import type { Finding } from '../../protocol/configuration.ts';
import { good } from './finding.ts';

/** Can each role's prompt be written? One finding when all is well. */
export function examineTemplates(settings: Settings): Finding[] {
  const problems = ROLES.map((role) => problemOf(role, settings)).filter((each) => each !== undefined);
  return problems.length > 0 ? problems : [good('templates', 'All prompt templates can be used.')];
}

function problemOf(role: Role, { roles }: Settings): Finding | undefined {
  const { promptTemplate, templateRoot } = roles[role];
  try {
    loadTemplate({ role, source: promptTemplate, root: templateRoot });
    return undefined;
  } catch (error) {
    const path = templateRoot === undefined ? null : resolve(templateRoot, promptTemplate);
    const remedy = path !== null && !existsSync(path) ? 'create-template' : 'open-configuration';
    return { id: 'templates', state: 'bad', sentence: classified(error).message, remedy, subject: path };
  }
}
