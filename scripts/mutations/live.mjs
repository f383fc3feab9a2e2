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
    guarantee: 'A session with very many steps at hand is captured only when it rests.',
    file: 'src/app/live/snapshot-writer.ts',
    find: `live > MOST_STEPS || `,
    replace: `live < 0 || `,
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
];
