import type { Word } from '../../pieces/encoding.ts';
import { toKatakana } from '../../morphemes/columns.ts';
import type { Lexicon } from '../../morphemes/morpheme.ts';
import { hasAnotherObject } from './particles.ts';
import type { Material, Proposal } from './proposal.ts';

/** The longest run of words that is looked for a second time: 会議は|会議は. */
const LONGEST = 4;
/** Two like particles in a row are never meant, nor is a word with its particle said twice; 人々人々 may be. */
const NEVER_MEANT = 12;
export const MAYBE_MEANT = 2;
/** Two objects of one predicate are a slip, though a common one. */
const TWO_OBJECTS = 8;

const isParticle = ({ morpheme }: Word) => morpheme?.partOfSpeech[0] === '助詞';
/** ました and ほど, said twice, are meant no more than particles are. */
const isGrammar = ({ morpheme }: Word) =>
  morpheme?.partOfSpeech[0] === '助詞' ||
  morpheme?.partOfSpeech[0] === '助動詞' ||
  (morpheme?.partOfSpeech[0] === '名詞' && morpheme.partOfSpeech[1] === '非自立');
const isWord = ({ surface }: Word) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(surface);

/** 高い高い, とてもとても and 愉快で愉快で are said twice on purpose, and ことこと and バクバク are how something is done. */
const isEmphatic = ({ morpheme, surface }: Word) =>
  /^(?:こと|[ァ-ヺー]{1,2})$/.test(surface) ||
  morpheme?.partOfSpeech[0] === '形容詞' ||
  morpheme?.partOfSpeech[0] === '副詞' ||
  morpheme?.partOfSpeech[1] === '形容動詞語幹';

/** て of 待って|て|て下さい are two words. */
const isSame = (a: Word, b: Word) =>
  a.surface === b.surface && (a.surface.length > 1 || a.morpheme?.partOfSpeech[0] === b.morpheme?.partOfSpeech[0]);

/** Whether the same words follow, or others that are written alike: 後|で|後で. */
function isSaidAgain(run: readonly Word[], next: readonly Word[]): boolean {
  if (run.every((word, i) => next[i]?.surface === word.surface)) return run.every((word, i) => isSame(word, next[i]!));
  let rest = run.map(({ surface }) => surface).join('');
  for (const { surface } of next) {
    if (rest === '' || !rest.startsWith(surface)) break;
    rest = rest.slice(surface.length);
  }
  return rest === '';
}

/** Whether a text ends in a verb's stem in し, behind which する begins with another: 長押し|して. */
const isNounInShi = (text: string, lexicon: Lexicon) =>
  lexicon.entries(/\p{Script=Han}し$/u.exec(text)?.[0] ?? '').length > 0;

/** Morphemes that a noun in kana may be cut into: いも|う|と. */
const PARTS_OF_NOUN = 3;

/**
 * Whether a particle is the end of a noun in kana that the dictionary has in kanji: と of いも|う|と, before another
 * (いもうとと). No noun begins with what is a particle itself.
 */
function endsNoun(words: readonly Word[], at: number, lexicon: Lexicon): boolean {
  let kana = words[at]!.surface;
  for (let first = at - 1; first >= 0 && at - first < PARTS_OF_NOUN; first--) {
    kana = words[first]!.surface + kana;
    if (!/^[ぁ-ゖ]+$/.test(kana)) return false;
    if (isParticle(words[first]!)) continue;
    if (lexicon.readAs(toKatakana(kana)).some(({ partOfSpeech: [coarse] }) => coarse === '名詞')) return true;
  }
  return false;
}

/** A run of words said twice loses one; of particles in a row, any may be one too many. */
export function proposeDoubled({ encoding: { words, text }, lexicon }: Material): Proposal[] {
  const found: Proposal[] = [];
  const without = (first: number, last: number, prior: number) =>
    found.push({ kind: 'doubled', start: words[first]!.start, end: words[last - 1]!.end, instead: '', prior });
  for (let at = 0; at < words.length; at++) {
    for (let length = 1; length <= LONGEST && at + length < words.length; length++) {
      const run = words.slice(at, at + length);
      if (isNounInShi(text.slice(0, words[at]!.end), lexicon)) continue;
      if (length === 1 && isParticle(run[0]!) && endsNoun(words, at, lexicon)) continue;
      if (!isEmphatic(run[0]!) && run.every(isWord) && isSaidAgain(run, words.slice(at + length)))
        without(at, at + length, run.some(isParticle) || run.every(isGrammar) ? NEVER_MEANT : MAYBE_MEANT);
    }
    const [here, next] = [words[at]!, words[at + 1]];
    if (isObjectOfDoing(words, at)) without(at, at + 1, TWO_OBJECTS);
    if (next && here.surface !== next.surface && clashes(here, next)) {
      // Either may be the one too many, a compound of the second together with what follows it.
      without(at, at + 1, 0);
      without(at + 1, at + 2, 0);
      if (words[at + 2] && isParticle(words[at + 2]!)) without(at + 1, at + 3, 0);
    }
  }
  return found;
}

/** を between a noun and its する, where the predicate has another: 値段を比較|を|する. */
const isObjectOfDoing = (words: readonly Word[], at: number) =>
  words[at]!.surface === 'を' &&
  words[at - 1]?.morpheme?.partOfSpeech[1] === 'サ変接続' &&
  words[at + 1]?.morpheme?.baseForm === 'する' &&
  hasAnotherObject(words, at);

/**
 * Particles no other case or topic particle follows, and those no other case particle follows: には, では and をも are fine,
 * をは and ににも are not.
 */
const LAST = ['は', 'が', 'を'];
const LAST_CASE = ['に', 'で', 'へ'];
/** And these no の: での, への, との and からの are fine. */
const BEFORE_NO = ['は', 'が', 'を', 'に'];

function clashes({ surface, morpheme }: Word, { surface: after, morpheme: next }: Word): boolean {
  if (surface === 'を' && after === 'も') return false;
  if (morpheme?.partOfSpeech[0] !== '助詞' || next?.partOfSpeech[0] !== '助詞') return false;
  if (morpheme.partOfSpeech[1] !== '格助詞' && morpheme.partOfSpeech[1] !== '係助詞') return false;
  if (next.partOfSpeech[1] === '連体化') return BEFORE_NO.includes(surface);
  const isCase = next.partOfSpeech[1] === '格助詞';
  return (
    (LAST.includes(surface) && (isCase || next.partOfSpeech[1] === '係助詞')) ||
    (LAST_CASE.includes(surface) && isCase && next.partOfSpeech[2] !== '引用')
  );
}
