import type { Distinction } from '../../protocol/distinction.ts';
import type { ExchangeDetail, ExchangeRow } from '../../protocol/exchanges.ts';
import type { VoteExplanation } from '../../protocol/explanation.ts';
import type { PanelSnapshot } from '../../protocol/panel.ts';
import type { SampleDetail, StepDetail } from '../../protocol/session.ts';

/** Characters of a whole snapshot; larger ones make a webview stutter. */
export const MOST_SNAPSHOT = 512_000;

const MOST_DIFF = 48_000;
const MOST_DIFFS = 160_000;
/** Of all texts of a request that is looked at in full. */
const MOST_REQUEST = 120_000;
const LEAN_REQUEST = 10_000;
const MOST_SAMPLES = 100;
const MOST_TEXT = 2_000;
const MOST_ITEMS = 100;

/** Returns the snapshot with long evidence cut, and whether anything was. A command to approve is never cut. */
export function capSnapshot(snapshot: PanelSnapshot): PanelSnapshot {
  if (snapshot.step === null) return snapshot;
  const cutter = new Cutter();
  const step = cutStep(snapshot.step, cutter);
  const explanation = snapshot.explanation && cutExplanation(snapshot.explanation, cutter);
  const cut = snapshot.cut || cutter.cut;
  const capped = {
    ...snapshot,
    step,
    cut,
    ...(explanation && { explanation }),
    ...cutRequests(snapshot, MOST_REQUEST),
  };
  if (sizeOf(capped) <= MOST_SNAPSHOT) return capped;
  const diffs = step.diffs.map(({ label }) => ({ label, diff: '' }));
  const lean = {
    ...capped,
    step: { ...step, diffs, sample_list: step.sample_list.slice(-10) },
    cut: true,
    ...cutRequests(snapshot, LEAN_REQUEST),
  };
  return sizeOf(lean) <= MOST_SNAPSHOT ? lean : { ...lean, step: null };
}

/** Copying a request takes all of it: what is cut here is told beside it, not as a cut of the step. */
function cutRequests({ requests }: PanelSnapshot, most: number): Pick<PanelSnapshot, 'requests'> {
  if (requests === undefined) return {};
  const { page, opened } = requests;
  const rows = page.rows.map((row) => cutRow(row, new Cutter()));
  const cutter = new Cutter();
  const shown = opened && cutExchange(opened, cutter, most);
  return { requests: { ...requests, page: { ...page, rows }, opened: shown, cut: cutter.cut } };
}

function cutRow(row: ExchangeRow, cutter: Cutter): ExchangeRow {
  const { problem, red_flags } = row;
  return {
    ...row,
    problem: problem && cutter.text(problem, 1_000),
    red_flags: red_flags && cutter.first(red_flags, 20),
  };
}

/** What came back is shown first and cut last, then what this sample alone was told. */
function cutExchange(exchange: ExchangeDetail, cutter: Cutter, most: number): ExchangeDetail {
  let left = most;
  const fit = (text: string): string => {
    const shown = cutter.text(text, left);
    left = Math.max(0, left - shown.length);
    return shown;
  };
  const answer = exchange.answer === null ? null : fit(exchange.answer);
  const variation = fit(exchange.variation);
  const messages = cutter.first(exchange.messages, 50).map(({ text, ...of }) => ({ ...of, text: fit(text) }));
  const other_answers = cutter.first(exchange.other_answers, 20).map(fit);
  return { ...exchange, row: cutRow(exchange.row, cutter), answer, variation, messages, other_answers };
}

function sizeOf(snapshot: PanelSnapshot): number {
  return JSON.stringify(snapshot).length;
}

/** Cuts, and remembers that it did. */
class Cutter {
  cut = false;

  text(text: string, most = MOST_TEXT): string {
    if (text.length <= most) return text;
    this.cut = true;
    return `${text.slice(0, most)}…`;
  }

  newest<Item>(items: readonly Item[], most = MOST_ITEMS): Item[] {
    if (items.length > most) this.cut = true;
    return items.slice(-most);
  }

  first<Item>(items: readonly Item[], most = MOST_ITEMS): Item[] {
    if (items.length > most) this.cut = true;
    return items.slice(0, most);
  }
}

