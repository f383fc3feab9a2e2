import type { SampleDetail, StepDetail, StepState, WaitState } from '../../../src/protocol/session.ts';
import { stepDetail } from '../../../src/webview/testing/snapshots.ts';

const DIFF = `--- a/src/csv.js
+++ b/src/csv.js
@@ -18,9 +18,10 @@ export function readField(text, at) {
   if (text[at] !== '"') return plainField(text, at);
   let value = '';
   for (let i = at + 1; i < text.length; i += 1) {
-    if (text[i] === '"') return { value, next: i + 1 };
+    if (text[i] === '"' && text[i + 1] === '"') i += 1;
+    else if (text[i] === '"') return { value, next: i + 1 };
     value += text[i];
   }
   throw new Error('The quote is never closed.');
 }
`;

const OTHER_DIFF = DIFF.replace(' i += 1;\n+    else', ';\n+    else');

function sample(index: number, more: Partial<SampleDetail> = {}): SampleDetail {
  return {
    index,
    attempt: 0,
    outcome: 'valid',
    agent: 'solver',
    model: 'gpt-5-mini',
    finish: 'stop',
    class: 'A',
    summary: 'Skips the second of two quotes.',
    flags: [],
    input_tokens: 2310,
    output_tokens: 214,
    cost_usd: 0.0012,
    latency_ms: 1830,
    ...more,
  };
}

export interface EvidenceOptions {
  readonly state: StepState;
  readonly wait: WaitState | null;
  readonly decided: boolean;
  readonly verdict?: 'passed' | 'failed';
  /** Put everywhere instead of sensible words. */
  readonly text?: string;
}

/** Returns a step with votes, a red flag, a verification and two diffs. */
export function evidence(stepId: string, options: EvidenceOptions): StepDetail {
  const { state, wait, decided, verdict = 'passed', text } = options;
  const words = (sensible: string): string => text ?? sensible;
  return {
    ...stepDetail(stepId, wait, 'session', {
      title: words('Parse quoted fields with doubled quotes'),
      description: words('Two quotes in a quoted field stand for one; the reader stops at the first.'),
      state,
      phase: words('sampling'),
      promise: [words('csv.test › reads doubled quotes'), words('csv.test › reads an empty quoted field')],
      samples: 6,
      valid_samples: 5,
      resamples: 1,
      red_flags: [{ rule: words('breaks a passing test'), count: 1 }],
      votes: [
        {
          label: 'A',
          key: 'key-a',
          votes: 4,
          summary: words('Skips the second of two quotes.'),
          winner: decided,
        },
        {
          label: 'B',
          key: 'key-b',
          votes: 1,
          summary: words('Looks at the next character but does not skip it.'),
          winner: false,
        },
      ],
      margin: 3,
      dissent: 1,
      duration_ms: 9_400,
      input_tokens: 13_860,
      output_tokens: 1_284,
      cost_usd: 0.0072,
      verification: {
        verdict,
        summary: words(
          verdict === 'passed' ? 'Both promises are kept; nothing broke.' : 'One promise is not kept.',
        ),
        promised: [
          { test: words('csv.test › reads doubled quotes'), outcome: 'passed' },
          verdict === 'passed'
            ? { test: words('csv.test › reads an empty quoted field'), outcome: 'passed' }
            : {
                test: words('csv.test › reads an empty quoted field'),
                outcome: 'failed',
                message: words('Expected "" but got "\\""'),
              },
        ],
        broken: verdict === 'passed' ? [] : [words('csv.test › plain fields')],
        fixed: [words('csv.test › a quote at the end')],
        kept: 31,
        duration_ms: 1_900,
      },
    }),
    sample_list: [
      ...[0, 1, 2, 3].map((index) => sample(index, { summary: words('Skips the second of two quotes.') })),
      sample(4, { class: 'B', summary: words('Looks at the next character but does not skip it.') }),
      sample(5, {
        outcome: 'flagged',
        class: null,
        cost_usd: null,
        model: words('gpt-5-mini'),
        summary: words('Rewrites the reader.'),
        flags: [
          {
            rule: words('breaks a passing test'),
            reason: words('csv.test › plain fields passed before and fails now.'),
            evidence: words(
              'AssertionError: expected [ "a,b" ] to equal [ "a", "b" ]\n    at csv.test.js:14:10',
            ),
          },
        ],
      }),
    ],
    diffs: [
      { label: 'A', diff: text === undefined ? DIFF : `@@ -1 +1 @@\n+${text}` },
      { label: 'B', diff: text === undefined ? OTHER_DIFF : `@@ -1 +1 @@\n+${text}` },
    ],
    feedback: text === undefined ? [] : [text],
  };
}

/** Returns a step of which little is known yet. */
export function plainEvidence(stepId: string, title: string, wait: WaitState | null = null): StepDetail {
  const state = wait === null ? 'accepted' : 'waiting';
  return stepDetail(stepId, wait, 'session', { title, state, parent_id: stepId === 'task' ? null : 'task' });
}

/** Returns a step that is split, with two plans that were voted on. */
export function planEvidence(wait: WaitState): StepDetail {
  const first = [
    'Round money half to even',
    'Date boundaries',
    'Read quoted fields',
    'Totals by month',
    'Footer',
  ];
  return {
    ...plainEvidence('task', 'Whole task', wait),
    proposals: [
      { label: 'A', votes: 3, steps: first },
      { label: 'B', votes: 1, steps: ['Mend all of it at once', 'Look at the tests again'] },
    ],
  };
}
