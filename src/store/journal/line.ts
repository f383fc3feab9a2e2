import { crc32 } from 'node:zlib';
import { isRecord, parseJson } from '../../engine/json.ts';
import type { JournalEntry, JournalEvent } from '../../engine/ports/journal.ts';

/** Schema version of a line. A reader refuses a newer one. */
export const LINE_VERSION = 1;

/** Longest line that is written or believed, in bytes; larger content belongs in a blob. */
export const MAX_LINE_BYTES = 32 * 1024 * 1024;

const CRC_START = '{"crc":"'.length;
const CRC_END = CRC_START + 8;
/** Everything from here to the end of the line is under the checksum. Later versions keep this prefix. */
const BODY_START = CRC_END + '",'.length;
const HEADER = /^"v":(\d{1,9}),"seq":(\d{1,16}),/;
const HEADER_BYTES = 48;

function checksum(body: Uint8Array): string {
  return crc32(body).toString(16).padStart(8, '0');
}

/** Returns the line, with its newline, that records the event, before `sealLine` has filled in its checksum. */
export function draftLine(seq: number, at: number, event: JournalEvent): string {
  return `{"crc":"00000000","v":${LINE_VERSION},"seq":${seq},"at":${at},"event":${JSON.stringify(event)}}\n`;
}

/** Fills in and returns the checksum of the drafted line that the buffer holds from one place to another. */
export function sealLine(buffer: Buffer, from: number, to: number): string {
  const crc = checksum(buffer.subarray(from + BODY_START, to - 1));
  buffer.write(crc, from + CRC_START, 'latin1');
  return crc;
}

/** Returns the line, with its newline, that records the event. */
export function formatLine(seq: number, at: number, event: JournalEvent): string {
  const line = Buffer.from(draftLine(seq, at, event));
  sealLine(line, 0, line.length);
  return line.toString();
}

export type LineVerdict =
  | { readonly kind: 'entry'; readonly seq: number; readonly crc: string }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged' };

const DAMAGED: LineVerdict = { kind: 'damaged' };

/** Returns what the line (without its newline) is, by its checksum and header alone; its event is not parsed. */
export function inspectLine(line: Buffer): LineVerdict {
  const crc = line.toString('latin1', CRC_START, CRC_END);
  const frame = line.toString('latin1', 0, CRC_START) + line.toString('latin1', CRC_END, BODY_START);
  if (frame !== '{"crc":"",' || checksum(line.subarray(BODY_START)) !== crc) return DAMAGED;
  const header = HEADER.exec(line.toString('latin1', BODY_START, BODY_START + HEADER_BYTES));
  if (header === null) return DAMAGED;
  const version = Number(header[1]);
  if (version > LINE_VERSION) return { kind: 'newer', version };
  return { kind: 'entry', seq: Number(header[2]), crc };
}

/** Returns the entry of a line that inspectLine found good, or undefined when it holds none. */
export function parseLine(line: Buffer): JournalEntry | undefined {
  const value = parseJson(line.toString('utf8'));
  if (!isRecord(value) || !isRecord(value['event'])) return undefined;
  const { seq, at, event } = value;
  return { seq: seq as number, at: at as number, event: event as unknown as JournalEvent };
}
