const steady = ['src/engine/maker/sample/steady-evidence.test.ts'];
const block = ['src/agents/llm/ask-block.test.ts'];
const warm = ['src/models/prefix/warm-first.test.ts'];
const keys = ['src/models/keys/keys.test.ts'];

const places = ['src/models/keys/key-places.test.ts'];
const mix = ['src/engine/maker/escalate/ask-otherwise.test.ts'];
const list = ['src/models/list/list-models.test.ts'];
const probeSet = ['src/app/probe-set/estimate-set.test.ts'];
const retry = ['src/models/retry/retrying.test.ts'];
const failures = ['src/engine/maker/sample/model-failures.test.ts'];

export default [
  {
    name: 'models-outage-each-alone',
    guarantee:
      'Samples wait for a server that cannot be reached together: one tries now and then, not each of them.',
    file: 'src/models/retry/retrying.ts',
    find: `const MOST_TRIES_IN_VAIN = 3;`,
    replace: `const MOST_TRIES_IN_VAIN = 300;`,
    tests: retry,
  },
  {
    name: 'models-outage-given-up-one-by-one',
    guarantee: 'When a server is given up, all who wait for it stop at once.',
    file: 'src/models/limiter/lane.ts',
    find: `for (const each of waiting) each.abort(next);`,
    replace: `void waiting;`,
    tests: retry,
  },
  {
    name: 'models-pace-ignored',
    guarantee: 'A key goes as slowly as its server says, before it has to refuse a request.',
    file: 'src/models/limiter/lane.ts',
    find: `return Math.max(resumeAt - now, pace.delay(now));`,
    replace: `return Math.max(resumeAt - now, pace.delay(now) * 0);`,
    tests: ['src/models/limiter/model-limiter.test.ts'],
  },
  {
    name: 'models-dead-key-asked-by-all',
    guarantee: 'A key, account or service that serves nobody pauses the session: no other step begins.',
    file: 'src/engine/flow/runner.ts',
    find: `      this.held.size === 0 &&
`,
    replace: ``,
    tests: failures,
  },
  {
    name: 'models-too-big-asked-for-ever',
    guarantee: 'A prompt that is too big is not asked again as it is.',
    file: 'src/engine/maker/sample/make-room.ts',
    find: `data.evidenceShare === undefined && (await hasLess(context, race, evidence))`,
    replace: `data.evidenceShare === undefined || (await hasLess(context, race, evidence))`,
    tests: failures,
  },
  {
    name: 'models-fallback-for-own-mistakes',
    guarantee: 'What is wrong with the request itself is not asked of another model.',
    file: 'src/models/fallback/fallback-model.ts',
    find: `if (COOL_DOWN_MS[error.code] === undefined) throw error;`,
    replace: `if (error.code === 'internal') throw error;`,
    tests: ['src/models/fallback/fallback-model.test.ts'],
  },
  {
    name: 'models-refusals-for-ever',
    guarantee: 'What a model refused is asked for again after 30 days.',
    file: 'src/models/capabilities/kept-refusals.ts',
    find: `.filter(([, at]) => at >= oldest)`,
    replace: `.filter(([, at]) => at >= oldest - oldest)`,
    tests: ['src/models/capabilities/kept-refusals.test.ts'],
  },
  {
    name: 'models-mix-one-answers-all',
    guarantee: 'Models that share a race give its samples in turn, a sample asked anew the same one.',
    file: 'src/engine/maker/escalate/ask-otherwise.ts',
    find: `return all[index % all.length] ?? agent;`,
    replace: `return all[Math.min(index, 0)] ?? agent;`,
    tests: mix,
  },
  {
    name: 'models-stored-key-unnamed',
    guarantee: 'Where a key comes from is told with the one that is used first.',
    file: 'src/models/keys/key-places.ts',
    find: `[stored, { source, name }] : [stored]`,
    replace: `[{ source, name }, stored] : [stored]`,
    tests: places,
  },
  {
    name: 'models-list-first-page',
    guarantee: 'All pages of a provider’s list of models are read.',
    file: 'src/models/list/list-models.ts',
    find: `if (models.size >= MOST_MODELS) break;`,
    replace: `if (models.size >= 1) break;`,
    tests: list,
  },
  {
    name: 'models-probe-set-counts-flagged',
    guarantee: 'Answers of the probe set that are thrown away count as samples, not as wrong votes.',
    file: 'src/app/probe-set/estimate-set.ts',
    find: `posterior(right, valid - right)`,
    replace: `posterior(right, samples.length - right)`,
    tests: probeSet,
  },
  {
    name: 'models-home-env-first',
    guarantee: 'A key in the environment wins over one in ~/.env.',
    file: 'src/models/keys/resolve-key.ts',
    find: `return [...keySources(options)];`,
    replace: `return [...keySources(options)].reverse();`,
    tests: keys,
  },
  {
    name: 'models-prefix-follows-other-steps',
    guarantee:
      'Later samples of a race begin with the bytes of the first, although other steps end in the meantime.',
    file: 'src/engine/maker/sample/steady-evidence.ts',
    find: `return { ...now, outline, place: { ...now.place, siblings } };`,
    replace: `return { ...now, outline, place: siblings.length < 0 ? { ...now.place, siblings } : now.place };`,
    tests: steady,
  },
  {
    name: 'models-fan-out-too-early',
    guarantee:
      'Of requests that begin alike, one goes ahead until its answer begins, where the provider caches prefixes.',
    file: 'src/models/prefix/warm-first.ts',
    find: `await known.ahead.arrivedOr(signal);`,
    replace: `void known.ahead.arrivedOr(signal);`,
    tests: warm,
  },
  {
    name: 'models-failed-first-blocks',
    guarantee: 'A request that went ahead of others and failed holds none of them up.',
    file: 'src/models/prefix/warm-first.ts',
    find: `if (beginnings.get(name) === own) beginnings.delete(name);
      ahead.arrive();`,
    replace: `if (beginnings.get(name) === own) beginnings.delete(name);`,
    tests: warm,
  },
  {
    name: 'models-best-answer-drawn',
    guarantee: 'The first sample of a step is asked alone, and only drawn ones are choices of one request.',
    file: 'src/agents/llm/ask-block.ts',
    find: `samples.filter(({ isDrawn }) => isDrawn);
    const isOne`,
    replace: `samples.filter(({ isDrawn }) => isDrawn || samples.length > 1);
    const isOne`,
    tests: block,
  },
  {
    name: 'models-choices-for-ever',
    guarantee: 'Only the first block of a prompt is drawn as choices of one request.',
    file: 'src/agents/llm/ask-block.ts',
    find: `if (asked.has(prompt)) return false;`,
    replace: `if (asked.has('')) return false;`,
    tests: block,
  },
  {
    name: 'models-echoed-key',
    guarantee: 'A key that a server or a model repeats is taken out of the answer before it is kept.',
    file: 'src/models/providers/discreet-client.ts',
    find: `    text: safe(text),`,
    replace: `    text,`,
    tests: ['test/cli/canary.test.ts'],
  },
  {
    name: 'models-half-a-key',
    guarantee: 'Half a key is taken out like a whole one.',
    file: 'src/models/errors/without-secret.ts',
    find: `Math.floor(spelling.length / 2)`,
    replace: `spelling.length`,
    tests: ['src/models/errors/without-secret.test.ts'],
  },
  {
    name: 'models-program-environment',
    guarantee: 'A program that answers is given the key of its own provider and no other.',
    file: 'src/models/programs/program-environment.ts',
    find: `const names = [...keyVariables, ...OWN[provider],`,
    replace: `const names = [...Object.keys(env), ...keyVariables, ...OWN[provider],`,
    tests: ['src/models/programs/program-client.test.ts'],
  },
  {
    name: 'models-program-folder',
    guarantee: 'A program that answers works in an empty folder that goes with it.',
    file: 'src/models/programs/program-client.ts',
    find: `await rm(folder, { recursive: true, force: true, maxRetries: 3 });`,
    replace: `await Promise.resolve();`,
    tests: ['src/models/programs/program-client.test.ts'],
  },
  {
    name: 'models-variation-comes-first',
    guarantee: 'What a sample alone is told comes after all that samples share, on the wire.',
    file: 'src/agents/llm/chat-messages.ts',
    find: `content: joined([leadOf(wording), user]) };`,
    replace: `content: joined([leadOf(wording), sampleVariation(sampleIndex), user]) };`,
    tests: ['src/agents/llm/shared-beginning.test.ts'],
  },
  {
    name: 'models-cached-tokens-unsaid',
    guarantee: 'What came from a cache of the provider is journalled with the sample, and summed.',
    file: 'src/engine/maker/sample/cached-tokens.ts',
    find: `count > 0 ?`,
    replace: `count < 0 ?`,
    tests: ['test/cli/shared-beginning.test.ts'],
  },
  {
    name: 'models-cut-streams-count',
    guarantee: 'A stream that ends without its last event is no answer.',
    file: 'src/models/providers/read-stream.ts',
    find: `return complete || bytes.endWith('[DONE]');`,
    replace: `return complete || bytes.endWith('');`,
    tests: ['src/models/contract/stream.test.ts'],
  },
  {
    name: 'models-errors-in-streams',
    guarantee: 'An error in the middle of an answer is what it would be with a status before it.',
    file: 'src/models/errors/in-stream-status.ts',
    find: `[/billing/, 402],`,
    replace: ``,
    tests: ['src/models/contract/stream.test.ts'],
  },
  {
    name: 'models-reads-to-the-end',
    guarantee: 'An answer that would surely be thrown away is read no further, and the server sees it.',
    file: 'src/models/providers/read-stream.ts',
    find: `if (stopping()) return;`,
    replace: `stopping();`,
    tests: ['src/models/contract/stream.test.ts'],
  },
  {
    name: 'models-telemetry-without-opt-in',
    guarantee:
      'No collector hears of a session unless the user said so; a named collector alone is no such word.',
    file: 'src/config/telemetry-settings.ts',
    find: `if (wish === undefined && otlp === undefined) return undefined;`,
    replace: ``,
    tests: ['src/config/telemetry-settings.test.ts'],
  },
  {
    name: 'models-telemetry-of-a-workspace',
    guarantee: 'A repository does not decide who is told what models are asked.',
    file: 'src/config/sources/layer.ts',
    find: `key: 'telemetry',`,
    replace: `key: 'version',`,
    tests: ['src/config/load-settings.test.ts'],
  },
];
