import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Database } from 'sql.js';

/**
 * Gives the work a SQLite database in memory, with what a file holds or empty, and closes it afterwards. The program is
 * loaded when it is first needed. Rejects when the bytes are no database, or with the work's error.
 */
export async function withDatabase<Result>(
  file: Uint8Array | undefined,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { default: initSqlJs } = await import('sql.js');
  // Where it looked for the program itself, a missing one would end the process.
  const program = await readFile(programPath());
  const sql = await initSqlJs({ wasmBinary: new Uint8Array(program).buffer });
  const database = new sql.Database(file);
  try {
    // The file was copied as a whole: that is enough for one turn.
    await setImmediate();
    return await work(database);
  } finally {
    database.close();
  }
}

/** Beside the bundle; in its package where nothing is bundled. */
function programPath(): string {
  const beside = fileURLToPath(new URL('./sql-wasm.wasm', import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
}
