import type { Morpheme } from '../morphemes/morpheme.ts';
import { readingInContext } from './context.ts';
import { conjugationForm } from './forms.ts';
import { toHiragana } from './kana.ts';
import { headOf, tailOf } from './near.ts';

/** Names to IPADIC that are none where they are read so. */
const NO_NAMES: Readonly<Record<string, string>> = { 米: 'こめ', 章: 'しょう' };

/** Whether what IPADIC has as a name is a noun: 米を炊く, Ⅲ章. */
export const isNoName = (text: string, morphemes: readonly (Morpheme | null)[], index: number): boolean => {
  const reading = NO_NAMES[morphemes[index]!.surface];
  return reading !== undefined && readingInContext(text, morphemes, index) === reading;
};

/** The verb that a potential one is of that EDICT has as another: 弾ける is 弾く where it is ひける. */
export function potentialInContext(
  text: string,
  morphemes: readonly (Morpheme | null)[],
  index: number,
): string | null {
  const { baseForm, reading } = morphemes[index]!;
  if (baseForm !== '弾ける') return null;
  return (readingInContext(text, morphemes, index) ?? toHiragana(reading ?? '')).startsWith('ひけ') ? '弾く' : null;
}

/** Conjunctions to IPADIC, and adverbs wherever no comma follows. */
export const MATA = /^(?:また|又|亦)$/;

/** Adverbs that are thanks where nothing else is said. */
export const THANKS = /^(?:おおきに|どうも)$/;

/** Whether what a verb says is spoken of, as a noun: 推しが尊い, 気づきを書く. A verb's stem stands before neither. */
export const isNamed = (verb: Morpheme, next: Morpheme | null): boolean =>
  conjugationForm(verb) === '連用形' &&
  verb.partOfSpeech[1] === '自立' &&
  /^\p{Script=Han}.*[ぁ-ん]$/u.test(verb.surface) &&
  next !== null &&
  /^(?:が,格助詞|を,格助詞|の,連体化)/.test(`${next.surface},${next.partOfSpeech[1]}`);

/** Na-adjectives that say to what degree where no だ follows: 大変お世話になりました. */
const DEGREES = /^(?:大変|結構|十分|随分|相当|案外)$/;
/** What they say it of; a noun that is no action would be one word with them. */
const OF_DEGREE = /^(?:動詞|形容詞|副詞|接頭詞|名詞,(?:サ変接続|形容動詞語幹|ナイ形容詞語幹))/;

/** Whether a noun says to what degree. */
export const isDegree = ({ surface }: Morpheme, next: Morpheme | null): boolean =>
  DEGREES.test(surface) && next !== null && OF_DEGREE.test(next.partOfSpeech.join()) && !/^[?!]/.test(next.surface);

/** Whether 一杯, an adverb to IPADIC, is a cup of something that one drinks, and not fully. */
export const countsCups = (text: string, { surface, start, end }: Morpheme): boolean =>
  /^[一1]杯$/.test(surface) &&
  !/(?:腹|お腹|おなか)$/.test(headOf(text, start, 3)) &&
  (/(?:を|もう|あと)$/.test(headOf(text, start, 3)) ||
    /^(?:飲|の[むみん]|ください|下さい|いかが|どう|や[りる]|ひっかけ|引っ掛け|奢|おご|注|いただ|頂)/.test(
      tailOf(text, end, 4),
    ));
