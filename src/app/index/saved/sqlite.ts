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
  const sql = await initSqlJs();
  const database = new sql.Database(file);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
