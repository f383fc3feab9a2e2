import { openStore } from '../open-store.ts';

/** Creates a session and appends for ever; prints each sequence number that `written()` acknowledged. */
async function main(home: string, id: string): Promise<void> {
  const store = await openStore({ home });
  const { journal } = await store.createSession(id);
  for (;;) {
    const burst = (journal.lastSeq % 7) + 1;
    for (let step = 0; step < burst; step += 1)
      journal.append({ type: 'step-done', padding: 'x'.repeat(step * 40) });
    await journal.written();
    process.stdout.write(`${journal.lastSeq}\n`);
  }
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
