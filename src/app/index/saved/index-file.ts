import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { Database } from 'sql.js';
import { isRecord, parseJson, type Json } from '../../../engine/json.ts';
import type { JournalEntry } from '../../../engine/ports/journal.ts';
import { snapshotOfView, viewFrom } from '../../view/view-snapshot.ts';
import { LongSteps } from '../evidence/long-steps.ts';
import { SettingsHistory } from '../evidence/settings-history.ts';
import type { IndexContent } from '../session-index.ts';
import { StepTable } from '../table/step-table.ts';
import { addOpenSteps, openSteps } from './open-steps.ts';
import { packed, PIECE_BYTES, unpacked, type PieceKind } from './pieces.ts';
import { withDatabase } from './sqlite.ts';

/** Raised when what is saved, or what it means, changes: then indexes are built anew from their journals. */
const VERSION = 3;

/** A part is a column or a list of texts, in pieces; the first is what is neither. A million rows would take twenty times as long. */
const SCHEMA = `
  PRAGMA user_version = ${VERSION};
  CREATE TABLE piece (part INTEGER, number INTEGER, bytes BLOB NOT NULL, PRIMARY KEY (part, number)) WITHOUT ROWID;
`;

const INSERT = 'INSERT INTO piece VALUES (?, ?, ?)';
/** The part that holds the steps that go on, whole. */
const OPEN_STEPS = -1;

/** What was saved of a session, and the entry that it was read up to. */
export interface SavedIndex extends IndexContent {
  readonly mark: string;
}

interface Header {
  readonly mark: string;
  readonly view: Json;
  /** How many steps go on. */
  readonly openSteps: number;
  readonly roots: number;
  readonly triggers: readonly (readonly [number, string])[];
  readonly awaited: readonly (readonly [string, readonly number[]])[];
  readonly long: readonly (readonly [number, string])[];
  readonly settings: Json;
  /** Bytes of the other parts. */
  readonly lengths: readonly number[];
}

interface Part {
  readonly kind: PieceKind;
  readonly bytes: Uint8Array;
  load(bytes: Uint8Array): void;
}

/** Returns what tells an entry from the one that another journal has at its place. */
export function markOf(entry: JournalEntry): string {
  return `${entry.seq} ${entry.at} ${crc32(JSON.stringify(entry.event)).toString(16)}`;
}

/** Returns the index as a SQLite file; undefined when it changed meanwhile. */
export async function indexFile(index: IndexContent, mark: string): Promise<Uint8Array | undefined> {
  const { view, steps, long, settings } = index;
  const { seq } = view;
  const parts = partsOf(steps);
  const header: Header = {
    mark,
    view: snapshotOfView({ ...view, steps: new Map() }),
    openSteps: view.steps.size,
    roots: steps.roots,
    triggers: [...steps.triggers],
    awaited: steps.needs.awaited,
    long: long.saved,
    settings: settings.saved as unknown as Json,
    lengths: parts.map(({ bytes }) => bytes.length),
  };
  return withDatabase(undefined, async (database) => {
    database.run(SCHEMA);
    await writePart(database, 0, { kind: 'text', bytes: Buffer.from(JSON.stringify(header)) });
    for (const [at, part] of parts.entries()) await writePart(database, at + 1, part);
    let number = 0;
    for await (const bytes of openSteps(view.steps)) {
      database.run(INSERT, [OPEN_STEPS, number, await packed(bytes, 'text')]);
      number += 1;
    }
    return view.seq === seq ? database.export() : undefined;
  });
}

/** Returns what was saved; undefined when the file is damaged, of another version, or something else. */
export async function savedIndex(file: Uint8Array): Promise<SavedIndex | undefined> {
  try {
    return await withDatabase(file, readIndex);
  } catch {
    // SQLite and zlib say what is wrong with it in many ways; all mean that the journal has to be read.
    return undefined;
  }
}

async function readIndex(database: Database): Promise<SavedIndex | undefined> {
  if (database.exec('PRAGMA user_version')[0]?.values[0]?.[0] !== VERSION) return undefined;
  const header = parseJson(Buffer.from(await readPart(database, 0, 'text')).toString());
  if (!isHeader(header)) return undefined;
  const view = viewFrom(header.view);
  if (view === undefined) return undefined;
  const steps = new StepTable();
  for (const [at, part] of partsOf(steps).entries()) {
    const bytes = await readPart(database, at + 1, part.kind);
    if (bytes.length !== header.lengths[at]) return undefined;
    part.load(bytes);
    // Each part is copied several times: others have their turn in between.
    await setImmediate();
  }
  await steps.load({ ...header, sessionId: view.id });
  for (const piece of piecesIn(database, OPEN_STEPS))
    await addOpenSteps(view.steps, await unpacked(piece, 'text'));
  if (view.steps.size !== header.openSteps) return undefined;
  const long = new LongSteps();
  long.load(header.long);
  const settings = new SettingsHistory();
  settings.load(header.settings as unknown as SettingsHistory['saved']);
  return { view, steps, long, settings, mark: header.mark };
}

function partsOf(steps: StepTable): readonly Part[] {
  const as = (kind: PieceKind) => (part: Omit<Part, 'kind'>) => ({
    kind,
    bytes: part.bytes,
    load: (bytes: Uint8Array) => part.load(bytes),
  });
  return [...steps.columns.map(as('numbers')), ...steps.lists.map(as('text'))];
}

async function writePart(
  database: Database,
  part: number,
  { kind, bytes }: Pick<Part, 'kind' | 'bytes'>,
): Promise<void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const piece = await packed(bytes.subarray(at, at + PIECE_BYTES), kind);
    database.run(INSERT, [part, at / PIECE_BYTES, piece]);
  }
}

async function readPart(database: Database, part: number, kind: PieceKind): Promise<Uint8Array> {
  return Buffer.concat(await Promise.all(piecesIn(database, part).map((piece) => unpacked(piece, kind))));
}

function piecesIn(database: Database, part: number): readonly Uint8Array[] {
  const [found] = database.exec('SELECT bytes FROM piece WHERE part = ? ORDER BY number', [part]);
  return found?.values.map(([bytes]) => bytes as Uint8Array) ?? [];
}

/** The rest of the shape is vouched for by the checksums and the version. */
function isHeader(value: unknown): value is Header {
  return isRecord(value) && Array.isArray(value['lengths']);
}
