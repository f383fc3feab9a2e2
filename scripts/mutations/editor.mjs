const link = ['src/extension/engine/engine-link.test.ts'];
const panelState = ['src/webview/state/reduce-panel.test.ts', 'src/webview/state/panel-store.test.ts'];
const page = ['src/extension/panel/panel-html.test.ts'];
const contract = ['src/app/remote/service-contract.test.ts'];
const outbox = ['src/app/remote/event-outbox.test.ts'];
const outline = ['src/app/index/outline/outline-of.test.ts'];
const search = ['src/app/index/columns/text-search.test.ts'];
const matches = ['src/app/index/outline/matches.test.ts'];
const graph = ['src/app/index/graph/step-graph-of.test.ts'];

export default [
  {
    name: 'editor-untrusted-starts-the-engine',
    guarantee: 'In an untrusted workspace the extension starts nothing.',
    file: 'src/extension/engine/engine-link.ts',
    find: `    if (!this.#options.trusted()) throw untrusted();
`,
    replace: `    void untrusted;
`,
    tests: link,
  },
  {
    name: 'editor-lost-engine-unsaid',
    guarantee: 'An engine that ended unasked is said to be lost, and is started anew on the next use.',
    file: 'src/extension/engine/engine-link.ts',
    find: `    this.#lose(sentence);
  }

  #lose(`,
    replace: `  }

  #lose(`,
    tests: link,
  },
  {
    name: 'editor-decision-without-its-question',
    guarantee: 'A decision in the editor names the question that was shown.',
    file: 'src/extension/sessions/send-decision.ts',
    find: `decision, openedSeq });`,
    replace: `decision, openedSeq: openedSeq === undefined ? undefined : undefined });`,
    tests: ['src/extension/sessions/send-decision.test.ts'],
  },
  {
    name: 'editor-stale-answer-taken',
    guarantee: 'A question that was answered meanwhile takes no second answer.',
    file: 'src/app/live/gate-decision.ts',
    find: `if (openedSeq === undefined || openedSeq === asked) return;`,
    replace: `if (asked !== undefined || openedSeq === undefined) return;`,
    tests: contract,
  },
  {
    name: 'panel-old-snapshot-shown',
    guarantee: 'The panel never goes back to an older snapshot.',
    file: 'src/webview/state/reduce-panel.ts',
    find: `snapshot.number <= state.snapshot.number`,
    replace: `snapshot.number < 0`,
    tests: panelState,
  },
  {
    name: 'panel-double-click-decides-twice',
    guarantee: 'A double click decides once.',
    file: 'src/webview/state/reduce-panel.ts',
    find: `return state.pending.some((request) => request.key === key);`,
    replace: `return state.pending.length < 0 && key === '';`,
    tests: panelState,
  },
  {
    name: 'panel-policy-open',
    guarantee: "The panel's page loads nothing from anywhere but the extension.",
    file: 'src/extension/panel/panel-html.ts',
    find: "`default-src 'none'`,",
    replace: '`default-src *`,',
    tests: page,
  },
  {
    name: 'panel-translation-ends-the-script',
    guarantee: "No text can end the page's script.",
    file: 'src/extension/panel/panel-html.ts',
    find: `.replace(/</g, '\\\\u003c')`,
    replace: ``,
    tests: page,
  },
  {
    name: 'panel-bidi-shown',
    guarantee: 'Characters that hide or turn text are shown as code points.',
    file: 'src/webview/text/harmless.ts',
    find: '\\u2028-\\u202e',
    replace: '\\u2028',
    tests: ['src/webview/text/harmless.test.ts'],
  },
  {
    name: 'outline-unbounded',
    guarantee: 'A page of the outline has at most 200 rows, however many steps there are.',
    file: 'src/app/index/outline/outline-of.ts',
    find: `Math.min(MOST_ROWS, Math.max(1, query.limit))`,
    replace: `Math.max(MOST_ROWS, query.limit)`,
    tests: outline,
  },
  {
    name: 'search-case',
    guarantee: 'A search in the outline finds a text whatever its case.',
    file: 'src/app/index/columns/finder.ts',
    find: `if (FOLDED[bytes[at + offset] as number] !== wanted[offset]) return false;`,
    replace: `if (bytes[at + offset] !== wanted[offset]) return false;`,
    tests: search,
  },
  {
    name: 'search-other-capitals',
    guarantee: 'A search in the outline finds capitals of every script.',
    file: 'src/app/index/columns/text-search.ts',
    find: `own < lowerOf.length && lowerOf.at(own) === text`,
    replace: `own < 0 && lowerOf.at(own) === text`,
    tests: search,
  },
  {
    name: 'search-by-pieces-alone',
    guarantee: 'A search in the outline finds only what contains all that was typed.',
    file: 'src/app/index/columns/text-search.ts',
    find: `if (!isIn) words[word]! ^= left & -left;`,
    replace: ``,
    tests: search,
  },
  {
    name: 'search-misses-the-last',
    guarantee: 'A search in the outline finds steps that were added a moment ago.',
    file: 'src/app/index/columns/text-search.ts',
    find: `for (let at = rest; at < found.length; at += 1) found.set(at);`,
    replace: ``,
    tests: search,
  },
  {
    name: 'search-some-for-all',
    guarantee: 'A search in the outline tells texts that hold a letter from those beside them that do not.',
    file: 'src/app/index/columns/open-block.ts',
    find: `return count === TEXTS_IN_BLOCK ? 0`,
    replace: `return count >= TEXTS_IN_BLOCK - 1 ? 0`,
    tests: search,
  },
  {
    name: 'search-anothers-title',
    guarantee: 'A search in the outline goes by the title of each step.',
    file: 'src/app/index/table/text-runs.ts',
    find: `text === first + place ? 0 : SCATTERED`,
    replace: `text >= first ? 0 : SCATTERED`,
    tests: matches,
  },
  {
    name: 'search-any-state',
    guarantee: 'A search in the outline for a text and a state finds steps that have both.',
    file: 'src/app/index/outline/matches.ts',
    find: `if (wanted < steps.end - steps.start) this.#keepLooks(steps);`,
    replace: ``,
    tests: matches,
  },
  {
    name: 'graph-unbounded',
    guarantee: 'A drawing has at most 240 nodes, however many steps there are.',
    file: 'src/app/index/graph/step-graph-of.ts',
    find: `Math.min(MOST_NODES, Math.max(1, query.limit))`,
    replace: `Math.max(MOST_NODES, query.limit)`,
    tests: graph,
  },
  {
    name: 'remote-key-in-the-environment',
    guarantee: "A key that the editor hands over is in no process's environment.",
    file: 'src/app/remote/engine-keys.ts',
    find: `Object.assign(this.environment, this.#own, keys);`,
    replace: `Object.assign(this.environment, this.#own, keys);
    Object.assign(process.env, keys);`,
    tests: ['src/app/remote/engine-process.test.ts'],
  },
  {
    name: 'remote-orphaned-engine-runs-on',
    guarantee: 'An engine whose extension host was killed ends, with all that it started.',
    file: 'src/app/remote/engine-main.ts',
    find: `process.once('disconnect', () => void leave());`,
    replace: `process.once('disconnect', () => undefined);`,
    tests: ['src/app/remote/engine-process.test.ts'],
  },
  {
    name: 'remote-decision-events-thinned',
    guarantee:
      'An editor that hears too slowly is told how many events of steps were left out; what a person acts on never is.',
    file: 'src/app/remote/crowded-events.ts',
    find: `'gate-opened': 'kept',`,
    replace: `'gate-opened': 'skipped',`,
    tests: outbox,
  },
  {
    name: 'remote-slow-host-flooded',
    guarantee: 'An editor gets the next events only when it has heard the ones before.',
    file: 'src/app/remote/event-outbox.ts',
    find: `await Promise.all([heard, pause(FRAME_MS)]);`,
    replace: `await pause(FRAME_MS);`,
    tests: outbox,
  },
  {
    name: 'remote-unbounded-events',
    guarantee: 'Events that an editor does not hear wait in bounded memory.',
    file: 'src/app/remote/event-outbox.ts',
    find: `if (this.#waiting.size >= this.#crowded) this.#thin();`,
    replace: ``,
    tests: outbox,
  },
  {
    name: 'imported-session-asks',
    guarantee: 'A session that was imported asks nobody anything.',
    file: 'src/extension/sessions/sessions-model.ts',
    find: `  if (isImported(session)) return false;`,
    replace: ``,
    tests: ['src/extension/sessions/sessions-model.test.ts'],
  },
  {
    name: 'cancelled-export-goes-on',
    guarantee: 'An export that is cancelled ends, and leaves nothing.',
    file: 'src/store/transfer/export-session.ts',
    find: `stopIfCancelled(signal, 'The export was cancelled: nothing was written.');`,
    replace: ``,
    tests: ['src/store/transfer/transfer.test.ts'],
  },
  {
    name: 'remote-last-events-lost',
    guarantee: 'An editor hears how its sessions were left before the engine ends.',
    file: 'src/app/remote/serve-service.ts',
    find: `  await outbox.passed();
}`,
    replace: `}`,
    tests: ['src/app/remote/serve-service.test.ts'],
  },
  {
    name: 'panel-requests-read-again',
    guarantee: 'The panel does not read the whole record of requests again for a step that rests.',
    file: 'src/extension/panel/requests-of.ts',
    find: `state !== 'working' &&`,
    replace: `state === 'working' &&`,
    tests: ['src/extension/panel/requests-of.test.ts'],
  },
  {
    name: 'panel-requests-of-the-step-before',
    guarantee: 'Another step begins at its own newest requests to models, with none of the step before open.',
    file: 'src/webview/state/reduce-panel.ts',
    find: `...(same ? state.look : atNewest(state.look))`,
    replace: `...state.look`,
    tests: panelState,
  },
];
