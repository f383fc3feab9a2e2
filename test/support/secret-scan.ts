import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** Returns how a secret may be written: as it is, URL-encoded, in base64 wherever it begins, and each half of it. */
export function spellingsOf(secret: string): string[] {
  const half = Math.ceil(secret.length / 2);
  const inBase64 = ['', 'a', 'ab'].map((before) => {
    const bytes = Buffer.from(before + secret);
    // The characters at the edges hold bits of what stands before and after.
    return bytes.toString('base64').slice(4, Math.floor((bytes.length * 8) / 6) - 1);
  });
  return [secret, encodeURIComponent(secret), secret.slice(0, half), secret.slice(-half), ...inBase64];
}

/** Returns the paths of the files below a folder that hold one of the texts: as they are, decompressed, and inside archives. */
export function filesWith(folder: string, texts: readonly string[], scratch: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesWith(path, texts, scratch);
    if (!lstatSync(path).isFile()) return [];
    const bytes = readFileSync(path);
    const found = readings(bytes).some((reading) => texts.some((text) => reading.includes(text)));
    return [...(found ? [path] : []), ...inArchive(path, bytes, texts, scratch)];
  });
}

function readings(bytes: Buffer): Buffer[] {
  const all = [bytes];
  for (const decompress of [gunzipSync, brotliDecompressSync]) {
    try {
      all.push(decompress(bytes));
    } catch {
      // Not compressed that way.
    }
  }
  return all;
}

function inArchive(path: string, bytes: Buffer, texts: readonly string[], scratch: string): string[] {
  if (!path.endsWith('.tar.gz')) return [];
  const folder = join(scratch, String(bytes.length));
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', path, '-C', folder]);
  return filesWith(folder, texts, scratch).map((inside) => `${path}: ${inside}`);
}
