import { expect, it } from 'vitest';
import type { Domain } from '../engine/maker/domain.ts';
import { createDomains } from './registry.ts';

const domain = (name: string): Domain => ({
  name,
  description: `about ${name}`,
  needsWorkspace: false,
  open: () => Promise.reject(new Error('not opened here')),
});

it('finds domains by name and lists the known ones for a name it does not know', () => {
  const domains = createDomains([domain('code'), domain('hanoi')]);
  expect(domains.get('hanoi').description).toBe('about hanoi');
  expect(() => domains.get('cod')).toThrow('Unknown domain "cod"; known: code, hanoi.');
});

it('refuses two domains of one name', () => {
  expect(() => createDomains([domain('code'), domain('code')])).toThrow('Two domains are named "code"');
});