function cutStep(detail: StepDetail, cutter: Cutter): StepDetail {
  const { step } = detail;
  return {
    ...detail,
    step: {
      ...step,
      description: cutter.text(step.description, 8_000),
      promise: cutter.first(step.promise).map((each) => cutter.text(each)),
      votes: cutter.first(step.votes).map((each) => ({
        ...each,
        key: cutter.text(each.key, 200),
        summary: cutter.text(each.summary, 500),
      })),
      verification: cutVerification(step.verification, cutter),
    },
    sample_list: cutter.newest(detail.sample_list, MOST_SAMPLES).map((sample) => cutSample(sample, cutter)),
    diffs: cutDiffs(detail.diffs, cutter),
    feedback: cutter.newest(detail.feedback, 20).map((each) => cutter.text(each)),
    ...(detail.distinctions && { distinctions: cutDistinctions(detail.distinctions, cutter) }),
    proposals: cutter.first(detail.proposals, 20).map((proposal) => ({
      ...proposal,
      steps: cutter.first(proposal.steps).map((each) => cutter.text(each, 300)),
    })),
  };
}

function cutExplanation(explanation: VoteExplanation, cutter: Cutter): VoteExplanation {
  return {
    ...explanation,
    tiers: explanation.tiers.map((tier) => ({
      ...tier,
      classes: cutter.first(tier.classes, 50).map(({ label, samples }) => ({
        label,
        samples: cutter.first(samples),
      })),
    })),
    differences: cutter.first(explanation.differences, 5).map(({ diff, ...of }) => ({
      ...of,
      diff: cutter.text(diff, 8_000),
    })),
    distinctions: cutDistinctions(explanation.distinctions, cutter),
    checks: cutter.first(explanation.checks, 50).map(({ summary, broken, ...check }) => ({
      ...check,
      summary: cutter.text(summary),
      broken: cutter.first(broken, 20).map((each) => cutter.text(each, 300)),
    })),
    formatting: cutter.first(explanation.formatting, 50).map((note) => ({
      ...note,
      path: cutter.text(note.path, 500),
      sentence: cutter.text(note.sentence),
    })),
    // The panel shows flags with their evidence beside it.
    flagged: [],
    unanswered: cutter.first(explanation.unanswered),
  };
}

function cutDistinctions(distinctions: readonly Distinction[], cutter: Cutter): Distinction[] {
  return cutter.newest(distinctions, 20).map(({ input, outcomes, sentence, ...classes }) => ({
    ...classes,
    input: input && cutter.text(input),
    outcomes: outcomes && [cutter.text(outcomes[0]), cutter.text(outcomes[1])],
    sentence: cutter.text(sentence),
  }));
}

function cutVerification(
  verification: StepDetail['step']['verification'],
  cutter: Cutter,
): StepDetail['step']['verification'] {
  if (verification === null) return null;
  const { summary, promised, broken, fixed } = verification;
  return {
    ...verification,
    summary: cutter.text(summary),
    promised: cutter.first(promised).map(({ message, ...each }) => ({
      ...each,
      ...(message === undefined ? {} : { message: cutter.text(message) }),
    })),
    broken: cutter.first(broken).map((each) => cutter.text(each, 300)),
    fixed: cutter.first(fixed).map((each) => cutter.text(each, 300)),
  };
}

function cutSample(sample: SampleDetail, cutter: Cutter): SampleDetail {
  return {
    ...sample,
    summary: cutter.text(sample.summary, 500),
    flags: cutter.first(sample.flags, 20).map(({ rule, reason, evidence }) => ({
      rule,
      reason: cutter.text(reason, 500),
      ...(evidence === undefined ? {} : { evidence: cutter.text(evidence, 1_000) }),
    })),
  };
}

/** The leading class stands first and is cut last. */
function cutDiffs(diffs: StepDetail['diffs'], cutter: Cutter): StepDetail['diffs'] {
  let left = MOST_DIFFS;
  return cutter.first(diffs, 50).map(({ label, diff }) => {
    const shown = cutter.text(diff, Math.min(MOST_DIFF, Math.max(0, left)));
    left -= shown.length;
    return { label, diff: shown };
  });
}
