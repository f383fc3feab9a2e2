import type { OpenFile } from './file-system.ts';

/** Writes all bytes at the file's end, in one call unless the system takes less than it was given. */
export async function writeFully(file: OpenFile, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}
