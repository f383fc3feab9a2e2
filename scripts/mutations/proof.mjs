// Wrong rules of voting and splitting: runs on the real runner no longer come to what is predicted.
const voting = ['src/bench/hanoi/voting.test.ts'];
const products = ['src/bench/multiplication/products.test.ts'];
const decomposition = ['src/engine/maker/decomposition/decomposition.test.ts'];
const race = 'src/engine/maker/vote/race.ts';
const atOnce = 'src/engine/maker/vote/race-at-once.ts';

export default [
  {
    name: 'proof-lead-of-one-less',
    guarantee: 'Runs are wrong as rarely as a lead of k makes them, not one of k − 1.',
    file: race,
    find: `const toBeat = rule.rule === 'first-to-k' ? 0 : rival;`,
    replace: `const toBeat = rule.rule === 'first-to-k' ? 0 : rival - 1;`,
    tests: voting,
  },
  {
    name: 'proof-first-to-k',
    guarantee: 'Runs take the votes, and make the errors, of ahead-by-k and not of first-to-k.',
    file: race,
    find: `const toBeat = rule.rule === 'first-to-k' ? 0 : rival;`,
    replace: `const toBeat = 0;`,
    tests: voting,
  },
  {
    name: 'proof-plurality',
    guarantee: 'Runs are never decided by who has most votes after one batch.',
    file: race,
    find: `const winner = most >= needed + toBeat ? leader : undefined;`,
    replace: `const winner = votes >= needed && most > toBeat ? leader : undefined;`,
    tests: voting,
  },
  {
    name: 'proof-flagged-counted',
    guarantee: 'Runs with red flags go as if the flagged answers had never been given.',
    file: atOnce,
    find: `else if (sample.reading !== undefined) flagged += 1;`,
    replace: `else if (sample.reading !== undefined) vote('flagged', votes, keys);`,
    tests: voting,
  },
  {
    name: 'proof-repaired-counted',
    guarantee: 'Answers that are not in form are not repaired and counted.',
    file: 'src/domains/hanoi/answer.ts',
    find: `(checks.form ? ANSWER : ANSWER_WITHIN)`,
    replace: `(checks.form ? ANSWER_WITHIN : ANSWER_WITHIN)`,
    tests: voting,
  },
  {
    name: 'proof-last-vote-ignored',
    guarantee: 'Runs take no more samples than the votes need: the last vote counts.',
    file: atOnce,
    find: `standing: runRace(votes, rule)`,
    replace: `standing: runRace(votes.slice(0, -1), rule)`,
    tests: voting,
  },
  {
    name: 'products-choice-of-the-first-ahead',
    guarantee: 'Products come out right as often as plans are chosen by a lead of k, not by who is ahead.',
    file: 'src/engine/maker/choose/choose-by-discriminator.ts',
    find: `option.key === ballot.standing.winner`,
    replace: `option.key === ballot.standing.leader`,
    tests: products,
  },
  {
    name: 'products-fewer-plans',
    guarantee: 'For each split 2k − 1 plans are proposed.',
    file: 'src/engine/maker/choose/proposals-wanted.ts',
    find: `return 2 * k - 1;`,
    replace: `return k;`,
    tests: products,
  },
  {
    name: 'undivided-task-unnoticed',
    guarantee: 'A task that agents were to split, and that was not split, raises an alarm.',
    file: 'src/engine/maker/decomposition/notice-undivided.ts',
    find: `if (split > 0 || noticed) return;`,
    replace: `if (split >= 0 || noticed) return;`,
    tests: decomposition,
  },
  {
    name: 'plan-of-one-step-counts-as-split',
    guarantee: 'A plan of one step splits nothing.',
    file: 'src/engine/maker/decomposition/fold-decomposition.ts',
    find: `if (planned > 1) state.split += 1;`,
    replace: `if (planned > 0) state.split += 1;`,
    tests: decomposition,
  },
];
