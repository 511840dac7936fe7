import { asksPolitely } from '../../language/asked.ts';
import { HAN, KATAKANA, toHiragana } from '../../language/kana.ts';
import { BY } from '../../language/nouns.ts';
import { characterAt } from '../../morphemes/pairs.ts';
import type { Encoding, Word } from '../../pieces/encoding.ts';
import type { SlipKind } from '../results.ts';
import type { Proposal } from './proposal.ts';

/** What a proposal comes to: a text as it is written, and changed. */
export interface Change {
  readonly proposal: Proposal;
  readonly written: Encoding;
  readonly changed: Encoding;
  /** Words [first, last) of the text as written are touched. */
  readonly first: number;
  readonly last: number;
  /** Those, and what they have become. */
  readonly before: readonly Word[];
  readonly after: readonly Word[];
}

interface Rule {
  /** The kinds of proposals it is about; all when absent. */
  readonly of?: readonly SlipKind[];
  /** Whether it is not about those with `isReadAgain`. */
  readonly unlessReadAgain?: true;
  readonly is: (change: Change) => boolean;
}

/** Whether a change would mend no slip, whatever a model makes of it. */
export function isNoSlip(change: Change): boolean {
  const { kind, isReadAgain } = change.proposal;
  return rules.some(
    ({ of, unlessReadAgain, is }) => (of?.includes(kind) ?? true) && !(unlessReadAgain && isReadAgain) && is(change),
  );
}

/**
 * A particle behind a space has lost the word it belonged to (次の表は、 と同じです): what is beside it is surprising for that.
 */
const isBesideGap = ({ proposal: { start, end }, written: { text, words } }: Change) =>
  words.some(
    ({ start: at, morpheme }) =>
      morpheme?.partOfSpeech[0] === '助詞' &&
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，．」』）]\s$/u.test(text.slice(0, at)) &&
      at >= start - 1 &&
      at <= end + 1,
  );

/** Words that a particle is. */
const wordsIn = (particle: string) => (particle === BY ? 2 : 1);

/**
 * One particle for another leaves the words around it as they are: where the analyser splits these in another way
 * because of it, the model is asked about other words, and what it says tells nothing of the particle.
 */
const movesWords = ({ proposal: { start, end, instead }, written: { text }, before, after }: Change) =>
  before.length !== wordsIn(text.slice(start, end)) || after.length !== wordsIn(instead);

/** Okurigana belong to a word that begins before them. */
const beginsWord = ({ proposal: { start }, changed: { words } }: Change) =>
  !words.some((word) => word.start < start && start < word.end);

/** One known particle, ending or adverb for another (けれど, けれども; だ, じゃ; とっても, とても) is a matter of style. */
const isOtherEnding = ({ before, after }: Change) => isEnding(before) && isEnding(after);
const isEnding = (words: readonly Word[]) =>
  words.length === 1 &&
  words[0]!.morpheme?.known === true &&
  /^(?:助詞|助動詞|接続詞|副詞)$/.test(words[0]!.morpheme.partOfSpeech[0] ?? '') &&
  !/^[わおえよ]$/.test(words[0]!.surface);

/**
 * A slip seldom makes a longer conjunction or adverb, and most are an ending or particle with something before it: それと
 * is no slip for それだと, nor なので for ないので.
 */
const isConnective = ({ before: words }: Change) =>
  words.length === 1 &&
  words[0]!.morpheme?.known === true &&
  /^(?:接続詞|副詞)$/.test(words[0]!.morpheme.partOfSpeech[0] ?? '') &&
  words[0]!.surface.length >= 3;

/** What is written has か and the ご of a request in it, in which the analyser finds a basket. */
function isRequest({ written: { words }, first, last }: Change): boolean {
  const morphemes = words.map(({ morpheme }) => morpheme);
  return morphemes.slice(first, last).some((_, at) => asksPolitely(morphemes, first + at));
}

/**
 * お and ご before a word, put there, left out or made a particle, are a matter of politeness; を is what お is written
 * for.
 */
function isPolite({ proposal: { start, end, instead }, written, changed }: Change): boolean {
  const taken = instead !== 'を' && /^[おご]$/.test(written.text.slice(start, end));
  const put = start === end && /^[おご]$/.test(instead);
  return (taken || put) && (taken ? written : changed).words.some((word) => word.start === start);
}

