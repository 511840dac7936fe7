import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSafetensors } from '../../src/engine/checkpoint/safetensors.ts';
import { openTorch } from '../../src/engine/checkpoint/torch.ts';
import { ModelError } from '../../src/engine/errors.ts';
import { createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { DictionaryError } from '../../src/morphemes/errors.ts';
import { checkpointFolder } from '../fixtures/checkpoints.ts';
import { SEED, sizes } from '../e2e/support/sizes.ts';
import { tinyPack } from '../unit/morphemes/tiny.ts';

/** Whatever bytes come: a reader reads them, or refuses them with an error of its own in one line. */
console.log(`seed ${SEED}, ${sizes.fuzz} inputs each`);
const RUNS = { seed: SEED, numRuns: sizes.fuzz };

/**
 * Bytes changed, removed or put in at up to eight places, most of them at the beginning and at the end, where the
 * structure is.
 */
const damages = (length: number) => {
  const place = fc.oneof(
    fc.nat(Math.min(length, 4000) - 1),
    fc.nat(length - 1),
    fc.nat(Math.min(length, 4000) - 1).map((back) => length - 1 - back),
  );
  return fc.array(fc.tuple(place, fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constant(null))), {
    minLength: 1,
    maxLength: 8,
  });
};

function damage(
  original: Uint8Array<ArrayBuffer>,
  changes: readonly (readonly [number, Uint8Array | null])[],
): Uint8Array<ArrayBuffer> {
  let bytes = original.slice();
  for (const [at, value] of changes) {
    if (value === null) bytes = bytes.slice(0, at);
    else bytes.set(value.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
  }
  return bytes;
}

describe('the dictionary pack', () => {
  it('is read or refused, and what was read analyses text', async () => {
    const original = new Uint8Array(await tinyPack());
    let refused = 0;
    fc.assert(
      fc.property(damages(original.length), (changes) => {
        try {
          const text = 'すもももももももものうち。ABC 𠮷\ud800';
          for (const { surface, start, end } of createAnalyzer(damage(original, changes)).analyze(text))
            expect(text.slice(start, end)).toBe(surface);
        } catch (error) {
          if (!(error instanceof DictionaryError)) throw error;
          expect(error.message).not.toContain('\n');
          refused++;
        }
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(sizes.fuzz / 10);
  });
});

describe.each([
  ['safetensors', 'safetensors', 'model.safetensors', openSafetensors],
  ['a PyTorch zip', 'torch-zip', 'pytorch_model.bin', openTorch],
  ['an old PyTorch file', 'torch-legacy', 'pytorch_model.bin', openTorch],
] as const)('%s', (_, folder, file, open) => {
  it('is read or refused', async () => {
    const original = new Uint8Array(readFileSync(`${checkpointFolder(folder)}/${file}`));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(damages(original.length), async (changes) => {
        try {
          const [first] = await open(new Blob([damage(original, changes)]), 'file');
          if (first) expect(await first.read()).toHaveLength(first.shape.reduce((a, b) => a * b, 1));
        } catch (error) {
          if (!(error instanceof ModelError)) throw error;
          expect(error.message).not.toContain('\n');
          refused++;
        }
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(sizes.fuzz / 10);
  });
});
