import { isRecord, parseJson } from '../../engine/json.ts';

/** The value that was accepted for each step, by its id. */
export type Results = Readonly<Record<string, string>>;

/** Returns what the accepted state says; nothing was accepted before the first. */
export function resultsIn(state: string | undefined): Results {
  const value = state === undefined ? undefined : parseJson(state);
  return isRecord(value) ? (value as Results) : {};
}

/** Returns the state with one result more. */
export function withResult(state: string | undefined, step: string, value: string): string {
  return JSON.stringify({ ...resultsIn(state), [step]: value });
}
