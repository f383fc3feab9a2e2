import { z } from 'zod';
import {
  CHAT_PROVIDERS,
  HTTP_PROVIDER_NAMES,
  OFFERED_PROVIDERS,
  PROGRAM_NAMES,
  PROVIDER_NAMES,
  type ChatProvider,
  type HttpProvider,
  type ProgramProvider,
} from '../../protocol/providers.ts';
import {
  alternatives,
  chance,
  command,
  KEY,
  numberBetween,
  numberFrom,
  oneOf,
  positiveNumber,
  section,
  storageSize,
  wholeNumber,
  words,
  yesOrNo,
} from './fields.ts';
import { redFlagger } from './red-flagger.ts';

export const ASK_POLICIES = ['every', 'doubtful', 'never'] as const;
export const VOTING_RULES = ['ahead-by-k', 'first-to-k'] as const;
export const RUNGS = ['paraphrase', 'model', 'distinguish', 'split', 'person'] as const;
export const ON_GATE = ['pause', 'skip', 'fail'] as const;

const provider = z
  .enum(PROVIDER_NAMES, {
    // `simulated` and `replay` are for tests and recorded runs; nobody should be led to them.
    error: `must be ${alternatives(OFFERED_PROVIDERS)}; write ${KEY}: openai.`,
  })
  .describe(
    'Who answers: a model over HTTP, a program on this machine (`codex-cli`, `claude-cli`), one that VS Code offers (`vscode-lm`), or `offline` repair.',
  );
const model = words('the name of a model', 'gpt-5-mini');
const url = words('a URL', 'https://models.example.org/v1').regex(/^https?:\/\/\S+$/u, {
  error: `must be a URL that begins with http:// or https://; write ${KEY}: https://models.example.org/v1.`,
});

/** What helps a step that finds no decision. */
const escalation = section({
  rungs: z
    .array(oneOf(RUNGS, 'paraphrase'), { error: `must be a list; write ${KEY}: [${RUNGS.join(', ')}].` })
    .optional()
    .describe('Climbed in this order, each once a step; a person always comes last.'),
  votes: wholeNumber(1, 6).optional().describe('Votes that a rung may add to its race.'),
  doubtful: yesOrNo(false)
    .optional()
    .describe('Whether a decided but doubtful race climbs, too, before a person is asked.'),
  repeats: wholeNumber(0, 5)
    .optional()
    .describe(
      'Repeats of a wrong answer, as a multiple of what independence predicts, above which votes are decorrelated; 0: never.',
    ),
  models: z
    .array(section({ provider: provider.optional(), model }), {
      error: `must be a list; write ${KEY}: [{ provider: openai, model: gpt-5-mini }].`,
    })
    .optional()
    .describe('Who else may answer, for the rung `model`.'),
});

const modelsError = `must be a list of models; write ${KEY}: [gpt-5-mini, { provider: anthropic, model: claude-haiku-4-5 }].`;

/** What a role may say, and what a domain may say for its solver and solution discriminator. */
const voting = {
  provider: provider.optional(),
  model: model.optional(),
  models: z
    .array(z.union([model, section({ provider: provider.optional(), model })], { error: modelsError }), {
      error: modelsError,
    })
    .min(1, { error: modelsError })
    .meta({ examples: [['gpt-5-mini', 'gpt-4.1-mini']] })
    .optional()
    .describe('Models that answer the samples of a race in turn, after `model` if that is named, too.'),
  samples: wholeNumber(1, 10).optional().describe('The most valid votes a race may use.'),
  k: wholeNumber(1, 3).optional().describe('By how many votes the winner must lead.'),
  max_tokens: wholeNumber(16, 4096).optional().describe('The longest answer asked for, in tokens.'),
  temperature: numberBetween(0, 2, 0.1).optional().describe('Of the samples after the first.'),
  fallback: z
    .array(section({ provider, model }), {
      error: `must be a list; write ${KEY}: [{ provider: anthropic, model: claude-sonnet-5-5 }].`,
    })
    .optional()
    .describe('Who is asked, in this order, while the model can not answer.'),
};

const role = section({
  ...voting,
  prompt_template: words('the path of a template or its text', 'templates/solver.hbs').optional(),
});

