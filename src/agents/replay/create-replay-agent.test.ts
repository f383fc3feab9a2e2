import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ProposeRequest } from '../../engine/ports/microagent.ts';
import { createReplayAgent } from './create-replay-agent.ts';
import { readRecordedAnswers } from './recorded-answers.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const asked = (sampleIndex: number) =>
  ({ seed: '', stepId: 's', role: 'solver', sampleIndex }) as ProposeRequest;
const signal = new AbortController().signal;

function recorded(...lines: string[]) {
  const path = join(folder, 'answers.jsonl');
  writeFileSync(path, lines.join('\n'));
  return path;
}

const replaying = (path: string) => createReplayAgent({ source: path, answers: readRecordedAnswers(path) });

describe('the replay agent', () => {
  it('gives what was recorded for step, role and sample, with an identity of its own', async () => {
    const path = recorded(
      '{"step":"s","role":"solver","sample":0,"text":"A"}',
      '',
      '{"step":"s","role":"solver","sample":1,"text":"B","finish":"length","model":"m"}',
    );
    const agent = replaying(path);
    const answers = [await agent.propose(asked(0), signal), await agent.propose(asked(1), signal)];
    expect(answers.map((each) => [each.text, each.finish.unified, each.model])).toEqual([
      ['A', 'stop', 'replay'],
      ['B', 'length', 'm'],
    ]);
    expect(answers[0]?.requestId).not.toBe(answers[1]?.requestId);
  });

  it('says which answer was not recorded', async () => {
    const path = recorded('{"step":"s","role":"solver","sample":0,"text":"A"}');
    await expect(replaying(path).propose(asked(7), signal)).rejects.toMatchObject({
      code: 'not-found',
      message: `${path} has no answer of solver for step s, sample 7: record it or use another provider.`,
    });
  });

  it.each([
    ['no JSON', 'hello', /line 1 is not a recorded answer: write/],
    ['an unknown role', '{"step":"s","role":"cook","sample":0,"text":""}', /line 1 .*\(role: /],
    ['a negative sample', '{"step":"s","role":"solver","sample":-1,"text":""}', /\(sample: /],
    [
      'an answer twice',
      '{"step":"s","role":"solver","sample":0,"text":"A"}\n{"step":"s","role":"solver","sample":0,"text":"B"}',
      /line 2 records an answer a second time/,
    ],
  ])('refuses a file with %s', (_name, content, expected) => {
    expect(() => replaying(recorded(content))).toThrow(expected);
  });

  it('refuses a file that is not there', () => {
    expect(() => replaying(join(folder, 'absent'))).toThrow(/can't be read: name an existing file/);
  });
});
