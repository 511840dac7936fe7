import type { Lexicon } from '../../morphemes/morpheme.ts';
import type { Word } from '../../pieces/encoding.ts';
import type { Material, Proposal } from './proposal.ts';

/** Bits that speak for it before the model is asked: it is a matter of grammar, and common. */
const WRONG = 10;

/**
 * What is more polite than it can be: れる behind a verb of respect (おっしゃられた, ご覧になられて; 二重敬語, 敬語の指針 2007, chapter 3),
 * and さ before the せる of a verb of five rows (読まさせて; さ入れ).
 */
export function proposePoliteness({ encoding: { text, words }, lexicon }: Material): Proposal[] {
  return words.flatMap((verb, at): Proposal[] => {
    const ending = words[at + 1];
    if (!verb.morpheme || !ending || verb.morpheme.partOfSpeech[0] !== '動詞') return [];
    const propose = (start: number, end: number, instead: string): Proposal[] => [
      { kind: 'politeness', start, end, instead, prior: WRONG },
    ];
    if (isOfFiveRows(verb) && ending.morpheme?.baseForm === 'させる')
      return propose(ending.start, ending.start + 1, '');
    if (!/^ら?れる$/.test(ending.morpheme?.baseForm ?? '') || !isRespectful(words, at, lexicon)) return [];
    // なさ|られる is cut as なす is: ら belongs to なさる.
    const ra = /^ら?/.exec(ending.surface)![0];
    const once = withoutReru(verb.surface + ra, ending.surface.slice(ra.length), text.slice(ending.end));
    return once === null ? [] : propose(verb.start, ending.end, once);
  });
}

const isOfFiveRows = ({ morpheme }: Word) =>
  morpheme?.features[4]?.startsWith('五段') === true && morpheme.features[5] === '未然形';

/**
 * What respect has in place of another verb, and なる behind what one does: お帰りになる. Behind what one is, as in お元気になる,
 * there is no respect yet.
 */
function isRespectful(words: readonly Word[], at: number, lexicon: Lexicon): boolean {
  const { baseForm } = words[at]!.morpheme!;
  if (/^(?:おっしゃる|仰る|いらっしゃる|召し上がる|めしあがる|なさる|くださる|下さる)$/.test(baseForm ?? ''))
    return true;
  if (/^(?:なさ|くださ|下さ)$/.test(words[at]!.surface) && words[at + 1]?.morpheme?.baseForm === 'られる') return true;
  return isDoneWithRespect(words, at, lexicon);
}

/** Whether なる says with respect that something is done: お帰りに|なる, and お待ちに|なる, where お is part of a word. */
export function isDoneWithRespect(words: readonly Word[], at: number, lexicon: Lexicon): boolean {
  const { baseForm } = words[at]!.morpheme!;
  const [prefix, done, particle] = [words[at - 3], words[at - 2], words[at - 1]];
  if (baseForm !== 'なる' || particle?.surface !== 'に' || !done) return false;
  if (/^[おご御](?:覧|越し|見え|いで|出で)$/.test(done.surface)) return true;
  const isVerb = (stem: string) =>
    lexicon.entries(stem).some(({ features }) => features[0] === '動詞' && features[5] === '連用形');
  const isWhole = /^[おご御]\p{Script=Han}/u.test(done.surface) || done.morpheme?.partOfSpeech[1] === 'サ変接続';
  if (isWhole && /^[おご御]/.test(done.surface) && isVerb(done.surface.slice(1))) return true;
  const isDone =
    (done.morpheme?.partOfSpeech[1] === 'サ変接続' && done.surface !== '病気') ||
    done.morpheme?.partOfSpeech[0] === '動詞' ||
    isVerb(done.surface);
  return isDone && /^[おご御]$/.test(prefix?.surface ?? '');
}

/** The verb without れる, as what follows has it: おっしゃら|れ before た is おっしゃっ. */
function withoutReru(stem: string, ending: string, after: string): string | null {
  const verb = stem.slice(0, -1);
  if (!stem.endsWith('ら')) return null;
  if (ending === 'れる') return `${verb}る`;
  if (ending !== 'れ') return null;
  if (/^[たて]/.test(after)) return `${verb}っ`;
  if (!/^ま[すしせ]/.test(after)) return null;
  return /(?:おっしゃ|仰|いらっしゃ|なさ|くださ|下さ)$/.test(verb) ? `${verb}い` : `${verb}り`;
}
