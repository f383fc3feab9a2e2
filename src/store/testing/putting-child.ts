import { openStore } from '../open-store.ts';

/** Puts blobs `blob 0` … one after the other in a session of its own, names each a moment later, and then says so. */
async function main(home: string, id: string, count: number): Promise<void> {
  const store = await openStore({ home });
  const session = await store.createSession(id);
  process.stdout.write('begun\n');
  for (let index = 0; index < count; index += 1) {
    const blob = await session.blobs.put(`blob ${index}`);
    await new Promise((resolve) => setTimeout(resolve, index % 5));
    session.journal.append({ type: 'blob-named', blob });
    await session.journal.written();
  }
  await session.close();
  process.stdout.write('done\n');
}

void main(process.argv[2] ?? '', process.argv[3] ?? '', Number(process.argv[4]));
