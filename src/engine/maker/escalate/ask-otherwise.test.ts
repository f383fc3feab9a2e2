import { expect, it } from 'vitest';
import type { Microagent } from '../../ports/microagent.ts';
import { peerOf } from './ask-otherwise.ts';

const named = (name: string): Microagent => ({ name, propose: () => Promise.reject(new Error(name)) });

it('those that share a race give its samples in turn, the same one the same sample', () => {
  const agent = { ...named('a'), peers: [named('b'), named('c')] };
  const names = Array.from({ length: 7 }, (_, index) => peerOf(agent, index).name);
  expect(names).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a']);
  expect(peerOf(named('alone'), 5).name).toBe('alone');
});
