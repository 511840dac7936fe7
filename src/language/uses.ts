import type { Morpheme } from '../morphemes/morpheme.ts';
import { headOf, tailOf } from './near.ts';

/** Conjunctions to IPADIC, and adverbs wherever no comma follows. */
export const MATA = /^(?:また|又|亦)$/;

/** Adverbs that are thanks where nothing else is said. */
export const THANKS = /^(?:おおきに|どうも)$/;

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