const labelsError = `must be a list of at least two labels, each of one line; write ${KEY}: [bug, feature].`;
const labels = z
  .array(z.string({ error: labelsError }).regex(/^\S(.*\S)?$/u, { error: labelsError }), {
    error: labelsError,
  })
  .min(2, { error: labelsError })
  .meta({ examples: [['bug', 'feature']] });

const innerPath = (example: string, ending = '') => {
  const error = `must be a path inside the folder${ending === '' ? '' : ` that ends with ${ending}`}; write ${KEY}: ${example}.`;
  return z
    .string({ error })
    .regex(/^(?!\/|~|[A-Za-z]:)(?!(.*\/)?\.\.(\/|$))[^\\]*[^\\/\s]$/u, { error })
    .refine((path) => path.endsWith(ending), { error })
    .meta({ examples: [example] });
};

export const domainSection = section({
  extends: words('the name of a domain', 'code')
    .optional()
    .describe('The domain whose settings and way of working this one takes over; `code` when left out.'),
  module: words('the path of a module', 'domains/mine.mjs')
    .optional()
    .describe('A program of your own that does the work, in place of `extends`; see docs/extending.md.'),
  description: words('one sentence', 'Fixes failing tests.').optional(),
  verifier: command('npm test')
    .optional()
    .describe('Checks a step; shown in full and approved before it first runs.'),
  verifier_timeout_seconds: wholeNumber(1, 300).optional(),
  step_granularity: section({
    max_files: wholeNumber(1, 3).optional(),
    max_lines_changed: wholeNumber(1, 80).optional(),
  }).optional(),
  red_flaggers: z
    .array(redFlagger, { error: `must be a list; write ${KEY}: [{ type: length, max_tokens: 750 }].` })
    .optional(),
  max_resamples: wholeNumber(0, 8).optional(),
  max_attempts: wholeNumber(1, 3).optional(),
  max_decomposition_depth: wholeNumber(0, 2).optional(),
  min_words: wholeNumber(0, 8).optional(),
  human_red_flag_threshold: wholeNumber(0, 4).optional(),
  human_resample_threshold: wholeNumber(0, 4).optional(),
  human_low_margin_threshold: wholeNumber(0, 1).optional(),
  red_flag_alarm_share: chance(0.8)
    .optional()
    .describe('A rule of red flags that surely throws away a larger share of the answers is told of.'),
  voting_rule: oneOf(VOTING_RULES, 'ahead-by-k')
    .optional()
    .describe('What k counts: the lead over the strongest rival, or the votes of one answer.'),
  dissent_sensitive: yesOrNo(false)
    .optional()
    .describe('Demand one vote more for each vote of dissent, up to twice k.'),
  adaptive_k: yesOrNo(false)
    .optional()
    .describe('Let k of the solver follow what the run has shown, for the success that is wanted.'),
  target_success: chance(0.99).optional().describe('The chance of success that is wanted of a whole run.'),
  k_min: wholeNumber(1, 3)
    .optional()
    .describe('The least k that adaptive_k may choose; k of the solver when left out.'),
  k_max: wholeNumber(1, 10).optional().describe('The largest k that adaptive_k may choose.'),
  escalation: escalation.optional(),
  repository_formatter: yesOrNo(true)
    .optional()
    .describe('Compare answers as the formatter writes them that the repository itself is configured for.'),
  behaviour_probes: yesOrNo(true)
    .optional()
    .describe(
      'Where answers differ, count those as one that behave alike on inputs which a model chose without seeing them.',
    ),
  evidence_tokens: wholeNumber(100, 12000).optional(),
  search_seconds: wholeNumber(1, 60).optional(),
  answers: labels
    .optional()
    .describe('For domains that extend analysis: the only answers there are, compared word for word.'),
  items: innerPath('data/items.txt')
    .optional()
    .describe('For domains that extend analysis: a file of the folder with one item a line; each is a step.'),
  report: innerPath('reports/review.md', '.md')
    .optional()
    .describe(
      'For domains that extend analysis: where the report goes; else the prompt says it, or reports/.',
    ),
  ...voting,
  agents: section({
    decomposition: role.optional(),
    decomposition_discriminator: role.optional(),
    solver: role.optional(),
    solution_discriminator: role.optional(),
  }).optional(),
});

