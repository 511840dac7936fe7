import { createHash } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { sha256 } from '../../../src/library/sha256.ts';

it('is SHA-256, in pieces, and says how far it is', async () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i * 7);
  const onBytes = vi.fn();
  expect(await sha256(new Blob([bytes]), { onBytes })).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(onBytes).toHaveBeenLastCalledWith(bytes.length);
});

it('reads Blobs of several parts, and none', async () => {
  const expected = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(await sha256(new Blob(['穴', '埋め']))).toBe(expected('穴埋め'));
  expect(await sha256(new Blob([]))).toBe(expected(''));
});

it('ends when nobody waits any more', async () => {
  await expect(sha256(new Blob(['x']), { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
