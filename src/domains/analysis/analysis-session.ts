import { MicrofactoryError } from '../../engine/error.ts';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { Baseline, DomainContext, DomainSession } from '../../engine/maker/domain.ts';
import type { Reading } from '../../engine/maker/red-flag.ts';
import type { Plan, StepBrief } from '../../engine/maker/step.ts';
import { AnalysisDesk } from './analysis-desk.ts';
import { readLabel } from './answer/read-label.ts';
import { numberOf, readSection } from './answer/read-section.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { checkedPlan } from './plan/check-plan.ts';
import { planOfItems } from './plan/plan-items.ts';
import { entryFrom, placedFrom, sameWords } from './report/report.ts';
import { linkedFromReport, linkedFromTop } from './report/report-links.ts';
import { verifyReport } from './verify-report.ts';

/** Returns a session that writes one report: the accepted state is the folder with the report as far as it is written. */
export function analysisSession(context: DomainContext): DomainSession {
  const desk = new AnalysisDesk(context);
  const { workspace, labels } = desk;
  return {
    compare: labels.length > 0 ? 'key' : 'discriminator',
    preflight: () => Promise.resolve({ kind: 'ready' }),
    baseline: () => baselineOf(desk),
    restore: () => undefined,
    ownPlan: () => itemsOf(desk),
    isAtomic: ({ depth }) => depth > 0,
    split: () => Promise.resolve(undefined),

    async evidence(stepContext) {
      const [files, reportPath] = [await desk.files(), await desk.place()];
      const report = await desk.report(workspace.accepted());
      const evidenceTokens = desk.settings.evidenceTokens * (stepContext.evidenceShare ?? 1);
      const sparing = labels.length > 0;
      return gatherEvidence(stepContext, {
        goal: desk.goal,
        files,
        report,
        reportPath,
        evidenceTokens,
        sparing,
      });
    },

    checkPlan: (plan) => Promise.resolve(checkedPlan(plan)),
    readAnswer: (text, step) => readAnswer(desk, text, step),
    readEdit: (files, step) => readEdit(desk, files, step),

    async alreadyKept(step) {
      const entries = await desk.entries(workspace.accepted());
      return entries.some(
        ({ number, title }) => number === numberOf(step) && sameWords(title) === sameWords(step.title),
      );
    },

    async verify({ payload }, step) {
      const on = workspace.accepted();
      return verifyReport(desk, { text: await desk.reportWith(on, payload), step, on });
    },

    state: () => workspace.accepted(),
    accepting: ({ payload }) => desk.treeWith(workspace.accepted(), payload),
    accept: (state) => workspace.accept(state),

    async verifyWhole(step) {
      const on = workspace.accepted();
      return verifyReport(desk, { text: await desk.report(on), step, on });
    },

    show: ({ payload }) => Promise.resolve(shown(desk, payload)),

    async changes({ payload }) {
      const path = await desk.pathInTree();
      const { from: tree } = placedFrom(payload);
      const after = new TextEncoder().encode(await desk.reportWith(tree, payload));
      return [{ path, before: (await workspace.read(tree, path)) ?? null, after }];
    },

    close: () => Promise.resolve(),
  };
}

async function baselineOf(desk: AnalysisDesk): Promise<Baseline> {
  const path = await desk.pathInTree();
  const findings = await desk.workspace.guard([{ path, content: new Uint8Array() }]);
  const refused = findings.find(({ rule }) => rule !== 'protected');
  if (refused !== undefined) throw new MicrofactoryError({ code: 'guard', message: refused.sentence });
  const { length } = (await desk.files()).paths;
  const files = `${length} ${length === 1 ? 'file' : 'files'} to read`;
  return { summary: `The report becomes ${path}; ${files}`, data: null };
}

/** Items of a file are steps of their own: no model has to list them. */
async function itemsOf(desk: AnalysisDesk): Promise<Plan | undefined> {
  const path = desk.settings.items;
  if (path === undefined) return undefined;
  const text = await (await desk.files()).text(path);
  if (text !== undefined) return planOfItems(text, path);
  throw new MicrofactoryError({
    code: 'configuration',
    message: `The file of items ${path} is not in the folder: create it, or name another with items in the domain.`,
  });
}

async function readAnswer(desk: AnalysisDesk, text: string, step: StepBrief): Promise<Reading<Candidate>> {
  const reading = desk.layout.isProse
    ? await readSection(text, step, await desk.files())
    : readLabel(text, step, desk.labels);
  return reading.ok ? { ok: true, value: await placed(desk, reading.value) } : reading;
}

/** The candidate as it stands in the report, with what a person must say yes to. */
async function placed(desk: AnalysisDesk, candidate: Candidate): Promise<Candidate> {
  const path = await desk.pathInTree();
  const entry = entryFrom(candidate.payload);
  const body = desk.layout.isProse ? linkedFromReport(entry.body, await desk.place()) : entry.body;
  // What it changes is shown against the state that it was proposed for, also when it was accepted long ago.
  const payload = { ...entry, body, from: desk.workspace.accepted() };
  const findings = await desk.workspace.guard([{ path, content: new Uint8Array() }]);
  const needsPerson = findings.map(({ sentence }) => sentence);
  if ((await desk.workspace.read(desk.workspace.base, path)) !== undefined)
    needsPerson.push(`${path} exists already and would be replaced.`);
  return { ...candidate, payload, needsPerson };
}

type EditedFiles = Parameters<DomainSession['readEdit']>[0];

/** A person edits the whole report; what belongs to the step is taken from it, and nothing else may differ. */
async function readEdit(
  desk: AnalysisDesk,
  files: EditedFiles,
  step: StepBrief,
): Promise<Reading<Candidate>> {
  const path = await desk.pathInTree();
  const text = files.find((file) => file.path === path)?.text ?? '';
  const number = numberOf(step);
  const edited = desk.layout.parse(text);
  const others = (await desk.entries(desk.workspace.accepted())).filter((entry) => entry.number !== number);
  const own = edited.find((entry) => entry.number === number);
  if (own === undefined) return flagged('edit', `The edited report has no part ${number} for this step.`);
  const left = edited.filter((entry) => entry !== own);
  if (JSON.stringify(left) !== JSON.stringify(others))
    return flagged('edit', `Only part ${number} of the report can be edited at this step.`);
  if (!desk.layout.isProse) return readAnswer(desk, own.body, step);
  return readAnswer(desk, `## ${own.title}\n\n${linkedFromTop(own.body, await desk.place())}`, step);
}

function flagged(rule: string, reason: string): Reading<Candidate> {
  return { ok: false, flags: [{ rule, reason }] };
}

function shown({ layout }: AnalysisDesk, payload: Candidate['payload']): string {
  const { title, body } = entryFrom(payload);
  return layout.isProse ? `## ${title}\n\n${body}` : body;
}
