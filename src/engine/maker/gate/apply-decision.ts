import { Continue, End, type NextAction } from '../../flow/next-action.ts';
import type { Json } from '../../json.ts';
import type { ChosenCandidate } from '../maker-state.ts';
import type { MakerContext } from '../maker-task.ts';
import { decidingRace, ruleOf } from '../race-rules.ts';
import { representative } from '../vote/representative.ts';
import type { GateDecision } from './decision.ts';

/** Carries out what a person decided on a leaf; undefined when the decision does not fit here and the gate stays. */
export async function applyDecision(
  context: MakerContext,
  decision: GateDecision,
): Promise<NextAction | undefined> {
  switch (decision.kind) {
    case 'approve':
      return approve(context);
    case 'edit':
      return edit(context, decision.files);
    case 'reject':
      return reject(context, decision.comment);
    case 'more':
      context.record({ type: 'votes-extended', votes: ruleOf(context, decidingRace(context)).k });
      return Continue('again');
    case 'retry':
      return Continue('again');
    case 'idle':
      return undefined;
    case 'pick':
      return pick(context, decision.key);
    case 'skip':
      return End('skipped', { summary: 'Skipped by decision.' });
    case 'stop':
      return End('failed', { summary: 'Stopped by decision.', session: 'cancelled' });
  }
}

/** Only what was verified can be approved. */
function approve(context: MakerContext): NextAction | undefined {
  const { chosen, verification } = context.data;
  if (chosen === undefined || verification === undefined || verification.verdict === 'failed')
    return undefined;
  context.record({ type: 'candidate-approved', summary: chosen.summary });
  return Continue('approved');
}

/** A person's files become a new candidate: same guards, same verification. */
async function edit(
  context: MakerContext,
  files: readonly { readonly path: string; readonly text: string | null }[],
): Promise<NextAction | undefined> {
  const { domain, blobs } = context.environment;
  const reading = await domain.readEdit(files, context.data.input.brief);
  if (!reading.ok) {
    context.record({ type: 'edit-refused', flags: reading.flags as unknown as Json });
    return undefined;
  }
  const { key, summary } = reading.value;
  const value = await blobs.put(JSON.stringify(reading.value));
  return choose(context, { key, summary, value, needsPerson: [], by: 'person' });
}

function pick(context: MakerContext, key: string): NextAction | undefined {
  const sample = representative(context.data.samples, key);
  if (sample === undefined) return undefined;
  const { summary, value } = sample;
  return choose(context, { key, summary, value, needsPerson: [], by: 'person' });
}

function choose(context: MakerContext, chosen: ChosenCandidate): NextAction {
  context.record({ type: 'candidate-chosen', chosen: chosen as unknown as Json });
  return Continue('reverify');
}

/** The comment reaches the next prompts, and the rejected class cannot win again. */
function reject(context: MakerContext, comment: string): NextAction {
  const said = comment.trim() === '' ? 'A person rejected it.' : `A person rejected it: ${comment.trim()}`;
  const { chosen } = context.data;
  const what = chosen === undefined ? 'the answers so far' : chosen.summary;
  const feedback = [`About ${what}: ${said}`];
  context.record({ type: 'candidate-rejected', key: chosen?.key ?? '', reason: said, feedback });
  return Continue('again');
}
