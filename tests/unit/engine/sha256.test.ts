import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Sha256, sha256 } from '../../../src/library/sha256.ts';

const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('is SHA-256 of every length around its blocks', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
    expect(new Sha256().update(bytes).digest()).toBe(expected(bytes));
  }
});

it('does not mind how the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (chunks) => {
      const hash = new Sha256();
      for (const chunk of chunks) hash.update(chunk);
      expect(hash.digest()).toBe(expected(Buffer.concat(chunks)));
    }),
    { seed: 20_261_123, numRuns: 500 },
  );
});

it('reads Blobs', async () => {
  expect(await sha256(new Blob(['穴', '埋め']))).toBe(expected(new TextEncoder().encode('穴埋め')));
});
