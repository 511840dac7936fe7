import type { Encoding, Tokenizer, Word } from '../../src/pieces/encoding.ts';
import type { Lexicon } from '../../src/morphemes/morpheme.ts';

/** A sentence with one slip in it, and as it was. */
export interface Slip {
  readonly kind: string;
  readonly wrong: string;
  readonly right: string;
}

const HAN = /\p{Script=Han}/u;
const HIRAGANA = /^[ぁ-ん]+$/;
/** Particles learners take for each other; where both are right as often as not (に and へ) the pair is left out. */
const MISTAKEN: Readonly<Record<string, readonly string[]>> = {
  が: ['を', 'に', 'で'],
  を: ['が', 'に', 'で', 'へ'],
  に: ['を', 'で', 'が'],
  で: ['に', 'を', 'が'],
  へ: ['を', 'で'],
};
const TYPED: Readonly<Record<string, string>> = {
  ず: 'づ',
  づ: 'ず',
  じ: 'ぢ',
  い: 'ゆ',
  お: 'を',
  う: 'お',
  を: 'お',
  は: 'わ',
  っ: 'つ',
  し: 'ち',
  ょ: 'よ',
  ュ: 'ユ',
  ー: '',
};

type Maker = (encoding: Encoding, lexicon: Lexicon, tokenizer: Tokenizer) => string[];

const replaced = ({ text }: Encoding, { start, end }: { start: number; end: number }, by: string) =>
  text.slice(0, start) + by + text.slice(end);
const partOf = ({ morpheme }: Word) => morpheme?.partOfSpeech ?? [];

/** All ways to make one slip of a kind in a sentence. */
const makers: Readonly<Record<string, Maker>> = {
  particle: (encoding) =>
    encoding.words.flatMap((word) =>
      partOf(word)[0] === '助詞' && partOf(word)[1] === '格助詞'
        ? (MISTAKEN[word.surface] ?? []).map((other) => replaced(encoding, word, other))
        : [],
    ),
  homophone: (encoding, lexicon, tokenizer) =>
    encoding.words.flatMap((word) => {
      const { morpheme, surface } = word;
      if (!morpheme?.reading || !HAN.test(surface) || partOf(word)[1] === '固有名詞' || partOf(word)[1] === '数')
        return [];
      const kanji = (text: string) => [...text].filter((c) => HAN.test(c)).join('');
      return lexicon
        .readAs(morpheme.reading)
        .filter(
          (entry) =>
            entry.partOfSpeech[0] === partOf(word)[0] &&
            kanji(entry.surface) !== kanji(surface) &&
            (surface.length > 1 || entry.surface.length > 1) &&
            tokenizer.idOf(entry.surface) !== undefined,
        )
        .map((entry) => replaced(encoding, word, entry.surface));
    }),
  doubled: (encoding) =>
    encoding.words.flatMap((word, i) => {
      const next = encoding.words[i + 1];
      const [part] = partOf(word);
      if (part === '助詞') return [replaced(encoding, word, word.surface.repeat(2))];
      if (part === '名詞' && next && partOf(next)[0] === '助詞')
        return [replaced(encoding, { start: word.start, end: next.end }, (word.surface + next.surface).repeat(2))];
      return part === '動詞' || part === '副詞' ? [replaced(encoding, word, word.surface.repeat(2))] : [];
    }),
  missing: (encoding) =>
    encoding.words.flatMap((word) => {
      if (!['動詞', '助動詞', '形容詞', '副詞', '助詞'].includes(partOf(word)[0] ?? '') || word.surface.length < 2)
        return [];
      return [...word.surface].flatMap((kana, at) =>
        /[ぁ-ん]/.test(kana) && at > 0
          ? [replaced(encoding, { start: word.start + at, end: word.start + at + 1 }, '')]
          : [],
      );
    }),
  kana: (encoding) =>
    encoding.words.flatMap((word) => {
      if (word.surface.length < 2 || !/[ぁ-んァ-ヶー]{2}/.test(word.surface)) return [];
      return [...word.surface].flatMap((kana, at) => {
        const next = word.surface.charAt(at + 1);
        const typed = TYPED[kana];
        return [
          ...(typed === undefined
            ? []
            : [replaced(encoding, { start: word.start + at, end: word.start + at + 1 }, typed)]),
          ...(/[ぁ-んァ-ヶー]/.test(kana) && /[ぁ-んァ-ヶー]/.test(next) && next !== kana
            ? [replaced(encoding, { start: word.start + at, end: word.start + at + 2 }, next + kana)]
            : []),
        ];
      });
    }),
  ranuki: (encoding) =>
    encoding.words.flatMap((word, i) => {
      const before = encoding.words[i - 1]?.morpheme;
      return word.morpheme?.baseForm === 'られる' &&
        before?.features[4] === '一段' &&
        before.features[5] === '未然形' &&
        /^(?:ない|ます|まし|ませ|る|そう|なかっ)$/.test(
          word.surface === 'られる' ? 'る' : (encoding.words[i + 1]?.surface ?? ''),
        )
        ? [replaced(encoding, { start: word.start, end: word.start + 1 }, '')]
        : [];
    }),
  okurigana: (encoding) =>
    encoding.words.flatMap((word) => {
      const reading = word.morpheme?.reading;
      const split = /^(\p{Script=Han}+)([ぁ-ん]+)$/u.exec(word.surface);
      if (!reading || !split || !['動詞', '形容詞', '副詞', '名詞'].includes(partOf(word)[0] ?? '')) return [];
      const tail = [...split[2]!].map((kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60)).join('');
      if (!reading.endsWith(tail)) return [];
      const mora = String.fromCharCode(reading.charCodeAt(reading.length - tail.length - 1) - 0x60);
      return HIRAGANA.test(mora) && reading.length - tail.length > 1
        ? [replaced(encoding, word, split[1]! + mora + split[2]!)]
        : [];
    }),
};

export const generatedKinds = Object.keys(makers);

/** A sentence with one random slip of a kind; null where none can be made. */
export function slipOf(
  kind: string,
  right: string,
  tokenizer: Tokenizer,
  lexicon: Lexicon,
  pick: () => number,
): Slip | null {
  const all = makers[kind]!(tokenizer.encode(right, { blanks: false }), lexicon, tokenizer).filter(
    (wrong) => wrong !== right,
  );
  const wrong = all[Math.floor(pick() * all.length)];
  return wrong === undefined ? null : { kind, wrong, right };
}
