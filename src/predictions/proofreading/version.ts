import { asksPolitely } from '../../language/asked.ts';
import { HAN, KATAKANA, toHiragana } from '../../language/kana.ts';
import { BY } from '../../language/nouns.ts';
import { characterAt } from '../../morphemes/pairs.ts';
import type { Encoding, Tokenizer, Word } from '../../pieces/encoding.ts';
import { MAYBE_MEANT } from './doubled.ts';
import type { Proposal } from './proposal.ts';

/** A text with one proposal carried out, and which of its words that touches. */
export interface Version {
  readonly proposal: Proposal;
  readonly encoding: Encoding;
  /** Words [first, last) of the text as written have become words [first, lastHere) here. */
  readonly first: number;
  readonly last: number;
  readonly lastHere: number;
}

/**
 * Carries a proposal out; null where it changes nothing or leaves something the vocabulary has no pieces for. One
 * particle for another leaves the words around it as they are: where the analyser splits these in another way because
 * of it, the model is asked about other words, and what it says tells nothing of the particle.
 */
export function versionOf(written: Encoding, made: Proposal, tokenizer: Tokenizer): Version | null {
  const { start, end, instead, isReadAgain = false } = made;
  const { text } = written;
  const encoding = tokenizer.encode(text.slice(0, start) + instead + text.slice(end));
  if (encoding.text === text || isBesideGap(made, written)) return null;
  const proposal = inItsWord(made, encoding);
  const [before, after] = [written.words, encoding.words];
  const shift = encoding.text.length - text.length;
  let first = 0;
  while (
    first < Math.min(before.length, after.length) &&
    before[first]!.end <= start &&
    before[first]!.surface === after[first]!.surface &&
    before[first]!.end === after[first]!.end
  )
    first++;
  let [last, lastHere] = [before.length, after.length];
  while (
    last > first &&
    lastHere > first &&
    before[last - 1]!.start >= end &&
    before[last - 1]!.surface === after[lastHere - 1]!.surface &&
    before[last - 1]!.start + shift === after[lastHere - 1]!.start
  ) {
    last--;
    lastHere--;
  }
  if (
    proposal.kind === 'particle' &&
    (last - first !== wordsIn(text.slice(start, end)) || lastHere - first !== wordsIn(instead))
  )
    return null;
  if (
    isKana(proposal) &&
    !isReadAgain &&
    (start < end ? isParticle(written, start, end) : isParticle(encoding, start, start + instead.length))
  )
    return null;
  if (isKana(proposal) && isConnective(before.slice(first, last))) return null;
  if (isKana(proposal) && isRequest(before, first, last)) return null;
  if (isKana(proposal) && isEnding(before.slice(first, last)) && isEnding(after.slice(first, lastHere))) return null;
  if (proposal.kind === 'okurigana' && !after.some((word) => word.start < start && start < word.end)) return null;
  if (
    isKana(proposal) &&
    (isPolite(proposal, text, encoding, written) ||
      isLengthening(proposal, text, after.slice(first, lastHere)) ||
      isSpoken(proposal, text) ||
      isOldStyle(proposal, text))
  )
    return null;
  if (proposal.kind === 'kana' && isNameForName(before.slice(first, last), after.slice(first, lastHere))) return null;
  if (
    proposal.kind === 'okurigana' &&
    !isReadAgain &&
    isHeard(instead, before.slice(first, last), after.slice(first, lastHere))
  )
    return null;
  if (
    isKana(proposal) &&
    !isReadAgain &&
    readingOf(before.slice(first, last)) === readingOf(after.slice(first, lastHere))
  )
    return null;
  for (let word = first; word < lastHere; word++) {
    const { firstPiece, pieceCount } = after[word]!;
    for (let piece = firstPiece; piece < firstPiece + pieceCount; piece++)
      if (encoding.pieces[piece]!.id === tokenizer.ids.unk) return null;
  }
  const [touched, there] = [before.slice(first, last), after.slice(first, lastHere)];
  return { proposal: weighLeftOut(proposal, touched, there), encoding, first, last, lastHere };
}

