import { expect, it } from 'vitest';
import type { StepSpec } from '../../engine/flow/step-spec.ts';
import type { Blobs } from '../../engine/ports/blobs.ts';
import { emptyView } from './session-view.ts';
import { stepDetail } from './step-detail.ts';
import { newStepView } from './step-view.ts';

const SPEC = {
  id: 'task',
  dependsOn: [],
  graph: 'plan',
  input: { brief: { title: 'Task', promise: { kind: 'none' } } },
} as unknown as StepSpec;
const PLAN = JSON.stringify({ steps: [{ title: 'Mend add' }, { title: 'Mend larger' }] });
const blobs = { getText: (hash: string) => Promise.resolve(hash === 'own' ? PLAN : '') } as unknown as Blobs;

it('a plan that the domain made itself is shown as its steps: whoever is asked for a yes must see for what', async () => {
  const step = newStepView(SPEC, null);
  expect((await stepDetail(emptyView(), step, { blobs, show: undefined })).proposals).toEqual([]);
  step.plan = 'own';
  expect((await stepDetail(emptyView(), step, { blobs, show: undefined })).proposals).toEqual([
    { label: 'A', votes: 0, steps: ['Mend add', 'Mend larger'] },
  ]);
});
