import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignedTokenizer } from '../../../src/pieces/aligned.ts';
import { locate } from '../../../src/pieces/locate.ts';
import type { Splitter } from '../../../src/pieces/splitter.ts';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { SEED } from '../../e2e/support/sizes.ts';

/**
 * SentencePiece as far as matters here: a space before the text, NFKC, the longest piece first, bytes or <unk> for what
 * is unknown.
 */
function sentencePieces(...pieces: string[]): Splitter {
  const vocabulary = ['<s>', '</s>', '<unk>', '<pad>', '<mask>', '<0xE9>', '<0xBC>', '<0xA0>', '▁', ...pieces];
  const longest = [...vocabulary.entries()]
    .filter(([id]) => id === 4 || id > 7)
    .sort(([, a], [, b]) => b.length - a.length);
  const read = (text: string, before: string): number[] => {
    const ids: number[] = [];
    let rest = text === '' ? '' : `${before}${text.normalize('NFKC').trim().replace(/\s+/g, '▁')}`;
    while (rest !== '') {
      const found = longest.find(([, one]) => rest.startsWith(one));
      const unknown = String.fromCodePoint(rest.codePointAt(0)!);
      if (found) ids.push(found[0]);
      else if (unknown === '鼠') ids.push(5, 6, 7);
      else if (ids.at(-1) !== 2) ids.push(2);
      rest = rest.slice(found ? found[1].length : unknown.length);
    }
    return ids;
  };
  const token = { special: true, lstrip: false, rstrip: false, alone: false, kept: true };
  const splitter: Splitter = {
    origin: { class: 'PreTrainedTokenizerFast', ownCode: false, words: null, sentencePiece: false },
    vocabulary,
    written: new Map([['<mask>', 4]]),
    cutting: { tokens: [{ content: '<mask>', ...token }], lower: false, byLetters: true },
    ids: { cls: 0, sep: 1, unk: 2, pad: 3, mask: 4 },
    specials: new Set([0, 1, 2, 3, 4]),
    fragments: new Map([
      [5, Uint8Array.of(0xe9)],
      [6, Uint8Array.of(0xbc)],
      [7, Uint8Array.of(0xa0)],
    ]),
    split: (text) => read(text, '▁'),
    locatePieces(text, first = true) {
      const ids = read(text, first || text.startsWith(' ') ? '▁' : '');
      return locate(text, ids, splitter).map((span, i) => ({ ...span, id: ids[i]! }));
    },
  };
  return splitter;
}

const tokenizer = alignedTokenizer(
  sentencePieces('▁日本', 'の大', '学', 'は', '猫', '▁猫', 'キロメートル', 'ある', '。', 'ABC', 'の', '大学', 'と'),
  ipadicAnalyzer(),
);
const words = (text: string) =>
  tokenizer
    .encode(text)
    .words.map(({ start, end }) => text.slice(start, end))
    .join('|');
const pieces = (text: string) =>
  tokenizer
    .encode(text)
    .pieces.map(({ start, end, piece }) => `${piece}=${text.slice(start, end)}`)
    .join(' ');