/** Words that a particle is. */
const wordsIn = (particle: string) => (particle === BY ? 2 : 1);

/**
 * A kana more that makes a word of the dictionary of an unknown word in katakana was left out (プロジェト), heard or not.
 */
const weighLeftOut = (proposal: Proposal, before: readonly Word[], after: readonly Word[]): Proposal =>
  proposal.kind === 'kana' &&
  proposal.start === proposal.end &&
  /^[ァ-ヺ]$/.test(proposal.instead) &&
  before.some(({ morpheme }) => morpheme?.known === false) &&
  after.length === 1 &&
  after[0]!.morpheme?.known === true
    ? { ...proposal, prior: 0 }
    : proposal;

/**
 * Kana put behind a kanji are okurigana where they are in its word, and a kana left out where they begin the next (見がら,
 * 見ながら).
 */
const inItsWord = (proposal: Proposal, { text, words }: Encoding): Proposal =>
  proposal.kind === 'okurigana' &&
  proposal.start === proposal.end &&
  /[ぁ-ゖ]/.test(text.charAt(proposal.start + proposal.instead.length)) &&
  words.some(({ start }) => start === proposal.start)
    ? { ...proposal, kind: 'kana' }
    : proposal;

/**
 * A particle behind a space has lost the word it belonged to (次の表は、 と同じです): what is beside it is surprising for that.
 */
const isBesideGap = ({ start, end }: Proposal, { text, words }: Encoding) =>
  words.some(
    ({ start: at, morpheme }) =>
      morpheme?.partOfSpeech[0] === '助詞' &&
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，．」』）]\s$/u.test(text.slice(0, at)) &&
      at >= start - 1 &&
      at <= end + 1,
  );

/**
 * Whether what the okurigana of are doubted is a word as it is written (素晴しい beside 素晴らしい), and what is said twice is
 * one with both (一つ一つ).
 */
export function isKnownSpelling(
  { text, words }: Encoding,
  { proposal, first, last }: Pick<Version, 'proposal' | 'first' | 'last'>,
  isWord: (written: string) => boolean,
): boolean {
  const { kind, start, end, prior } = proposal;
  if (kind === 'doubled') return prior === MAYBE_MEANT && isWord(text.slice(start, end + end - start));
  const written = words
    .slice(first, last)
    .map(({ surface }) => surface)
    .join('');
  return kind === 'okurigana' && /[ぁ-ゖ]$/.test(written) && isWord(written);
}

const isKana = ({ kind }: Proposal) => kind === 'kana' || kind === 'okurigana';

/** One known particle, ending or adverb for another (けれど, けれども; だ, じゃ; とっても, とても) is a matter of style. */
const isEnding = (words: readonly Word[]) =>
  words.length === 1 &&
  words[0]!.morpheme?.known === true &&
  /^(?:助詞|助動詞|接続詞|副詞)$/.test(words[0]!.morpheme.partOfSpeech[0] ?? '') &&
  !/^[わおえよ]$/.test(words[0]!.surface);

/**
 * A slip seldom makes a longer conjunction or adverb, and most are an ending or particle with something before it: それと
 * is no slip for それだと, nor なので for ないので.
 */
const isConnective = (words: readonly Word[]) =>
  words.length === 1 &&
  words[0]!.morpheme?.known === true &&
  /^(?:接続詞|副詞)$/.test(words[0]!.morpheme.partOfSpeech[0] ?? '') &&
  words[0]!.surface.length >= 3;

/** Whether words [first, last) have か and the ご of a request among them, in which the analyser finds a basket. */
function isRequest(words: readonly Word[], first: number, last: number): boolean {
  const morphemes = words.map(({ morpheme }) => morpheme);
  return morphemes.slice(first, last).some((_, at) => asksPolitely(morphemes, first + at));
}