const baseUrls = Object.fromEntries(
  HTTP_PROVIDER_NAMES.map((provider) => [provider, url.optional()]),
) as Record<HttpProvider, z.ZodOptional<typeof url>>;

const usd = (example: number) =>
  numberFrom(0, example).describe('US dollars for a million tokens; 0 where it costs nothing.');

const price = section({
  input: usd(0.2),
  output: usd(0.6),
  cache_read: usd(0.02).optional(),
  cache_write: usd(0.25).optional(),
  context: wholeNumber(1, 128_000).optional().describe('The longest prompt and answer together, in tokens.'),
});

const ownPrices = Object.fromEntries(
  CHAT_PROVIDERS.map((name) => [
    name,
    z
      .record(z.string(), price, {
        error: `must be a section with one key per model; write ${KEY}: { my-model: { input: 0.2, output: 0.6 } }.`,
      })
      .optional(),
  ]),
) as Record<ChatProvider, z.ZodOptional<z.ZodRecord<z.ZodString, typeof price>>>;

const place = words('an absolute path', '/opt/codex/bin/codex').regex(/^(\/|[A-Za-z]:[\\/])/u, {
  error: `must be an absolute path; write ${KEY}: /opt/codex/bin/codex.`,
});
const programs = Object.fromEntries(PROGRAM_NAMES.map((program) => [program, place.optional()])) as Record<
  ProgramProvider,
  z.ZodOptional<typeof place>
>;

/** The shape of microfactory.yaml. Everything may be left out: what is not said comes from the defaults. */
export const configurationFile = section({
  version: z.literal(1, { error: `must be 1, the only version there is; write ${KEY}: 1.` }).optional(),
  default_domain: words('the name of a domain', 'code').optional(),
  max_concurrent_llm: wholeNumber(1, 4).optional(),
  max_concurrent_steps: wholeNumber(1, 2).optional(),
  request_timeout_seconds: wholeNumber(1, 300)
    .optional()
    .describe('How long a request to a model may take in all.'),
  idle_timeout_seconds: wholeNumber(1, 120)
    .optional()
    .describe('How long a model may send nothing before its request is given up and made anew.'),
  ask: oneOf(ASK_POLICIES, 'doubtful').optional(),
  on_gate: oneOf(ON_GATE, 'pause').optional(),
  base_urls: section(baseUrls).optional(),
  prices: section(ownPrices)
    .optional()
    .describe('What models cost, by provider and model; a `*` in a name stands for any characters.'),
  programs: section(programs).optional().describe('Where programs that answer are; only in your own file.'),
  budget: section({
    max_usd: positiveNumber(5).optional(),
    max_tokens: wholeNumber(1, 2_000_000).optional(),
    max_calls: wholeNumber(1, 1000).optional(),
    max_minutes: positiveNumber(60).optional(),
  }).optional(),
  record_exchanges: yesOrNo(true)
    .optional()
    .describe('`false`: what models were asked and answered is not kept for `microfactory inspect`.'),
  telemetry: section({
    otlp: url
      .optional()
      .describe('Base URL of an OpenTelemetry collector (OTLP over HTTP) that is told of every session.'),
    content: yesOrNo(false).optional().describe('Whether it is told prompts and answers, too.'),
  })
    .optional()
    .describe('Only in your own file.'),
  storage: section({
    keep_days: wholeNumber(1, 30)
      .optional()
      .describe('`microfactory prune` removes ended sessions that were not used for so many days.'),
    max_size: storageSize('2GB')
      .optional()
      .describe('`microfactory prune` removes the oldest ended sessions until no more is taken.'),
  }).optional(),
  domains: z
    .record(z.string(), domainSection, {
      error: `must be a section with one key per domain; write ${KEY}: { code: { verifier: npm test } }.`,
    })
    .optional(),
});

export type ConfigurationFile = z.infer<typeof configurationFile>;
export type DomainSection = z.infer<typeof domainSection>;
export type RoleSection = z.infer<typeof role>;
