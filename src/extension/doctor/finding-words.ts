import type { Finding } from '../../protocol/configuration.ts';
import { t } from '../l10n.ts';
import { ownValue } from '../own-value.ts';

const NAMES: Readonly<Record<string, () => string>> = {
  key: () => t('Key'),
  verifier: () => t('Tests'),
  git: () => t('Git'),
  templates: () => t('Templates'),
  trust: () => t('Trust'),
  store: () => t('Store'),
  configuration: () => t('Configuration'),
  model: () => t('Model'),
  domain: () => t('Domain'),
};

const STATES: Readonly<Record<Finding['state'], () => string>> = {
  good: () => t('good'),
  warning: () => t('to look at'),
  bad: () => t('to mend'),
};

const REMEDIES: Readonly<Record<NonNullable<Finding['remedy']>, () => string>> = {
  'set-api-key': () => t('Set API Key'),
  'choose-model': () => t('Choose Model'),
  'open-configuration': () => t('Open Configuration'),
  'create-template': () => t('Create Template'),
  'trust-workspace': () => t('Manage Workspace Trust'),
  'open-settings': () => t('Open Settings'),
  'show-log': () => t('Show Log'),
  'open-verifier-help': () => t('Name the Tests’ Command'),
};

/** Returns what was looked at and how it is, in words. */
export function findingTitle({ id, state }: Finding): string {
  return `${ownValue(NAMES, id)?.() ?? id}: ${STATES[state]()}`;
}

/** Returns what mends it; undefined when nothing need be done. */
export function remedyWord({ remedy }: Finding): string | undefined {
  return remedy === null ? undefined : REMEDIES[remedy]();
}

/** Returns what the editor itself says of trust: the engine can't know it. */
export function trustFinding(trusted: boolean): Finding {
  return trusted
    ? { id: 'trust', state: 'good', sentence: t('The workspace is trusted.'), remedy: null, subject: null }
    : {
        id: 'trust',
        state: 'bad',
        sentence: t('The workspace is not trusted, so nothing is started in it.'),
        remedy: 'trust-workspace',
        subject: null,
      };
}

/** Returns the findings with what must be mended first. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = { bad: 0, warning: 1, good: 2 } as const;
  return [...findings].sort((a, b) => rank[a.state] - rank[b.state]);
}

/** Returns all in one sentence. */
export function overall(findings: readonly Finding[]): string {
  const bad = findings.filter(({ state }) => state === 'bad').length;
  const warnings = findings.filter(({ state }) => state === 'warning').length;
  if (bad > 0) return bad === 1 ? t('One thing is to be mended.') : t('{0} things are to be mended.', bad);
  if (warnings === 0) return t('All is ready.');
  return warnings === 1 ? t('Ready; one thing to look at.') : t('Ready; {0} things to look at.', warnings);
}
