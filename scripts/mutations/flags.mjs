const scenarios = ['test/scenarios/red-flag-scenarios.test.ts'];
const rules = 'src/domains/redflags/rules';
const shares = ['src/engine/maker/redflag/red-flag-shares.test.ts'];

export default [
  {
    name: 'flags-length-in-characters',
    guarantee: 'An answer’s length is what the provider counted, else its tokens.',
    file: `${rules}/length.ts`,
    find: `const tokens = usage.output > 0 ? usage.output : tokenCount(text);`,
    replace: `const tokens = tokenCount(text);`,
    tests: scenarios,
  },
  {
    name: 'flags-role-ignored',
    guarantee: 'A red flagger is asked of the answers of its roles alone.',
    file: 'src/domains/redflags/answer-rules.ts',
    find: `.filter((settings) => isFor(role, settings))`,
    replace: `.filter((settings) => isFor(role, settings) || true)`,
    tests: scenarios,
  },
  {
    name: 'flags-switched-off-rule-asked',
    guarantee: 'A red flagger that is switched off flags nothing.',
    file: 'src/domains/redflags/rule-settings.ts',
    find: `return redFlaggers.filter((entry) => typeOf(entry) === type && entry['enabled'] !== false);`,
    replace: `return redFlaggers.filter((entry) => typeOf(entry) === type);`,
    tests: scenarios,
  },
  {
    name: 'flags-old-stubs-flagged',
    guarantee: 'Work that was left undone before an answer is no red flag of it.',
    file: `${rules}/new-stub.ts`,
    find: `linesOnlyIn(text.after, text.before)`,
    replace: `linesOnlyIn(text.after, '')`,
    tests: scenarios,
  },
  {
    name: 'flags-old-findings-flagged',
    guarantee: 'A type checker’s or linter’s finding is a red flag only where it is new.',
    file: `${rules}/regressions.ts`,
    find: `newFindings(findingsIn(before.stdout), findingsIn(after.stdout))`,
    replace: `newFindings([], findingsIn(after.stdout))`,
    tests: scenarios,
  },
  {
    name: 'flags-copies-told-apart',
    guarantee:
      'Which copy of the project a type checker or linter ran in makes no finding a new one, on Windows neither.',
    file: 'src/domains/redflags/run/without-folders.ts',
    find: `return [doubled, \`\${folder}\\\\\`, slashes];`,
    replace: `return [slashes];`,
    tests: ['src/domains/redflags/run/without-folders.test.ts'],
  },
  {
    name: 'flags-warnings-of-the-linter-count',
    guarantee:
      'What the real tsc and ESLint of a project find anew is a red flag, and a mere warning is none.',
    file: 'src/domains/redflags/run/findings.ts',
    find: `.filter(({ severity }) => severity === 2)`,
    replace: `.filter(({ severity }) => severity !== undefined)`,
    tests: ['src/domains/redflags/run/real-checkers.test.ts'],
  },
  {
    name: 'flags-missing-checker-unsaid',
    guarantee:
      'A type checker or linter that a project names and has not installed is said before the session begins.',
    file: 'src/domains/redflags/run/project-checks.ts',
    find: `if (program === undefined) throw notInstalled(type, check);`,
    replace: `if (program === undefined) void notInstalled; if (program === undefined) return undefined;`,
    tests: ['src/domains/redflags/run/real-checkers.test.ts'],
  },
  {
    name: 'flags-program-by-its-starter',
    guarantee:
      'A program of an npm package is run through node by what its package names, since its starter is another file on each system.',
    file: 'src/domains/code/programs/find-program.ts',
    find: `return 'package' in program ? ['node', seen] : [seen];`,
    replace: `return [seen];`,
    tests: ['src/domains/code/programs/find-program.test.ts'],
  },
  {
    name: 'flags-status-of-a-command-ignored',
    guarantee: 'A command of red_flaggers that ends with another status than 0 is a red flag.',
    file: `${rules}/command.ts`,
    find: `if (result.exitCode === 0 && !result.timedOut) return [];`,
    replace: `if (!result.timedOut) return [];`,
    tests: scenarios,
  },
  {
    name: 'flags-command-run-unapproved',
    guarantee: 'A command of red_flaggers does not run before a person has approved it.',
    file: 'src/domains/redflags/run/run-rules.ts',
    find: `if (!(await this.#approved(command))) throw notApproved(command);`,
    replace: `void notApproved(command);`,
    tests: ['src/domains/redflags/run/run-rules.test.ts'],
  },
  {
    name: 'flags-check-changed-unseen',
    guarantee: 'An answer that changes what a red flagger runs needs a person.',
    file: 'src/domains/code/code-session.ts',
    find: `return new Set([...ofVerifier, ...(await runRules.files())]);`,
    replace: `return new Set([...ofVerifier]);`,
    tests: scenarios,
  },
  {
    name: 'flags-unclear-critique-counts',
    guarantee: 'A critique that can’t be read raises no flag.',
    file: 'src/agents/critic/create-critic.ts',
    find: `    return [];
  }
  if (!said['flag']) return [];`,
    replace: `  } else if (!said['flag']) return [];`,
    tests: ['src/agents/critic/create-critic.test.ts'],
  },
  {
    name: 'flags-refused-critique-stops-the-session',
    guarantee: 'A critique that the model refuses to give stops no session and flags nothing, which is said.',
    file: 'src/agents/critic/create-critic.ts',
    find: `if (!SAYS_NOTHING.has(code)) throw error;`,
    replace: `if (SAYS_NOTHING.has(code)) throw error;`,
    tests: ['src/agents/critic/create-critic.test.ts'],
  },
  {
    name: 'flags-critique-of-equal-answers-repeated',
    guarantee: 'Equal answers to a step are looked over by a critic once.',
    file: 'src/agents/critic/create-critic.ts',
    find: `if (before !== undefined) return`,
    replace: `if (before !== undefined && known.size === 0) return`,
    tests: ['src/agents/critic/create-critic.test.ts'],
  },
  {
    name: 'flags-critiques-outside-of-the-limit',
    guarantee:
      'What looking answers over may cost is held against the limit of calls before they are asked for.',
    file: 'src/engine/maker/sample/run-batch.ts',
    find: `wish.count * each });`,
    replace: `wish.count });`,
    tests: ['src/engine/maker/redflag/critique-costs.test.ts'],
  },
  {
    name: 'flags-critique-costs-nothing',
    guarantee: 'A critique’s calls, tokens and money count as the session’s.',
    file: 'src/engine/maker/sample/ask-batch.ts',
    find: `if (critique === undefined || critique.calls === 0) return record;`,
    replace: `if (critique === undefined || critique.calls >= 0) return record;`,
    tests: ['src/engine/maker/redflag/critique-costs.test.ts'],
  },
  {
    name: 'flags-critic-by-another-model',
    guarantee: 'A critic is asked by the model, the template and the limit of its own entry.',
    file: 'src/app/compose/create-critics.ts',
    find: `modelOf({ ...roles.solution_discriminator, ...critique })`,
    replace: `modelOf({ ...critique, ...roles.solution_discriminator })`,
    tests: ['src/app/compose/create-critics.test.ts'],
  },
  {
    name: 'flags-alarm-by-bare-share',
    guarantee:
      'That a rule flags nearly everything is said only where the lower bound of its share is above the limit.',
    file: 'src/engine/maker/redflag/rule-shares.ts',
    find: `return incompleteBeta(limit, flagged + 1, asked - flagged + 1) < DOUBT;`,
    replace: `return incompleteBeta(limit, flagged + 1, asked - flagged + 1) < DOUBT || flagged > limit * asked;`,
    tests: shares,
  },
  {
    name: 'flags-alarm-limit-ignored',
    guarantee:
      'The share above which a rule is said to flag nearly everything is the one that the settings say.',
    file: 'src/engine/maker/redflag/notice-red-flags.ts',
    find: `const limit = settings.redFlagAlarmShare ?? ALARM_SHARE;`,
    replace: `const limit = settings === undefined ? 0 : ALARM_SHARE;`,
    tests: shares,
  },
  {
    name: 'flags-earlier-stages-counted-as-asked',
    guarantee:
      'What an earlier rule threw away does not count as an answer that a later one was asked about.',
    file: 'src/engine/maker/redflag/rule-shares.ts',
    find: `if (stageOf(other) >= stage) asked += first;`,
    replace: `asked += first + 0 * stage;`,
    tests: shares,
  },
  {
    name: 'flags-alarm-repeated',
    guarantee:
      'That a rule flags nearly everything is said once a rule, also when the session was killed and goes on.',
    file: 'src/engine/maker/redflag/fold-red-flags.ts',
    find: `state.noticed.add(String(event['rule']));`,
    replace: `state.noticed.delete(String(event['rule']));`,
    tests: shares,
  },
  {
    name: 'flags-alarm-lost-by-a-kill',
    guarantee:
      'A rule that flags nearly everything is told when a session goes on that was killed before it was said.',
    file: 'src/engine/maker/sample/sample-answers.ts',
    find: `    noticeRedFlags(context);`,
    replace: `    void noticeRedFlags;`,
    tests: shares,
  },
  {
    name: 'flags-of-races-at-once-uncounted',
    guarantee: 'Red flags of races that are decided at once count in the statistics of their rules.',
    file: 'src/engine/maker/redflag/fold-red-flags.ts',
    find: `if (mark === FLAGGED) {`,
    replace: `if (mark === FLAGGED && counts.valid < 0) {`,
    tests: shares,
  },
];
