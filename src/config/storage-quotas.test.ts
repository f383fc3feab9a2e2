import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sizeInBytes, storageQuotas } from './storage-quotas.ts';

function home(config?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'microfactory-quotas-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (config !== undefined) writeFileSync(join(folder, 'config.yaml'), config);
  return folder;
}

describe('the storage quotas', () => {
  it('come from the config.yaml of the home; what it does not say is not limited', () => {
    expect(storageQuotas(home())).toEqual({ keepDays: undefined, maxBytes: undefined });
    const both = home('storage: { keep_days: 14, max_size: 1.5GB }\n');
    expect(storageQuotas(both)).toEqual({ keepDays: 14, maxBytes: 1_500_000_000 });
  });

  it('of a file that is wrong are refused with its line', () => {
    expect(() => storageQuotas(home('storage:\n  keep_days: soon\n'))).toThrow(
      /config\.yaml:2: storage\.keep_days must be/u,
    );
  });

  it.each([
    ['0B', 0],
    ['500 kb', 500_000],
    ['20MB', 20_000_000],
    ['3tb', 3e12],
  ])('%s are %i bytes', (size, bytes) => {
    expect(sizeInBytes(size)).toBe(bytes);
  });

  it.each(['', '2', 'GB', '-1GB', '2GiB', '1e3MB', '2,5GB'])('%j is no size', (size) => {
    expect(() => sizeInBytes(size)).toThrow(/is no size: write for example 500MB or 2GB\.$/u);
  });
});
