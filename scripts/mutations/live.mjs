/** What must not break in sessions that run for very long. */
const killed = ['src/app/live/session-snapshot.test.ts'];
const writer = ['src/app/live/snapshot-writer.test.ts'];
const live = ['src/app/live/live-session.test.ts'];
const detail = ['src/app/session-detail.test.ts'];

export default [
  {
    name: 'live-remembers-ended-steps',
    guarantee: 'What a running session holds does not grow with the steps that have ended.',
    file: 'src/app/live/live-session.ts',
    find: `if (ended !== undefined && ended.parent !== null) forget(this.view, ended.id);`,
    replace: `if (ended === undefined) void forget;`,
    tests: killed,
  },
  {
    name: 'live-goes-on-from-the-beginning',
    guarantee: 'Going on reads only what the journal holds after the snapshot.',
    file: 'src/app/live/session-snapshot.ts',
    find: `runner: known === undefined ? undefined : runnerOf(snapshot)`,
    replace: `runner: known === undefined ? runnerOf(snapshot) : undefined`,
    tests: killed,
  },
  {
    name: 'live-snapshot-of-another-shape',
    guarantee: 'A snapshot that another version wrote is passed over, and the journal is read instead.',
    file: 'src/app/view/view-snapshot.ts',
    find: `return isView(view) ? view : undefined;`,
    replace: `return isView(view) ? view : (view as SessionView);`,
    tests: killed,
  },
  {
    name: 'live-snapshot-too-large',
    guarantee: 'A session with very many steps or samples at hand is captured only when it rests.',
    file: 'src/app/live/snapshot-writer.ts',
    find: `atHand() <= MOST_AT_HAND`,
    replace: `atHand() >= 0`,
    tests: writer,
  },
  {
    name: 'live-events-for-nobody',
    guarantee: 'Events are made only while somebody listens.',
    file: 'src/app/live/live-session.ts',
    find: `if (this.options.isHeard()) `,
    replace: ``,
    tests: live,
  },
  {
    name: 'live-detail-without-bounds',
    guarantee: 'A session is told with at most 10,000 steps, and says how many more it has.',
    file: 'src/app/session-detail.ts',
    find: `await index.firstSteps(most)`,
    replace: `await index.firstSteps(Math.max(most, index.steps.length))`,
    tests: detail,
  },
  {
    name: 'live-time-runs-backwards',
    guarantee: 'A clock that is set back takes nothing from the time that a session ran.',
    file: 'src/app/view/session-view.ts',
    find: `  if (at < view.updatedAt) runFrom(view, at);
`,
    replace: ``,
    tests: ['src/app/live/clock.test.ts'],
  },
  {
    name: 'live-step-of-negative-length',
    guarantee: 'Nothing lasts less than no time, whatever the clock is set to.',
    file: 'src/app/view/step-summary.ts',
    find: `duration_ms: Math.max(0, `,
    replace: `duration_ms: Math.max(-Infinity, `,
    tests: ['src/app/live/clock.test.ts'],
  },
  {
    name: 'live-failed-journal-unsaid',
    guarantee: 'A session whose disk fails says so in one sentence, and goes on when the disk does.',
    file: 'src/app/live/live-session.ts',
    find: `exitCode: 1, summary: classified(error).message };`,
    replace: `exitCode: 0, summary: '' };`,
    tests: ['src/app/live/disk-faults.test.ts'],
  },
  {
    name: 'live-disk-failure-ends-the-session',
    guarantee: 'A disk that fails while a step works ends the run and not the session.',
    file: 'src/engine/flow/runner.ts',
    find: `      this.failure ??= failure;
      this.stopper.abort(failure);`,
    replace: ``,
    tests: ['src/app/live/disk-faults.test.ts'],
  },
];
