import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { createAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { DictionaryError } from '../../../src/morphemes/errors.ts';
import { PackReader, writePack } from '../../../src/morphemes/pack.ts';
import { tinyPack } from './tiny.ts';

const pack = await tinyPack();

/** Numbers from 0 to `below`, the same every time (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function refusal(bytes: Uint8Array): unknown {
  try {
    createAnalyzer(bytes);
  } catch (error) {
    return error;
  }
  return null;
}

describe('a dictionary pack', async () => {
  it('is built to the same bytes twice', async () => {
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(await tinyPack())).toBe(hash(pack));
  });

  it('is read from any offset of a buffer', () => {
    const shifted = new Uint8Array(pack.length + 3);
    shifted.set(pack, 3);
    expect(createAnalyzer(shifted.subarray(3)).words('あい')).toEqual(['あい']);
    expect(createAnalyzer(pack.slice().buffer).words('あい')).toEqual(['あい']);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'not-a-pack'],
    ['another file', new TextEncoder().encode('{"version": "1.0", "model": {"type": "WordPiece"}}'), 'not-a-pack'],
    ['half a pack', pack.slice(0, pack.length / 2), 'truncated'],
    ['a pack with more behind it', new Uint8Array([...pack, 0, 0, 0, 0]), 'damaged'],
    ['another version', pack.map((byte, i) => (i === 8 ? 9 : byte)), 'unsupported-version'],
    ['a changed byte', pack.map((byte, i) => (i === pack.length - 9 ? byte ^ 1 : byte)), 'damaged'],
  ])('is refused: %s', (_, bytes, code) => {
    const error = refusal(bytes);
    expect(error).toBeInstanceOf(DictionaryError);
    expect((error as DictionaryError).code).toBe(code);
    expect((error as DictionaryError).message).toMatch(/^This .+\.$/);
  });

  it('is refused after any of 2,000 damages, with one clear error', () => {
    const next = random(1);
    for (let round = 0; round < 2000; round++) {
      let bytes = pack.slice();
      for (let changes = 1 + next(4); changes > 0; changes--) {
        const at = next(bytes.length);
        const kind = next(4);
        if (kind === 0) bytes[at] = (bytes[at] as number) ^ (1 << next(8));
        else if (kind === 1) bytes = bytes.slice(0, at + 1);
        else if (kind === 2) bytes.fill(next(256), at, at + next(64));
        else bytes.copyWithin(next(bytes.length), at, at + next(64));
      }
      if (Buffer.compare(bytes, pack) === 0) continue;
      expect(refusal(bytes), `round ${round}`).toBeInstanceOf(DictionaryError);
    }
  });

  it('is not what a defect of ours is called', () => {
    const bytes = vi.spyOn(PackReader.prototype, 'bytes').mockImplementation(() => {
      throw new TypeError('ours');
    });
    expect(refusal(pack)).toBeInstanceOf(TypeError);
    bytes.mockRestore();
    expect(refusal(pack)).toBeNull();
  });

  it('with wrong content under a right checksum is refused or analyses something, and always ends', () => {
    const reader = new PackReader(pack);
    const tags = Array.from({ length: new DataView(pack.buffer).getUint32(20, true) }, (_, i) =>
      String.fromCharCode(...pack.subarray(24 + 12 * i, 28 + 12 * i)),
    );
    const next = random(2);
    let refused = 0;
    for (let round = 0; round < 500; round++) {
      const changed = tags[next(tags.length)] as string;
      const sections = new Map(tags.map((tag) => [tag, reader.bytes(tag).slice()]));
      const section = sections.get(changed) as Uint8Array;
      if (section.length > 0) section[next(section.length)] = next(256);
      if (next(8) === 0) sections.delete(changed);
      const bytes = writePack(sections);
      const error = refusal(bytes);
      if (error) {
        expect(error, `round ${round}`).toBeInstanceOf(DictionaryError);
        refused++;
      } else createAnalyzer(bytes).words('あいう 一二三abc\ud800');
    }
    expect(refused).toBeGreaterThan(50);
  });
});
