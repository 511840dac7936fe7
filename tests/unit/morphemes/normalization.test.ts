import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type MappedText,
  SpanMapper,
  composeMaps,
  mapStretches,
  toLowerCase,
  nfkc,
} from '../../../src/morphemes/normalization.ts';

/** What each unit of the result was made from. */
const origins = (source: string, { text, starts, ends }: MappedText) =>
  starts && ends ? text.split('').map((unit, i) => [unit, source.slice(starts[i], ends[i])]) : null;

describe('NFKC with offsets', () => {
  it('maps nothing where nothing changes', () => {
    expect(nfkc('東京')).toEqual({ text: '東京', starts: null, ends: null });
  });

  it.each([
    ['ｶﾞ', [['ガ', 'ｶﾞ']]],
    ['か\u3099', [['が', 'か\u3099']]],
    [
      '㌔',
      [
        ['キ', '㌔'],
        ['ロ', '㌔'],
      ],
    ],
    [
      '９時',
      [
        ['9', '９'],
        ['時', '時'],
      ],
    ],
    [
      '㍍\ufe0f',
      [
        ['メ', '㍍'],
        ['ー', '㍍'],
        ['ト', '㍍'],
        ['ル', '㍍'],
        ['\ufe0f', '\ufe0f'],
      ],
    ],
    [
      '🆐',
      [
        ['D', '🆐'],
        ['J', '🆐'],
      ],
    ],
    ['ㄱㅏ', [['가', 'ㄱㅏ']]],
    [
      'ａ😀',
      [
        ['a', 'ａ'],
        ['\ud83d', '\ud83d'],
        ['\ude00', '\ude00'],
      ],
    ],
  ])('maps %s', (source, expected) => {
    expect(origins(source, nfkc(source))).toEqual(expected);
  });

  it('gives what normalising at once gives, for every character after every kind of character', () => {
    // Firsts of all canonical compositions, and some that compose with nothing.
    const firsts = new Set(['あ', 'a', '漢', '\u1100', '가', '😀']);
    for (let code = 0xc0; code < 0x30000; code++) {
      const decomposed = code >= 0xd800 && code < 0xe000 ? '' : String.fromCodePoint(code).normalize('NFD');
      if ([...decomposed].length > 1 && !(code > 0xac00 && code < 0xd7a4)) firsts.add([...decomposed][0] as string);
    }
    const different: string[] = [];
    for (let code = 0; code < 0x30000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCodePoint(code);
      // A first behind the character as well, so that it is joined on both sides.
      const source = [...firsts]
        .filter((_, i) => i % 16 === code % 16)
        .map((first) => `${first}${character}`)
        .join('');
      const { text } = nfkc(source);
      if (text !== source.normalize('NFKC')) different.push(`U+${code.toString(16)}`);
    }
    expect(different).toEqual([]);
  }, 60_000);

  it('joins whatever any character is composed of', () => {
    const different: string[] = [];
    for (let code = 0xa0; code < 0x110000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const parts = String.fromCodePoint(code).normalize('NFD');
      const source = `漢${parts}${Array.from(parts).at(-1)}字`;
      if (nfkc(source).text !== source.normalize('NFKC')) different.push(`U+${code.toString(16)}`);
    }
    expect(different).toEqual([]);
    // Kirat Rai, Unicode 16: vowels that are letters.
    const source = '漢\u{16d63}\u{16d67}\u{16d67}字';
    const composed = source.normalize('NFKC');
    if (composed !== source)
      expect(origins(source, nfkc(source))).toEqual(
        composed.split('').map((unit, i) => [unit, i === 0 ? '漢' : i === 3 ? '字' : source.slice(1, -1)]),
      );
  });

  it('agrees with normalising at once on any string, and every unit has a place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (source) => {
        const { text, starts, ends } = nfkc(source);
        expect(text).toBe(source.normalize('NFKC'));
        if (!starts || !ends) return;
        expect(starts).toHaveLength(text.length);
        let covered = 0;
        for (let i = 0; i < text.length; i++) {
          expect(starts[i]).toBeLessThanOrEqual(covered);
          covered = Math.max(covered, ends[i] as number);
        }
        expect(covered).toBe(source.length);
      }),
      { seed: 15, numRuns: 2000 },
    );
  });
});

