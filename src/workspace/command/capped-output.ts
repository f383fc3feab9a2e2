/** Collects a stream's first and last bytes in bounded memory, however much passes through. */
export class CappedOutput {
  readonly #headLimit: number;
  readonly #tailLimit: number;
  readonly #head: Buffer[] = [];
  #headLength = 0;
  /** A ring that holds the last bytes past the head; allocated only when the head is full. */
  #tail: Buffer | undefined;
  #pastHead = 0;

  constructor(maxBytes: number) {
    this.#headLimit = Math.ceil(maxBytes / 2);
    this.#tailLimit = Math.floor(maxBytes / 2);
  }

  /** True when bytes were left out. */
  get truncated(): boolean {
    return this.#pastHead > this.#tailLimit;
  }

  add(chunk: Buffer): void {
    const room = this.#headLimit - this.#headLength;
    const first = chunk.subarray(0, room);
    // Copied, so that a small slice does not keep a whole pool buffer alive.
    if (first.length > 0) this.#head.push(Buffer.from(first));
    this.#headLength += first.length;
    if (chunk.length > first.length) this.#addToTail(chunk.subarray(first.length));
  }

  /** Returns head and tail as text; where bytes were left out between them, a line says how many. */
  text(): string {
    const head = Buffer.concat(this.#head);
    if (!this.truncated) return Buffer.concat([head, this.#tailBytes()]).toString('utf8');
    const omitted = this.#pastHead - this.#tailLimit;
    const note = `\n[… ${omitted} bytes left out …]\n`;
    return withoutCutEnd(head).toString('utf8') + note + withoutCutStart(this.#tailBytes()).toString('utf8');
  }

  #addToTail(bytes: Buffer): void {
    this.#tail ??= Buffer.alloc(this.#tailLimit);
    const start = this.#pastHead;
    this.#pastHead += bytes.length;
    if (this.#tailLimit === 0) return;
    const kept = bytes.subarray(Math.max(0, bytes.length - this.#tailLimit));
    const at = (start + bytes.length - kept.length) % this.#tailLimit;
    const untilEnd = kept.subarray(0, this.#tailLimit - at);
    untilEnd.copy(this.#tail, at);
    kept.subarray(untilEnd.length).copy(this.#tail, 0);
  }

  #tailBytes(): Buffer {
    if (this.#tail === undefined) return Buffer.alloc(0);
    if (this.#pastHead <= this.#tailLimit) return this.#tail.subarray(0, this.#pastHead);
    const oldest = this.#pastHead % this.#tailLimit;
    return Buffer.concat([this.#tail.subarray(oldest), this.#tail.subarray(0, oldest)]);
  }
}

/** Without a UTF-8 sequence that begins but does not end. */
function withoutCutEnd(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
    if (length > 0) return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** Without the continuation bytes of a UTF-8 sequence whose beginning is missing. */
function withoutCutStart(bytes: Buffer): Buffer {
  let start = 0;
  while (start < Math.min(3, bytes.length) && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start);
}