/**
 * お and ご before a word, put there, left out or made a particle, are a matter of politeness; を is what お is written
 * for.
 */
function isPolite({ start, end, instead }: Proposal, text: string, there: Encoding, written: Encoding): boolean {
  const taken = instead !== 'を' && /^[おご]$/.test(text.slice(start, end));
  const put = start === end && /^[おご]$/.test(instead);
  return (taken || put) && (taken ? written : there).words.some((word) => word.start === start);
}

/** Verbs as they are spoken: 言ってた for 言っていた, わかんない for わからない, 何してんの for 何してるの. */
function isSpoken({ start, end, instead }: Proposal, text: string): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (start === end) return instead === 'い' && /[てで]/.test(before) && /[るたてまなんりれろ]/.test(after);
  return text.slice(start, end) === 'ん' && /^[らりるれ]$/.test(instead) && /[なのだじとねよか]/.test(after);
}

/**
 * Kana of a compound between its kanji, which are written or not (思出, 思い出), and words in hiragana with ッ for っ
 * (しょッちゅう).
 */
const isOldStyle = ({ kind, start, end }: Proposal, text: string) =>
  (kind === 'okurigana' && HAN.test(characterAt(text, end))) ||
  /[ぁ-ゖ]ッ|ッ[ぁ-ゖ]/.test(text.slice(Math.max(0, start - 2), end + 2));

/**
 * ー taken out of a word, put at its end or elsewhere, is another spelling of it: ヘアー, ヘア; ウラジミール, ウラジーミル. What the
 * dictionary knows so, and is no name, has one (オプーン).
 */
function isLengthening({ start, end, instead }: Proposal, text: string, there: readonly Word[]): boolean {
  const taken = text.slice(start, end);
  if (instead === '') return taken === 'ー';
  if (taken.length > 1 && taken.includes('ー'))
    return (
      [...taken].sort().join('') === [...instead].sort().join('') &&
      !there.every(({ morpheme }) => morpheme?.known && morpheme.partOfSpeech[1] !== '固有名詞')
    );
  return instead === 'ー' && start === end && !KATAKANA.test(text.charAt(start));
}

/** One word in katakana that the dictionary does not know for another: names are what they are. */
const isNameForName = (before: readonly Word[], after: readonly Word[]) =>
  [before, after].every((words) =>
    words.some(({ surface, morpheme }) => morpheme?.known === false && KATAKANA.test(surface)),
  );

/**
 * Kana that are heard as well, and make another word of a word (見やすい, 見せやすい), are no matter of how much of it is
 * written in kana.
 */
function isHeard(instead: string, before: readonly Word[], after: readonly Word[]): boolean {
  const [mine, its] = [readingOf(before), readingOf(after)];
  if (typeof mine !== 'string' || typeof its !== 'string') return false;
  const [shorter, longer] = [toHiragana(mine), toHiragana(its)];
  return Array.from(shorter, (_, at) => shorter.slice(0, at + 1) + instead + shorter.slice(at + 1)).includes(longer);
}

/** How known words are read, where they are: what is read alike is written another way (聞え, 聞こえ) and no slip. */
function readingOf(words: readonly Word[]): string | symbol {
  const readings = words.map(({ morpheme }) => (morpheme?.known ? morpheme.reading : null));
  return readings.includes(null) || words.length === 0 ? Symbol('unread') : readings.join('');
}

/**
 * Whether [start, end) is a particle by itself: which one it is to be, and whether it may be left out, is no question
 * of kana. て behind a verb is.
 */
const isParticle = ({ words }: Encoding, start: number, end: number) =>
  words.some(
    (word) =>
      word.start === start &&
      word.end === end &&
      word.morpheme?.partOfSpeech[0] === '助詞' &&
      !(word.morpheme.partOfSpeech[1] === '接続助詞' && /^[てで]$/.test(word.surface)) &&
      !/^[わおえよ]$/.test(word.surface),
  );
