import { appendFileSync } from 'node:fs';

/** Appends a line to the report that the runner prints: what a host's console says comes mixed with all others. */
export function say(line: string): void {
  const report = process.env['MICROFACTORY_INTEGRATION_REPORT'];
  if (report === undefined) throw new Error('MICROFACTORY_INTEGRATION_REPORT is not set');
  appendFileSync(`${report}.txt`, `${line}\n`);
}
