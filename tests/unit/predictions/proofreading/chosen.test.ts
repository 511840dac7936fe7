import { describe, expect, it } from 'vitest';
import type { Judged } from '../../../../src/predictions/proofreading/judge.ts';
import { chooseHints } from '../../../../src/predictions/proofreading/proofread.ts';
import { WEIGHTS } from '../../../../src/predictions/proofreading/thresholds.ts';
import type { Morpheme } from '../../../../src/morphemes/morpheme.ts';
import type { Encoding } from '../../../../src/pieces/encoding.ts';
import { encode } from '../fakes.ts';

const text = encode('僕 は 犬 猫 が 好き だ 。');
const judged = (first: number, last: number, instead: string, gain: number): Judged => {
  const before = text.words.slice(0, first).map(({ surface }) => surface);
  const after = text.words.slice(last).map(({ surface }) => surface);
  const { start } = text.words[first]!;
  return {
    version: {
      proposal: { kind: 'particle', start, end: text.words[last - 1]!.end, instead },
      encoding: encode([...before, instead, ...after].join(' ')),
      first,
      last,
      lastHere: first + (instead === '' ? 0 : 1),
    },
    here: 0,
    gain,
    likelihood: 0,
    usual: 0,
    together: 0,
    told: 0,
  };
};
const { balanced: enough, strict, eager } = WEIGHTS.particle;

describe('what is said of a sentence', () => {
  it('is what has evidence enough, with the strictest setting it passes', () => {
    expect(chooseHints(text, [judged(1, 2, 'が', enough)])).toEqual([
      { kind: 'particle', start: 1, end: 2, written: 'は', instead: 'が', bits: enough, strictness: 'balanced' },
    ]);
    expect(chooseHints(text, [judged(1, 2, 'が', strict)])[0]!.strictness).toBe('strict');
    expect(chooseHints(text, [judged(1, 2, 'が', eager - 1)])).toEqual([]);
  });

  it('is the one that explains more where two touch the same words or their neighbours', () => {
    const found = chooseHints(text, [
      judged(1, 2, 'が', enough + 1),
      judged(2, 3, '猫', enough + 9),
      judged(6, 7, 'A', enough),
    ]);
    expect(found.map(({ written, instead }) => [written, instead])).toEqual([
      ['犬', '猫'],
      ['だ', 'A'],
    ]);
  });

  it('needs more of a particle that only makes its neighbours likelier', () => {
    const near = { ...judged(1, 2, 'が', enough - 1), here: 0 };
    expect(chooseHints(text, [near]).filter(({ strictness }) => strictness !== 'eager')).toEqual([]);
    expect(chooseHints(text, [{ ...near, here: 8 }])).toMatchObject([{ strictness: 'balanced' }]);
  });

  it('names the dictionary forms of inflected words, whose stems tell nothing', () => {
    const inflected = (words: Encoding, surface: string, baseForm: string): Encoding => ({
      ...words,
      words: words.words.map((word) =>
        word.surface === surface ? { ...word, morpheme: { baseForm } as unknown as Morpheme } : word,
      ),
    });
    const awake = judged(6, 7, 'で', enough);
    const there = inflected(awake.version.encoding, 'で', 'でる');
    const one = { ...awake, version: { ...awake.version, encoding: there } };
    expect(chooseHints(inflected(text, 'だ', 'だす'), [one])[0]!.bases).toEqual({ written: 'だす', instead: 'でる' });
    expect(chooseHints(inflected(text, 'だ', 'でる'), [one])[0]!.bases).toBeUndefined();
    const plain = { ...awake, version: { ...awake.version, encoding: inflected(there, 'で', 'で') } };
    expect(chooseHints(inflected(text, 'だ', 'だ'), [plain])[0]!.bases).toBeUndefined();
    expect(chooseHints(text, [awake])[0]!.bases).toBeUndefined();
  });

  it('says what becomes of a word that is left out', () => {
    expect(chooseHints(text, [judged(4, 5, '', enough)])).toMatchObject([{ written: 'が', instead: '' }]);
  });

  it('shows of a homophone what handbooks have of both words, first what stands there', () => {
    const known = (encoding: Encoding): Encoding => ({
      ...encoding,
      words: encoding.words.map((word) => ({ ...word, morpheme: { baseForm: word.surface } as unknown as Morpheme })),
    });
    const examples: Readonly<Record<string, readonly string[]>> = {
      猫: ['虎と猫', '鼠と猫', '犬猫', '三毛猫'],
      子: ['親の子', '犬子'],
    };
    const hints = (kind: 'homophone' | 'kana') => {
      const one = judged(3, 4, '子', 99);
      const version = {
        ...one.version,
        proposal: { ...one.version.proposal, kind },
        encoding: known(one.version.encoding),
      };
      return chooseHints(known(text), [{ ...one, version }], (word) => examples[word] ?? []);
    };
    expect(hints('homophone')[0]!.uses).toEqual([
      { word: '猫', examples: ['犬猫', '虎と猫', '鼠と猫'] },
      { word: '子', examples: ['犬子', '親の子'] },
    ]);
    expect(hints('kana')[0]!.uses).toBeUndefined();
  });
});
