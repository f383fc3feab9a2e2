import * as vscode from 'vscode';
import { MicrofactoryError } from '../../engine/error.ts';
import type { ComparedFile } from '../../protocol/candidate-files.ts';
import type { Host } from '../host.ts';
import { SCHEMES } from '../ids.ts';
import { t } from '../l10n.ts';
import { addressOf, addressParts, type CandidateAddress } from './candidate-address.ts';
import { shownSide, type ComparedSide } from './compared-pair.ts';
import { KeptTexts } from './kept-texts.ts';

/** Characters, over all read-only documents. */
const MOST_KEPT = 16_000_000;

/** The read-only sides of diffs: what was opened stays as it was, what was forgotten or restored is asked for again. */
export class CandidateDocuments implements vscode.TextDocumentContentProvider {
  readonly #host: Host;
  readonly #kept = new KeptTexts(MOST_KEPT);

  constructor(host: Host) {
    this.#host = host;
  }

  /** Returns the document of one side, and keeps its text for when the editor asks. */
  documentOf(side: ComparedSide): vscode.Uri {
    const uri = candidateUri(side.address);
    this.#kept.set(uri.toString(), side.text);
    return uri;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const kept = this.#kept.get(uri.toString());
    if (kept !== undefined) return kept;
    const address = addressOf(uri);
    if (address === undefined) throw notThere(t('This address shows no answer of Microfactory.'));
    const { text, mark } = shownSide(await this.#fileAt(address), address.side);
    if (mark !== address.mark) throw notThere(answeredAnew());
    this.#kept.set(uri.toString(), text);
    return text;
  }

  async #fileAt(address: CandidateAddress): Promise<ComparedFile> {
    const { sessionId, stepId, label, path } = address;
    const service = await this.#host.engine.service();
    const { files } =
      stepId === null ? await service.result(sessionId) : await service.candidate(sessionId, stepId, label);
    const file = files.find((each) => each.path === path);
    if (file === undefined) throw notThere(answeredAnew());
    return file;
  }
}

/** Returns the URI of a read-only document. */
export function candidateUri(address: CandidateAddress): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEMES.candidate, ...addressParts(address) });
}

function answeredAnew(): string {
  return t('This text is no longer there: it was answered anew. Open the diff again.');
}

function notThere(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'not-found', message });
}
