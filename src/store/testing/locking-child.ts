import { acquireLock } from '../lock/acquire-lock.ts';

/** Says it is ready, waits for a line on stdin, tries to take the lock once, says what came of it, and holds it until stdin ends. */
async function main(dir: string): Promise<void> {
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  try {
    await acquireLock({ dir });
    process.stdout.write('won\n');
  } catch (error) {
    process.stdout.write(`${(error as { code?: string }).code ?? 'unknown'}\n`);
  }
  process.stdin.resume();
}

void main(process.argv[2] ?? '');
