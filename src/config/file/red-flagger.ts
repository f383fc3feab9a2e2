import { z } from 'zod';
import { HTTP_PROVIDER_NAMES, PROGRAM_NAMES, PROVIDER_NAMES } from '../../protocol/providers.ts';
import { ROLES } from '../../engine/ports/microagent.ts';
import { alternatives, command, KEY, oneOf, section, wholeNumber, words, yesOrNo } from './fields.ts';
import { verifierCommand } from './verifier-command.ts';

const wordListError = `must be a list of words; write ${KEY}: [TBD].`;
const wordList = z
  .array(z.string({ error: wordListError }).regex(/\S/u, { error: wordListError }), { error: wordListError })
  .min(1, { error: wordListError })
  .meta({ examples: [['TBD']] });

const CRITICS = [...HTTP_PROVIDER_NAMES, ...PROGRAM_NAMES, 'vscode-lm'];

const enabled = yesOrNo(true).optional().describe('`false` switches the rule off.');

const rolesOf = (choices: readonly (typeof ROLES)[number][]) => {
  const error = `must be a list of roles (${choices.join(', ')}); write ${KEY}: [solver].`;
  return z
    .array(oneOf(choices, 'solver'), { error })
    .min(1, { error })
    .optional()
    .describe('Whose answers it is about; the solver’s when left out.');
};
const roles = rolesOf(ROLES);

/** As the rule knows them (src/domains/redflags/rules/beyond-plan.ts). */
const BEYOND_PLAN = ['tests_and_new', 'nothing', 'anything'] as const;

/** No shell: what a rule runs is a program with its words. */
const argv = (example: string) =>
  command(example).refine((value) => verifierCommand(value).argv !== undefined, {
    error: `must do without a shell (no pipes, variables or redirections); write ${KEY}: ${example}.`,
  });

const ownCommand = (example: string) =>
  argv(example)
    .optional()
    .describe(
      'How it is run in the folder, without a shell; found in the project when left out. Shown and approved before it first runs.',
    );
const timeout = wholeNumber(1, 120).optional();

const TYPES = [
  section({ type: z.literal('length'), enabled, max_tokens: wholeNumber(1, 750), roles }),
  section({ type: z.literal('forbids'), enabled, words: wordList, roles }),
  section({ type: z.literal('requires'), enabled, words: wordList, roles }),
  section({
    type: z.literal('syntax'),
    enabled,
    language: words('the name of a language', 'typescript')
      .optional()
      .describe('Whose files must parse after any change, also where they did not before.'),
  }),
  section({
    type: z.literal('granularity'),
    enabled,
    max_files: wholeNumber(1, 3).optional(),
    max_lines_changed: wholeNumber(1, 80).optional(),
    beyond_plan: oneOf(BEYOND_PLAN, 'tests_and_new')
      .optional()
      .describe('What an answer may change beyond the files that the plan names for its step.'),
  }),
  section({ type: z.literal('stub'), enabled }),
  section({ type: z.literal('legality'), enabled }),
  section({
    type: z.literal('typecheck'),
    enabled,
    command: ownCommand('npx tsc --noEmit --pretty false'),
    timeout_seconds: timeout,
  }),
  section({
    type: z.literal('lint'),
    enabled,
    command: ownCommand('npx eslint . --format json'),
    timeout_seconds: timeout,
  }),
  section({ type: z.literal('tests'), enabled }),
  section({
    type: z.literal('command'),
    enabled,
    command: argv('./check-answer --strict').describe(
      'A program without a shell: an exit status other than 0 is a red flag. Shown and approved before it first runs.',
    ),
    timeout_seconds: timeout,
  }),
  section({
    type: z.literal('llm_critique'),
    enabled,
    provider: z
      .enum(PROVIDER_NAMES, {
        error: `must be ${alternatives(CRITICS)}; write ${KEY}: openai.`,
      })
      .optional()
      .describe('Who criticises; that of the solution discriminator when left out.'),
    model: words('the name of a model', 'gpt-5-mini').optional(),
    prompt_template: words('the path of a template or its text', 'templates/critique.hbs').optional(),
    max_tokens: wholeNumber(16, 512).optional(),
    roles: rolesOf(['solver', 'decomposition']),
  }),
] as const;

/** The names of the rules that can be set. */
export const RED_FLAGGER_TYPES: readonly string[] = TYPES.map(({ shape }) => shape.type.value);

const named = `${RED_FLAGGER_TYPES.slice(0, -1).join(', ')} or ${RED_FLAGGER_TYPES.at(-1)}`;

/** One entry of `red_flaggers`. */
export const redFlagger = z.discriminatedUnion('type', TYPES, {
  error: `must be ${named}, in a red flagger such as { type: length, max_tokens: 750 }.`,
});