/** Verbs as they are spoken: 言ってた for 言っていた, わかんない for わからない, 何してんの for 何してるの. */
function isSpoken({ proposal: { start, end, instead }, written: { text } }: Change): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (start === end) return instead === 'い' && /[てで]/.test(before) && /[るたてまなんりれろ]/.test(after);
  return text.slice(start, end) === 'ん' && /^[らりるれ]$/.test(instead) && /[なのだじとねよか]/.test(after);
}

/**
 * Kana of a compound between its kanji, which are written or not (思出, 思い出), and words in hiragana with ッ for っ
 * (しょッちゅう).
 */
const isOldStyle = ({ proposal: { kind, start, end }, written: { text } }: Change) =>
  (kind === 'okurigana' && HAN.test(characterAt(text, end))) ||
  /[ぁ-ゖ]ッ|ッ[ぁ-ゖ]/.test(text.slice(Math.max(0, start - 2), end + 2));

/**
 * ー taken out of a word, put at its end or elsewhere, is another spelling of it: ヘアー, ヘア; ウラジミール, ウラジーミル. What the
 * dictionary knows so, and is no name, has one (オプーン).
 */
function isLengthening({ proposal: { start, end, instead }, written: { text }, after }: Change): boolean {
  const taken = text.slice(start, end);
  if (instead === '') return taken === 'ー';
  if (taken.length > 1 && taken.includes('ー'))
    return (
      [...taken].sort().join('') === [...instead].sort().join('') &&
      !after.every(({ morpheme }) => morpheme?.known && morpheme.partOfSpeech[1] !== '固有名詞')
    );
  return instead === 'ー' && start === end && !KATAKANA.test(text.charAt(start));
}

/** One word in katakana that the dictionary does not know for another: names are what they are. */
const isNameForName = ({ before, after }: Change) =>
  [before, after].every((words) =>
    words.some(({ surface, morpheme }) => morpheme?.known === false && KATAKANA.test(surface)),
  );

/**
 * Kana that are heard as well, and make another word of a word (見やすい, 見せやすい), are no matter of how much of it is
 * written in kana.
 */
function isHeard({ proposal: { instead }, before, after }: Change): boolean {
  const [mine, its] = [readingOf(before), readingOf(after)];
  if (typeof mine !== 'string' || typeof its !== 'string') return false;
  const [shorter, longer] = [toHiragana(mine), toHiragana(its)];
  return Array.from(shorter, (_, at) => shorter.slice(0, at + 1) + instead + shorter.slice(at + 1)).includes(longer);
}

/** What is read alike is written another way (聞え, 聞こえ). */
const isReadAlike = ({ before, after }: Change) => readingOf(before) === readingOf(after);

/** How known words are read, where they are. */
function readingOf(words: readonly Word[]): string | symbol {
  const readings = words.map(({ morpheme }) => (morpheme?.known ? morpheme.reading : null));
  return readings.includes(null) || words.length === 0 ? Symbol('unread') : readings.join('');
}

/**
 * Which particle it is to be, where one stands by itself, and whether it may be left out, is no question of kana. て
 * behind a verb is.
 */
const isParticleAlone = ({ proposal: { start, end, instead }, written, changed }: Change) =>
  start < end ? isParticle(written, start, end) : isParticle(changed, start, start + instead.length);
const isParticle = ({ words }: Encoding, start: number, end: number) =>
  words.some(
    (word) =>
      word.start === start &&
      word.end === end &&
      word.morpheme?.partOfSpeech[0] === '助詞' &&
      !(word.morpheme.partOfSpeech[1] === '接続助詞' && /^[てで]$/.test(word.surface)) &&
      !/^[わおえよ]$/.test(word.surface),
  );

const KANA = ['kana', 'okurigana'] as const;
/** What is no slip. */
const rules: readonly Rule[] = [
  { is: isBesideGap },
  { of: ['particle'], is: movesWords },
  { of: KANA, unlessReadAgain: true, is: isParticleAlone },
  { of: KANA, is: isConnective },
  { of: KANA, is: isRequest },
  { of: KANA, is: isOtherEnding },
  { of: ['okurigana'], is: beginsWord },
  { of: KANA, is: isPolite },
  { of: KANA, is: isLengthening },
  { of: KANA, is: isSpoken },
  { of: KANA, is: isOldStyle },
  { of: ['kana'], is: isNameForName },
  { of: ['okurigana'], unlessReadAgain: true, is: isHeard },
  { of: KANA, unlessReadAgain: true, is: isReadAlike },
];
