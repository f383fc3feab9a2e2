import * as vscode from 'vscode';
import type { Decision } from '../../protocol/service.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { approvalOf } from '../decisions/approval-of.ts';
import { confirmedGrave } from '../decisions/confirm-grave.ts';
import { findGate, type OpenGate } from '../decisions/find-gate.ts';
import { askDecision } from '../decisions/ask-decision.ts';
import { pickOption } from '../decisions/pick-option.ts';
import { askReason } from '../decisions/ask-reason.ts';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { commandFeature } from './command-feature.ts';

/** What a person answers to a step that waits. A dismissed question decides nothing. */
export const decisionCommands = commandFeature('decision commands', {
  [COMMANDS.decide]: (host, argument) => decide(host, argument, t('Decide'), askDecision),
  [COMMANDS.approve]: (host, argument) => decide(host, argument, t('Approve'), approval),
  [COMMANDS.reject]: (host, argument) =>
    decide(host, argument, t('Reject'), async (gate) => {
      const comment = await askReason(gate);
      return comment === undefined ? undefined : { kind: 'reject', comment };
    }),
  [COMMANDS.moreSamples]: (host, argument) =>
    decide(host, argument, t('Ask for More Samples'), () => ({ kind: 'more' })),
  [COMMANDS.pickAnother]: (host, argument) =>
    decide(host, argument, t('Pick Another Answer'), async (gate) => {
      const label = await pickOption(gate);
      return label === undefined ? undefined : { kind: 'pick', label };
    }),
  [COMMANDS.skipStep]: (host, argument) => decide(host, argument, t('Skip Step'), () => ({ kind: 'skip' })),
});

type Ask = (gate: OpenGate) => Decision | undefined | Promise<Decision | undefined>;

/** Returns whether something was decided. */
async function decide(host: Host, argument: unknown, title: string, ask: Ask): Promise<boolean> {
  const gate = await findGate(host, argument, title);
  if (gate === undefined) return false;
  const decision = await ask(gate);
  if (decision === undefined) return false;
  await host.decide(gate.target, decision);
  vscode.window.setStatusBarMessage(t('$(check) Decided: {0}', decision.kind), 4000);
  return true;
}

async function approval(gate: OpenGate): Promise<Decision | undefined> {
  const decision = approvalOf(gate, gate.target.label);
  if (decision === undefined) {
    const message = t('There is nothing that could be approved here: {0}', gate.wait.details);
    throw new MicrofactoryError({ code: 'usage', message });
  }
  return (await confirmedGrave(gate)) ? decision : undefined;
}
