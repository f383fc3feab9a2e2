import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import { liveRig } from './testing/live-rig.ts';

it.each([
  ['hears every step', true, ['1 accepted', '2 accepted', '3 accepted']],
  ['that is not there has no events made for it', false, []],
])('a listener %s', async (_what, isHeard, expected) => {
  const heard: ServiceEvent[] = [];
  const rig = await liveRig({
    home: temporaryFolder(),
    steps: 3,
    heard: (event) => heard.push(event),
    isHeard: () => isHeard,
  });
  const live = await rig.create();
  live.start();
  await live.settled();
  await live.close();
  const ended = heard.filter((event) => event.type === 'step-state' && event.state === 'accepted');
  const steps = ended.map((event) => ('step_id' in event ? `${event.step_id} accepted` : ''));
  expect(steps.filter((each) => !each.startsWith('task'))).toEqual(expected);
  expect(live.view.totals.leaves.accepted).toBe(3);
});
