import { describe, expect, it } from 'vitest';
import { ALLOWED_ENVIRONMENT, allowedEnvironment } from './allowed-environment.ts';

describe('allowedEnvironment', () => {
  it.each(ALLOWED_ENVIRONMENT)('lets %s through', (entry) => {
    const name = entry.replace('*', 'ALL');
    expect(allowedEnvironment({ [name]: 'value' }, 'linux')).toEqual({ [name]: 'value' });
  });

  it.each([
    'OPENAI_API_KEY',
    'ANTHROPIC_API_KEY',
    'ANTHROPIC_AUTH_TOKEN',
    'GITHUB_TOKEN',
    'NPM_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'NODE_OPTIONS',
    'NODE_AUTH_TOKEN',
    'PYTHONPATH',
    'LD_PRELOAD',
    'DYLD_INSERT_LIBRARIES',
    'HTTPS_PROXY',
    'https_proxy',
    'GIT_DIR',
    'SSH_AUTH_SOCK',
    'PATH_TO_SECRET',
    'MICROFACTORY_HOME',
  ])('keeps %s back', (name) => {
    expect(allowedEnvironment({ [name]: 'value' }, 'linux')).toEqual({});
    expect(allowedEnvironment({ [name]: 'value' }, 'win32')).toEqual({});
  });

  it('compares names without case on Windows only', () => {
    expect(allowedEnvironment({ Path: 'p', COMSPEC: 'c' }, 'win32')).toEqual({ Path: 'p', COMSPEC: 'c' });
    expect(allowedEnvironment({ Path: 'p' }, 'linux')).toEqual({});
  });
});
