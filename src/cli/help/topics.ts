import { HTTP_PROVIDER_NAMES, httpProvider, PROGRAM_NAMES, programRow } from '../../protocol/providers.ts';

export interface Topic {
  readonly name: string;
  /** What it is about, in a few words. */
  readonly about: string;
  readonly text: string;
}

/** The texts of `microfactory help --topic …`. */
export const TOPICS: readonly Topic[] = [
  {
    name: 'run',
    about: 'what a run does, step by step',
    text: `A run snapshots your folder as it is, works in a copy of its own, and touches your files only when it delivers.
It checks how the tests stand, plans small steps, asks several independent samples for each, discards flagged ones,
votes until one answer leads by k, verifies it, and delivers everything at once when all of it holds.

  microfactory run --prompt "Fix the failing tests"
  microfactory run --prompt "Add a --json flag" --llm-provider openai --max-usd 2
  microfactory run --prompt - < task.md

Ctrl-C stops it; what was recorded stays, and "microfactory resume" goes on from there.`,
  },
  {
    name: 'configuration',
    about: 'microfactory.yaml and what wins over what',
    text: `Looked for in this order: --config, then microfactory.yaml or .microfactory/microfactory.yaml in the folder that is
worked on. What it leaves out comes from ~/.microfactory/config.yaml, and then from the defaults, which the
microfactory.yaml that came with Microfactory shows.

A flag wins over a role's setting, a role's over its domain's, a domain's over the default. At the level of a domain and
as flags, samples and k are those of the solver.

  domains:
    code:
      verifier: npm test
      k: 3
      agents:
        solver: { provider: openai, model: gpt-5-mini, samples: 10 }

A file that comes with a repository may not say ask, on_gate, base_urls, telemetry or storage: these are yours to decide.`,
  },
  {
    name: 'exit-codes',
    about: 'what 0, 1, 2 and 3 mean',
    text: `0  completed and delivered
1  failed; one sentence on standard error says why
2  the command line, the configuration or a key has to be mended
3  paused, or something was left: standard output says what waits and how to go on`,
  },
  {
    name: 'voting',
    about: 'ahead by k, and what happens without a decision',
    text: `Samples of one step vote by what they would change, not by how they put it. An answer wins when it leads its strongest
rival by k votes (--k, default 3); --samples is the most valid votes a race may use (default 10). A tie goes on sampling.
At the cap nothing is applied: the step is split or waits for you. There is no plurality in disguise.

--voting-rule first-to-k is weaker and cheaper: k votes win, whatever the others have.
--dissent-sensitive demands one vote more for each vote of dissent, up to 2k.
--adaptive-k lets k follow what the run has shown so far, so that the rest succeeds with --target-success (default 0.99);
k_min and k_max of the domain are its bounds, and without k_min it never falls below --k.`,
  },
  {
    name: 'red-flags',
    about: 'why some samples never vote',
    text: `A sample that is too long, cut off, does not parse, does not apply or reaches outside its step is discarded and asked
anew; it is never repaired, because what breaks the form of an answer tends to break its content too. In the domain hanoi a
move against the rules is one more; red_flaggers: [{ type: legality, enabled: false }] leaves those to the votes. Others are
asked where red_flaggers lists them: forbids, requires, typecheck, lint, tests, command, llm_critique.
"show --session-id … --step …" lists every flag with its reason. Many flags make a step wait for you
(human_red_flag_threshold, default 4).`,
  },
  {
    name: 'gates',
    about: 'when a person is asked, and how to answer',
    text: `--ask doubtful (default) asks where votes or checks leave doubt; every asks at each step; never asks for no approval of a
decided vote. Undecided votes, doubt, protected files and a verifier that was never approved always wait.
--on-gate says what happens when nobody is there: pause (default), skip or fail.

  microfactory show   --session-id ID --step STEP
  microfactory decide --session-id ID --step STEP approve --resume
  microfactory decide --session-id ID --step STEP reject --comment "Keep the signature" --resume
  microfactory decide --session-id ID --step STEP pick --class B --resume
  microfactory decide --session-id ID --step STEP edit --file src/a.js=mine.js --resume

A question that is dismissed is no yes: the step keeps waiting. "resume" approves nothing.`,
  },
  {
    name: 'delivery',
    about: 'how results reach your files, and how to go back',
    text: `Delivery is all or nothing, and refused when a file changed since the session began.

  microfactory deliver --session-id ID              after that refusal, or later
  microfactory deliver --session-id ID --accepted   what was accepted, without the rest
  microfactory deliver --session-id ID --merge      into files that changed meanwhile, where that works
  microfactory undo                                 takes the last delivery into this folder back`,
  },
  {
    name: 'offline',
    about: 'repair without a model, key or network',
    text: `--llm-provider offline uses no model: each sample is an independent, seeded search for a small edit that makes the
step's failing tests pass and breaks none. It finds one-line defects in JavaScript and TypeScript; when its time is up
(search_seconds, default 60 a step) it says so and the step waits. It is what runs when no key is set.`,
  },
  {
    name: 'providers',
    about: 'models, keys and addresses',
    text: `${providerLines().join('\n')}

A key comes from --api-key, else from the environment, else from ~/.env. Others on this machine may see command lines:
--api-key - reads the key from standard input instead. "microfactory models" lists what each provider offers;
"microfactory probe" asks the model once and says what came back.`,
  },
  {
    name: 'json',
    about: 'output for programs',
    text: `run --json and resume --json print one event a line and nothing else. status --json prints {"sessions": […]}; with
--session-id the one session with its steps. show, explain, inspect, models, probe, domains, deliver and undo take --json too.
subprocess always prints JSON. Errors are one sentence on standard error.`,
  },
  {
    name: 'environment',
    about: 'variables that are read',
    text: `MICROFACTORY_HOME                  where sessions are kept; default ~/.microfactory
OPENAI_API_KEY, ANTHROPIC_API_KEY  keys
OPENAI_BASE_URL, ANTHROPIC_BASE_URL  addresses
MICROFACTORY_OTEL                  1: sessions are told to the OpenTelemetry collector that OTEL_EXPORTER_OTLP_* name; 0: never
NO_COLOR                           no colours
MICROFACTORY_DEBUG                 errors with their stack`,
  },
];

function providerLines(): string[] {
  const lines = HTTP_PROVIDER_NAMES.map((name) => {
    const { keyVariables, needsKey, baseUrl, baseUrlVariable } = httpProvider(name);
    const key =
      needsKey === 'unless-local' ? 'no key on this machine' : `key in ${keyVariables.join(' or ')}`;
    const address = baseUrl === undefined ? `, address in ${baseUrlVariable}` : '';
    return `--llm-provider ${name.padEnd(18)}${key}${address}`;
  });
  const programs = PROGRAM_NAMES.map(
    (name) =>
      `--llm-provider ${name.padEnd(18)}${programRow(name).title}, a program that you are signed in to`,
  );
  return [...lines, ...programs, '--llm-provider offline           no key'];
}
