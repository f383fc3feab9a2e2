// A domain: numbers of the prompt become Roman numerals, one step a number. docs/extending.md explains it.
// @ts-check
/** @import { Candidate, DomainFactory, DomainSession, Simulation, Verification } from '../../types/microfactory.d.ts' */

const SIGNS = /** @type {const} */ ([
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]);

/** @type {DomainFactory} */
export default ({ refusal }) => ({
  name: 'roman',
  description: 'Writes the numbers of a prompt as Roman numerals.',
  needsWorkspace: false,
  formatGuide: 'Answer with the Roman numeral in capital letters and nothing else.',
  simulation,
  async open({ goal }) {
    const numbers = numbersIn(goal);
    if (numbers.length === 0) throw refusal('Say which numbers from 1 to 3999 to write, such as 4 and 1990.');
    return sessionOf(goal, numbers);
  },
});

/**
 * @param {string} goal
 * @param {readonly number[]} numbers
 * @returns {DomainSession}
 */
function sessionOf(goal, numbers) {
  // What was accepted, one line a number: all that a resumed session has to know.
  let accepted = '';
  return {
    preflight: async () => ({ kind: 'ready' }),
    baseline: async () => ({ summary: `${numbers.length} numbers are to be written`, data: null }),
    restore: () => undefined,
    ownPlan: async ({ step }) => (step.depth === 0 ? { steps: numbers.map(stepFor) } : undefined),
    isAtomic: () => true,
    split: async () => undefined,
    evidence: async ({ step, place, feedback }) => ({
      ...{ goal, step, place, feedback },
      ...{ files: [], failures: [], outline: [], notes: [] },
    }),
    checkPlan: async (plan) => ({ ok: true, value: plan }),
    readAnswer: async (text, step) => read(text, step.title),
    readEdit: async ([file], step) => read(file?.text ?? '', step.title),
    alreadyKept: async () => false,
    verify: async ({ key }, step) =>
      verdict(valueOf(key) === Number(step.title), `${step.title} is ${key}`, accepted),
    state: () => accepted,
    accepting: async ({ summary }) => `${accepted}${summary}\n`,
    accept: async (state) => void (accepted = state),
    verifyWhole: async () => {
      const written = numbers.map((number) =>
        lines(accepted).find((line) => line.startsWith(`${number} = `)),
      );
      return verdict(!written.includes(undefined), written.join(', '), accepted);
    },
    show: async ({ summary }) => summary,
    changes: async () => [],
    close: async () => undefined,
  };
}

/** @param {number} number */
function stepFor(number) {
  const title = String(number);
  const promise = /** @type {const} */ ({ kind: 'none' });
  return {
    title,
    description: `Write ${title}.`,
    kind: 'numeral',
    promise,
    mayBreak: [],
    files: [],
    dependsOn: [],
  };
}

/**
 * What is no numeral is a red flag: it is discarded and asked anew. A vote is the numeral itself.
 * @param {string} text
 * @param {string} number
 * @returns {{ ok: true, value: Candidate } | { ok: false, flags: { rule: string, reason: string }[] }}
 */
function read(text, number) {
  const key = text.trim();
  if (!/^[MDCLXVI]+$/.test(key))
    return { ok: false, flags: [{ rule: 'format', reason: 'The answer is no Roman numeral.' }] };
  const summary = `${number} = ${key}`;
  return { ok: true, value: { key, tiers: {}, summary, size: key.length, needsPerson: [], payload: key } };
}

/**
 * @param {boolean} isRight
 * @param {string} summary
 * @param {string} on
 * @returns {Verification}
 */
function verdict(isRight, summary, on) {
  const tests = { promised: [], broken: [], fixed: [], kept: 0, durationMs: 0, output: '' };
  return { verdict: isRight ? 'passed' : 'failed', summary, seen: isRight ? [] : [summary], on, ...tests };
}

/**
 * What the provider `simulated` answers: right, or one off as often as the noise says.
 * @param {{ readonly wrong: number } | ((seed: string, stepId: string) => { readonly wrong: number })} noise
 * @returns {Simulation}
 */
function simulation(noise) {
  return ({ seed, stepId, evidence }, random) => {
    const { wrong } = typeof noise === 'function' ? noise(seed, stepId) : noise;
    return numeral(Number(evidence.step.title) + (random.next() < wrong ? 1 : 0));
  };
}

/** @param {string} text */
function numbersIn(text) {
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  return [...new Set(numbers)].filter((number) => number >= 1 && number <= 3999);
}

/** @param {number} number */
export function numeral(number) {
  let rest = number;
  let written = '';
  for (const [value, sign] of SIGNS) {
    for (; rest >= value; rest -= value) written += sign;
  }
  return written;
}

/** @param {string} written */
function valueOf(written) {
  for (let number = 1; number <= 4000; number += 1) if (numeral(number) === written) return number;
  return undefined;
}

/** @param {string} state */
function lines(state) {
  return state.split('\n').filter((line) => line !== '');
}
