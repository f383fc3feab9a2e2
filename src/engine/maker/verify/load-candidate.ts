import { MicrofactoryError } from '../../error.ts';
import { isRecord, parseJson } from '../../json.ts';
import type { Blobs } from '../../ports/blobs.ts';
import type { Candidate } from '../candidate.ts';

/** Returns the candidate that the blob holds; throws `store` when it is not one. */
export async function loadCandidate(blobs: Blobs, hash: string): Promise<Candidate> {
  const value = parseJson(await blobs.getText(hash));
  if (!isRecord(value) || typeof value['key'] !== 'string') {
    throw new MicrofactoryError({ code: 'store', message: `Blob ${hash} does not hold a candidate.` });
  }
  return value as unknown as Candidate;
}
