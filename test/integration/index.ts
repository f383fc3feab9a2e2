import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { say } from './say.ts';

/** Runs in the extension host: every `*.test.cjs` beside this file; rejects when one of them fails. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => say(format(...args));
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 150_000 });
  const names = readdirSync(__dirname).filter((file) => file.endsWith('.test.cjs'));
  for (const name of names.sort()) mocha.addFile(join(__dirname, name));
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    // Said as it happens: when the run is cut short there is no list of failures at its end.
    runner.on('fail', (test, error: Error) =>
      say(`    ${test.fullTitle()}: ${error.stack ?? error.message}`),
    );
    runner.once('end', () => writeCounts(runner.stats));
  });
  if (failed > 0) throw new Error(`${failed} integration tests failed`);
}

function writeCounts(stats: Mocha.Stats | undefined): void {
  const counts = { passed: stats?.passes ?? 0, failed: stats?.failures ?? 0 };
  writeFileSync(process.env['MICROFACTORY_INTEGRATION_REPORT'] ?? '', JSON.stringify(counts));
}
