import { ALL_HAN, HAN, KATAKANA, kanjiOf } from '../../language/kana.ts';
import type { Word } from '../../pieces/encoding.ts';
import type { Lexicon, LexiconEntry } from '../../morphemes/morpheme.ts';
import type { Material, Proposal } from './proposal.ts';

/** Neighbouring words that one other word may stand for: 現|因 for 原因. */
const LONGEST_SPAN = 3;
/** The most common words of a reading that are looked at: those of コウ or シ are endless. */
const PER_READING = 40;
/** Readings of a span that are looked at: each word of it may have several. */
const READINGS = 6;
/** And of several words together. */
const JOINED = 16;

/**
 * Conversion offers common words first: what is written by mistake is one, or none at all. Rare nouns were looked for,
 * and are names of things that no other word names, and single kanji have so many homophones that one always fits. In
 * bits.
 */
const COMMON = 3;
const SINGLE_KANJI = -1;
/** And a suffix is chosen by the word before it: 社用車. */
const SUFFIX = -3;
const RARE_NOUN = -6;
/** Some words are mistaken for each other oftener than others that are read alike. */
const MISTAKEN = 2.5;
/**
 * Who wrote a word meant to read it as it is read there: other readings of its kanji are one fourth as often behind a
 * slip.
 */
const OTHER_READING = -2;

function priorOf(span: readonly Word[], written: string, isPiece: (word: string) => boolean): number {
  const [coarse, fine] = span[0]!.morpheme!.partOfSpeech;
  const noun = coarse === '名詞';
  if (isPiece(written)) return noun && written.length === 1 ? (fine === '接尾' ? SUFFIX : SINGLE_KANJI) : COMMON;
  if (span.length > 1 || !span[0]!.morpheme!.known) return 0;
  return noun ? RARE_NOUN : 0;
}

/** Every word of the dictionary that is read as one to three neighbouring words with kanji are. */
export function* proposeHomophones({
  encoding,
  lexicon,
  isPiece,
  isSameWord,
  readAlike,
}: Material): Generator<Proposal> {
  const { words, text } = encoding;
  const isTaken = (one: string, other: string) => TAKEN.some(([a, b]) => one === a && other === b);
  const bases = (surface: string) => [...new Set(lexicon.entries(surface).map(baseOf))];
  const isOneWord = (one: string, other: string) =>
    bases(one).some((own) => bases(other).some((base) => isSameWord(own, base)));
  const readings = words.map((word) => readingsOf(word, lexicon.entries(word.surface)));
  const inWords = words.map((word, i) => (isBroken(word) ? pieceReadings(word, readings[i]!, lexicon) : readings[i]!));
  for (const first of words.keys()) {
    for (let last = first + 1; last <= Math.min(first + LONGEST_SPAN, words.length); last++) {
      const span = words.slice(first, last);
      const several = span.length > 1;
      const known = several || span[0]!.morpheme?.known === false ? inWords : readings;
      if (inWords[last - 1]!.length === 0 || gap(span)) break;
      if (span.some((word) => isName(word) && !isBroken(word))) break;
      if (!several && isName(span[0]!)) continue;
      const [start, end] = [span[0]!.start, span.at(-1)!.end];
      const written = text.slice(start, end);
      // What the dictionary splits, but the model knows as one, is one.
      if (!HAN.test(written) || (several && isPiece(written))) continue;
      const prior = priorOf(span, written, isPiece);
      const seen = new Set([written]);
      const proposal = (instead: string, less: number): Proposal => ({
        kind: 'homophone',
        start,
        end,
        instead,
        prior: prior + less + (readAlike.areMistaken(written, instead) ? MISTAKEN : 0),
        sameWord: isOneWord(written, instead),
        isTaken: isTaken(written, instead),
      });
      for (const reading of joinAll(known.slice(first, last))) {
        for (const entry of lexicon.readAs(reading).slice(0, PER_READING)) {
          if (seen.has(entry.surface) || !fits(span, entry) || isVariant(written, entry.surface)) continue;
          seen.add(entry.surface);
          const other = !several && span[0]!.morpheme!.known && reading !== readings[first]![0] ? OTHER_READING : 0;
          yield proposal(entry.surface, other);
        }
      }
      if (several) continue;
      // Those of a handbook whatever is commoner; and the dictionary has 開く for ひらく alone, which is あく as well.
      for (const other of readAlike.alike(baseOfWord(span[0]!))) {
        const instead = inflectedAs(span[0]!, other);
        if (instead === null || seen.has(instead) || isVariant(written, instead)) continue;
        if (lexicon.entries(instead).length === 0) continue;
        seen.add(instead);
        yield proposal(instead, 0);
      }
    }
  }
}

const baseOfWord = ({ surface, morpheme }: Word) => morpheme?.baseForm ?? surface;

