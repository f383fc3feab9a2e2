import { expect, test, vi } from 'vitest';
import { activateFeatures } from './activate-features.ts';
import type { Feature, Host } from './host.ts';

test('a part that fails is named in the log, and the others work and are taken down, last first', () => {
  const error = vi.fn();
  const host = { log: { error } } as unknown as Host;
  const gone: string[] = [];
  const part = (name: string): Feature => ({ name, activate: () => ({ dispose: () => gone.push(name) }) });
  const broken: Feature = {
    name: 'broken part',
    activate: () => {
      throw new Error('no such view');
    },
  };
  const all = activateFeatures([part('first'), broken, part('last')], host);
  expect(error).toHaveBeenCalledExactlyOnceWith('broken part could not be set up: no such view');
  all.dispose();
  expect(gone).toEqual(['last', 'first']);
});
