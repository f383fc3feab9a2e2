import * as vscode from 'vscode';
import { SCHEMES } from '../ids.ts';
import { t } from '../l10n.ts';
import { showsSeveral, shownUriOf } from './active-diff-target.ts';
import { addressOf, type CandidateAddress } from './candidate-address.ts';
import { tell, type DiffParts } from './diff-parts.ts';
import { addressKey } from './edit-copies.ts';
import { sayApproved } from './edit-status.ts';

/** Returns the writable copy that the active editor shows: one of its files. */
export function activeCopy({ editTitles }: Pick<DiffParts, 'editTitles'>): CandidateAddress | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (tab === undefined) return undefined;
  const uri = shownUriOf(tab);
  if (uri !== undefined) return uri.scheme === SCHEMES.edit ? addressOf(uri) : undefined;
  const target = showsSeveral(tab) ? editTitles.ofLabel(tab.label) : undefined;
  if (target === undefined) return undefined;
  return copyDocuments().find(({ address }) => addressKey(address) === addressKey(target))?.address;
}

/** Sends the answer with all edits of a copy, saved or not. */
export async function sendEdits({ copies }: DiffParts, address: CandidateAddress): Promise<void> {
  const sent = await copies.send(address);
  if (!sent) return tell(t('Nothing was edited; choose Approve to take the answer as it is.'));
  sayApproved();
  await saveSent({ copies }, address);
}

/** Saves the other documents of a copy that was sent, so that none looks unsaved; their text went along. */
export async function saveSent({ copies }: Pick<DiffParts, 'copies'>, sent: CandidateAddress): Promise<void> {
  if (!copies.wasSent(sent)) return;
  for (const { document, address } of copyDocuments()) {
    if (document.isDirty && addressKey(address) === addressKey(sent)) await document.save();
  }
}

function copyDocuments(): { readonly document: vscode.TextDocument; readonly address: CandidateAddress }[] {
  return vscode.workspace.textDocuments
    .filter(({ uri }) => uri.scheme === SCHEMES.edit)
    .flatMap((document) => {
      const address = addressOf(document.uri);
      return address?.side === 'after' ? [{ document, address }] : [];
    });
}