/** Another word in the form that a word has: 空い as 開い has it. Null where they are not inflected alike. */
function inflectedAs(word: Word, other: string): string | null {
  const [kanji, ending] = partsOf(baseOfWord(word));
  const [own, ownEnding] = partsOf(other);
  return ending === ownEnding && word.surface.startsWith(kanji) ? own + word.surface.slice(kanji.length) : null;
}

/** What a word in its dictionary form is written with, and the kana at its end: 開, く. */
function partsOf(base: string): [string, string] {
  const [ending] = /[ぁ-ゖ]*$/.exec(base)!;
  return [base.slice(0, base.length - ending.length), ending];
}

/** A kanji by itself may be what is left of a word that was miswritten, and so may kanji that are no word. */
const isBroken = ({ surface, morpheme }: Word) =>
  ALL_HAN.test(surface) && morpheme?.partOfSpeech[1] !== '数' && (surface.length === 1 || morpheme?.known === false);

/** How that may be read: as the word it is taken for, or kanji by kanji as in words. */
function pieceReadings({ surface }: Word, own: readonly string[], lexicon: Lexicon): string[] {
  const parts = [...surface].map((kanji) => lexicon.kanjiReadings(kanji));
  return [...new Set([...own.slice(0, 2), ...joinAll(parts), ...own])].slice(0, READINGS);
}

/** The dictionary form, which IPADIC has in its seventh column. */
const baseOf = ({ surface, features }: LexiconEntry) => features[6] ?? surface;

/** Names are what they are, however unlikely. */
const isName = ({ morpheme }: Word) => morpheme?.partOfSpeech[1] === '固有名詞';
const gap = (span: readonly Word[]) => span.some((word, i) => i > 0 && word.start !== span[i - 1]!.end);

/** How a word may be read: as it is read here first, then all the dictionary knows. Kana are read as they are. */
function readingsOf({ surface, morpheme }: Word, entries: readonly LexiconEntry[]): string[] {
  if (!morpheme) return [];
  const own = morpheme.reading ?? (KATAKANA.test(surface) ? surface : null);
  const all = [...(own === null ? [] : [own]), ...(HAN.test(surface) ? entries.map(({ reading }) => reading) : [])];
  return [...new Set(all)].slice(0, READINGS);
}

/** All ways to read words in a row, a few at most. */
function joinAll(parts: readonly (readonly string[])[]): string[] {
  return parts.reduce<string[]>(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)).slice(0, JOINED),
    [''],
  );
}

/** One word stands only for a word of its own kind; several may have become what they are by the slip. */
function fits(span: readonly Word[], { partOfSpeech }: LexiconEntry): boolean {
  const own = span[0]!.morpheme!.partOfSpeech;
  return span.length > 1 || own[0] === partOfSpeech[0] || (own[0] === '接頭詞' && partOfSpeech[0] === '名詞');
}

/** Kanji one of which is written for the other to say it more finely, or as it was written once, and not by mistake. */
const FINER =
  '云言 謂言 訊聞 訊尋 訊訪 聴聞 視見 観見 想思 憶思 念思 識知 憶覚 在有 過誤 逢会 遇会 往行 逝行 還帰 翔飛 駈駆 棲住 啼鳴 啼泣 哭泣 涕泣 嗤笑 闘戦 棄捨 殖増 惹引 曳引 牽引 挽引 造作 創作 獲取 盗取 喰食 呑飲 坐座 遺残 廻回 廻周 披開 溢零 洩漏 歿没 倖幸 紅赤 朱赤 緋赤 蒼青 碧青 淋寂 昏暗 冥暗 闇暗 哀悲 愉楽 歓喜 悦喜 慶喜 怖恐 畏恐 懼恐 唄歌 謡歌 躰体 身体 躯体 貌顔 瞳目 眼目 掌手 独一人 児子 処所 途道 路道 径道 傍側 俺己 叢草 樹木 巌岩 陽日 灯火 焔炎 燈灯'
    .split(' ')
    .map(([one, ...other]) => [one!, other.join('')] as const);

/** Whether one of two kanji says more finely what the other says, or was written for it once. */
export const isFiner = (one: string, other: string) =>
  FINER.some(([a, b]) => (one === a && other === b) || (one === b && other === a));

/**
 * Words of offices, and a commoner one that the model takes each for where it is right: that one was meant only where
 * the model all but knows it.
 */
const TAKEN = [
  ['異動', '移動'],
  ['精算', '生産'],
] as const;

/**
 * One word written another way: the same kanji with more or fewer kana (聞え, 聞こえ; 這いだし, 這い出し), another that says it more
 * finely (棄て, 捨て), or a number in figures.
 */
function isVariant(written: string, other: string): boolean {
  const [mine, its] = [kanjiOf(written), kanjiOf(other)];
  return (
    isFiner(mine, its) ||
    [...mine].every((kanji) => its.includes(kanji)) ||
    [...its].every((kanji) => mine.includes(kanji)) ||
    /[0-9０-９]/.test(other)
  );
}