describe('a tokenizer over a splitter', () => {
  it('has the words of the dictionary, and splits those that share a piece each by itself', () => {
    expect(tokenizer.encode('日本は学ある').pieces.map(({ piece }) => piece)).toEqual(['▁日本', 'は', '学', 'ある']);
    expect(words('日本の大学は')).toBe('日本|の|大学|は');
    expect(pieces('日本の大学は')).toBe('▁日本=日本 の=の 大学=大学 は=は');
    const [first, , third] = tokenizer.encode('日本の大学は').words;
    expect(first!.morpheme).toMatchObject({ surface: '日本', reading: 'ニッポン', start: 0, end: 2 });
    expect(third).toMatchObject({ surface: '大学', start: 3, end: 5, firstPiece: 2, pieceCount: 1 });
  });

  it("makes blanks of either writing the model's own mask", () => {
    expect(pieces('猫は[MASK]。')).toBe('▁猫=猫 は=は <mask>=[MASK] 。=。');
    expect(pieces('猫はXXXXある＿＿')).toBe('▁猫=猫 は=は <mask>=XXXX ある=ある <mask>=＿＿');
    expect(tokenizer.encode('猫は＿＿。', { blanks: false }).pieces.some(({ id }) => id === tokenizer.ids.mask)).toBe(
      false,
    );
  });

  it('keeps the places of what NFKC changes', () => {
    const text = '㌔㍍はＡＢＣ';
    expect(pieces(text)).toContain('ABC=ＡＢＣ');
    expect(words(text)).toBe('㌔㍍|は|ＡＢＣ');
  });

  it('keeps the places of what is unknown, and of characters in bytes', () => {
    expect(pieces('猫と鼠は')).toBe('▁猫=猫 と=と <0xE9>=鼠 <0xBC>=鼠 <0xA0>=鼠 は=は');
    expect(words('猫と鼠は')).toBe('猫|と|鼠|は');
    // One <unk> for two words: they are split each by itself.
    expect(words('猫は象を')).toBe('猫|は|象|を');
    expect(pieces('猫は象を')).toBe('▁猫=猫 は=は <unk>=象 <unk>=を');
  });

  it('keeps a space that is a piece out of the words', () => {
    const {
      words: [first, second],
      pieces: all,
    } = tokenizer.encode('は 猫');
    expect(all.map(({ piece, word }) => [piece, word])).toEqual([
      ['▁', 0],
      ['は', 0],
      ['▁猫', 1],
    ]);
    expect(first).toMatchObject({ firstPiece: 1, pieceCount: 1 });
    expect(second).toMatchObject({ firstPiece: 2, pieceCount: 1 });
  });

  it('has spaces before a blank that begins the text, and none where there is no word', () => {
    const { words: found, pieces: all } = tokenizer.encode(' [MASK]は');
    expect(all.map(({ piece, start, end, word }) => [piece, start, end, word])).toEqual([
      ['▁', 0, 0, 0],
      ['<mask>', 1, 7, 0],
      ['は', 7, 8, 1],
    ]);
    expect(found[0]).toMatchObject({ blank: true, firstPiece: 1, pieceCount: 1 });
    expect(tokenizer.encode(' 　 ')).toMatchObject({ words: [], pieces: [] });
  });

  it('shows pieces to predictions without the sign for a space, and what is no text in brackets', () => {
    expect(tokenizer.vocabulary.slice(0, 10)).toEqual([
      '[s]',
      '[s]',
      '[unk]',
      '[pad]',
      '[mask]',
      '[byte]',
      '[byte]',
      '[byte]',
      '[space]',
      '日本',
    ]);
    expect(tokenizer.idOf('日本')).toBe(9);
    expect(tokenizer.idOf('猿')).toBeUndefined();
  });

  it('covers any string: words as the dictionary has them, pieces in order, each in its word', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              '日本の大学は',
              '猫',
              ' ',
              '　',
              '㌔㍍',
              'XXXX',
              '[MASK]',
              '鼠',
              '象を',
              'ｶﾞ',
              '\ud800',
              '👍',
              'が',
              'Σ',
              'İ',
            ),
            fc.string({ unit: 'binary', maxLength: 3 }),
          ),
          { maxLength: 12 },
        ),
        (parts) => {
          const text = parts.join('');
          const encoding = tokenizer.encode(text);
          let [at, next] = [0, 0];
          encoding.words.forEach(({ start, end, firstPiece, pieceCount }, index) => {
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThanOrEqual(start);
            at = end;
            for (; next < firstPiece; next++) expect(encoding.pieces[next]!.piece).toBe('▁');
            for (; next < firstPiece + pieceCount; next++) expect(encoding.pieces[next]!.word).toBe(index);
            for (const piece of encoding.pieces.slice(firstPiece, firstPiece + pieceCount)) {
              expect(piece.start).toBeGreaterThanOrEqual(start);
              expect(piece.end).toBeLessThanOrEqual(end);
            }
          });
          expect(at).toBeLessThanOrEqual(text.length);
          if (!/\[MASK\]|<mask>|X{3}/.test(text))
            expect(encoding.words.map(({ start, end }) => [start, end])).toEqual(
              ipadicAnalyzer()
                .analyze(text, { normalize: true })
                .map(({ start, end }) => [start, end]),
            );
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});