describe('a change that does not work stretch by stretch', () => {
  it.each<[string, (text: string) => string, (readonly [string, string])[]]>([
    [
      'makes two one',
      (text) => text.replaceAll('いう', '言'),
      [
        ['あ', 'あ'],
        ['言', 'いう'],
        ['え', 'え'],
      ],
    ],
    [
      'makes more of two',
      (text) => text.replaceAll('いう', '言う言う'),
      [['あ', 'あ'], ...Array.from('言う言う', (unit) => [unit, 'いう'] as const), ['え', 'え']],
    ],
    [
      'changes two',
      (text) => text.replaceAll('いう', '言う'),
      [
        ['あ', 'あ'],
        ['言', 'いう'],
        ['う', 'いう'],
        ['え', 'え'],
      ],
    ],
    [
      'changes three',
      (text) => text.replaceAll('あいう', '亜'),
      [
        ['亜', 'あいうえ'],
        ['え', 'あいうえ'],
      ],
    ],
  ])('and %s gives stretches the place of both', (_, change, expected) => {
    expect(origins('あいうえ', mapStretches('あいうえ', change))).toEqual(expected);
  });

  it('takes no longer for a long text', () => {
    const long = 'いう'.repeat(50_000);
    expect(mapStretches(long, (text) => text.replaceAll('いう', '言')).text).toHaveLength(50_000);
  });
});

describe('lower case', () => {
  it('is applied to each character by itself', () => {
    expect(toLowerCase('ΑΣ').text).toBe('ας'.replace('ς', 'σ'));
    expect(origins('İA', toLowerCase('İA'))).toEqual([
      ['i', 'İ'],
      ['\u0307', 'İ'],
      ['a', 'A'],
    ]);
  });

  it('can be followed by NFKC', () => {
    const lowered = toLowerCase('Ａ㌔');
    expect(origins('Ａ㌔', composeMaps(lowered, nfkc(lowered.text)))).toEqual([
      ['a', 'Ａ'],
      ['キ', '㌔'],
      ['ロ', '㌔'],
    ]);
  });
});

describe('spans', () => {
  it('give a character that became several words to the first of them', () => {
    const spans = new SpanMapper(nfkc('½だ'));
    expect([spans.span(0, 1), spans.span(1, 2), spans.span(2, 3), spans.span(3, 4)]).toEqual([
      { start: 0, end: 1 },
      { start: 1, end: 1 },
      { start: 1, end: 1 },
      { start: 1, end: 2 },
    ]);
  });

  it('give what stands for nothing an empty place where it stands', () => {
    const spans = new SpanMapper(nfkc('㌔だ'));
    expect([spans.span(0, 0), spans.span(0, 2), spans.span(2, 2), spans.span(2, 3), spans.span(3, 3)]).toEqual([
      { start: 0, end: 0 },
      { start: 0, end: 1 },
      { start: 1, end: 1 },
      { start: 1, end: 2 },
      { start: 2, end: 2 },
    ]);
    const first = { text: 'キロ', starts: Int32Array.of(3, 3), ends: Int32Array.of(4, 4) };
    const second = { text: '▁ロ▁', starts: Int32Array.of(0, 1, 2), ends: Int32Array.of(0, 2, 2) };
    expect(composeMaps(first, second)).toEqual({
      text: '▁ロ▁',
      starts: Int32Array.of(3, 3, 4),
      ends: Int32Array.of(3, 4, 4),
    });
  });

  it('give a character whose beginning is white space to the word in it', () => {
    expect(new SpanMapper(nfkc('¨')).span(1, 2)).toEqual({ start: 0, end: 1 });
  });
});
