import { withEndings } from './conjugated.ts';
import { conjugationForm } from './forms.ts';
import { HAN, HIRAGANA } from './kana.ts';
import { adjacentAt, adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';

/** So many characters on either side say whether a text is for those who read kana only. */
const NEAR = 16;
const MOST_MORPHEMES = 4;

/** What goes on with the sound before it. */
const SMALL = /^[ぁぃぅぇぉゃゅょっー]/;

/**
 * Where a noun ends that the analyser takes apart in text without kanji (し|ごと, がっ|こう); null where none begins with
 * morpheme `first`. Where there are kanji, it would have been one of them.
 * @param isNoun Whether kana are such a noun.
 */
export function kanaNounEnd(
  text: string,
  morphemes: Morphemes,
  first: number,
  isNoun: (kana: string) => boolean,
): number | null {
  const { start, surface } = morphemes[first]!;
  if (!HIRAGANA.test(surface) || HAN.test(text.slice(Math.max(0, start - NEAR), start + NEAR))) return null;
  let [end, found]: [number, number | null] = [first + 1, null];
  for (let written = surface; end < first + MOST_MORPHEMES && isAdjacent(morphemes, end); end++) {
    written += morphemes[end]!.surface;
    if (!HIRAGANA.test(written)) break;
    if (isNoun(written) && isComplete(text, morphemes, end + 1) && !isExplained(morphemes, end)) found = end + 1;
  }
  return found;
}

/** Whether a word may end before morpheme `end`: へ|いき|ます has no へいき. */
const isComplete = (text: string, morphemes: Morphemes, end: number): boolean =>
  withEndings(morphemes, end).end === end && !SMALL.test(text.slice(morphemes[end - 1]!.end));

/** ん that says why behind what could end a sentence: いい|んです, and no 委員. */
function isExplained(morphemes: Morphemes, index: number): boolean {
  const [before, { surface, partOfSpeech }] = [morphemes[index - 1]!, morphemes[index]!];
  const isWhy = surface === 'ん' && partOfSpeech[1] === '非自立' && conjugationForm(before) === '基本形';
  return isWhy && isAdjacent(morphemes, index + 1) && /^(?:だ|で|じゃ)/.test(morphemes[index + 1]!.surface);
}

/** What a noun stands before, and a verb as ます follows it does not. */
const BEHIND_NOUN = /^(?:が|を|へ|の|で)$/;
/** And what no verb as ない follows it stands before, nor the stem of an adjective. */
const BEHIND_ANY_NOUN = /^(?:が|を|は|に|で|へ|と|も|の|から|まで|より)$/;

/**
 * Where a noun in kana ends that the analyser takes for a form of a verb or an adjective, which cannot stand there:
 * うみを of 産む, にくを of 憎い, み|ずを of 見る; null where none begins with morpheme `first`.
 */
export function unlikelyVerbEnd(morphemes: Morphemes, first: number): number | null {
  const { surface, partOfSpeech } = morphemes[first]!;
  const [coarse = '', fine] = partOfSpeech;
  if (!HIRAGANA.test(surface) || !/^(?:動詞|形容詞)$/.test(coarse) || fine !== '自立') return null;
  const before = adjacentBefore(morphemes, first)?.partOfSpeech[0] ?? '記号';
  // What is left of words that were taken apart is one kana, too.
  if (surface.length === 1 && !/^(?:記号|助詞)$/.test(before)) return null;
  const behind = (end: number) => {
    const next = adjacentAt(morphemes, end);
    return next?.partOfSpeech[0] === '助詞' && next.partOfSpeech[1] !== '接続助詞' ? next.surface : '';
  };
  switch (conjugationForm(morphemes[first]!)) {
    case '連用形':
      return BEHIND_NOUN.test(behind(first + 1)) ? first + 1 : null;
    case '未然形':
      if (isAdjacent(morphemes, first + 1) && morphemes[first + 1]!.surface === 'ず')
        return /^[をが]$/.test(behind(first + 2)) ? first + 2 : null;
      return BEHIND_ANY_NOUN.test(behind(first + 1)) ? first + 1 : null;
    case 'ガル接続':
      return BEHIND_ANY_NOUN.test(behind(first + 1)) ? first + 1 : null;
    case '基本形':
      return behind(first + 1) === 'を' ? first + 1 : null;
    default:
      return null;
  }
}
