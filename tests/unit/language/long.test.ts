import { describe, expect, it } from 'vitest';
import { bracketedReadings } from '../../../src/language/bracketed.ts';
import { writtenRubies } from '../../../src/language/given.ts';
import { readThrough, type Readings } from '../../../src/language/inner-furigana.ts';
import { readText } from '../../../src/language/read.ts';
import type { Morpheme } from '../../../src/morphemes/morpheme.ts';

/** Work that grows with the square of a text takes minutes at this length; the limit of a test is one. */
const LENGTH = 400_000;
const long = (text: string) => text.repeat(LENGTH / text.length);

/** The characters of a text, each a noun. */
const nouns = (text: string) =>
  Array.from(text, (surface, start): Morpheme => {
    const end = start + 1;
    const features = ['名詞', '一般'];
    return {
      surface,
      start,
      end,
      known: true,
      features,
      partOfSpeech: features,
      tagset: 'ipadic',
      baseForm: surface,
      reading: 'ア',
      pronunciation: 'ア',
    };
  });

describe('texts that would take for ever', () => {
  it('kanji without an end, and rubies among them', () => {
    expect(writtenRubies(`｜${long('龘')}`)).toEqual([]);
    expect(writtenRubies(`${long('龘')}《とう》`)).toEqual([{ start: 0, end: LENGTH, text: 'とう' }]);
    expect(writtenRubies(long('猫《ね》'))).toHaveLength(LENGTH / 4);
  });

  it('readings in brackets over and over', () => {
    const text = long('猫（あ）');
    expect(bracketedReadings(text, nouns(text)).size).toBe(LENGTH / 4);
  });

  it('furigana over and over', () => {
    const text = long('猫（あ）').slice(0, LENGTH / 8);
    const split = (cut: string) =>
      nouns(cut).map((morpheme) => ({ start: morpheme.start, end: morpheme.end, morpheme }));
    const read: Readings['read'] = (cut, units, given, chosen) => readText(cut, units, { given, chosen });
    const words = readThrough(text, split(text), [], new Map(), { split, read, homographs: () => [] });
    expect(words.filter(({ reading }) => reading === 'あ')).toHaveLength(text.length / 4);
  });

  it('nothing but words that are written as others are', () => {
    const units = nouns(long('空')).map((morpheme) => ({ start: morpheme.start, end: morpheme.end, morpheme }));
    const words = readText(long('空'), units, { chosen: new Map(units.map((_, index) => [index, null])) });
    expect(words.every(({ ambiguous }) => ambiguous)).toBe(true);
  });
});
