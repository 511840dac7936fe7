import type { Morpheme, Span } from '../morphemes/morpheme.ts';
import { isMark } from './classes.ts';
import { goesOn } from './emoji.ts';
import { HIRAGANA } from './kana.ts';
import { sentenceIndexes } from './sentences.ts';
import { SURU } from './suru.ts';

/** A content word, or several that make one, with what follows it: the unit that Japanese dependencies hold between. */
export interface Bunsetsu extends Span {
  /**
   * Its morphemes: `morphemes.slice(firstMorpheme, endMorpheme)`. A morpheme with a boundary inside (に|よって) belongs to
   * both sides.
   */
  readonly firstMorpheme: number;
  readonly endMorpheme: number;
}

/**
 * Bunsetsu of an analysed text, by rules over IPADIC's parts of speech, cut as Kyoto University's corpora cut them:
 * particles of several words (によって, として) have the verb in them begin a bunsetsu, a conjunction between nouns stays with
 * the first. Together they hold every morpheme; white space between two belongs to neither.
 * @param sentences Those of the text, each of which begins one; without them it is all one sentence.
 */
export function findBunsetsu(morphemes: readonly Morpheme[], sentences: readonly Span[] = []): Bunsetsu[] {
  const within = sentenceIndexes(
    sentences,
    morphemes.map(({ start: at }) => at),
  );
  const found: Bunsetsu[] = [];
  // What goes on with a character says nothing of what stands on its sides.
  const whole = morphemes.filter((_, i) => !goesOn(morphemes, i));
  const places = new Map(whole.map((morpheme, i) => [morpheme, i]));
  const beginsAt = (morpheme: Morpheme) => places.has(morpheme) && begins(whole, places.get(morpheme)!);
  let start = 0;
  let first = 0;
  const cut = (at: number, last: number, next: number) => {
    const end = Math.min(at, morphemes[last]!.end);
    if (end > start) found.push({ start, end, firstMorpheme: first, endMorpheme: last + 1 });
    start = at;
    first = next;
  };
  morphemes.forEach((morpheme, i) => {
    if (i === 0) start = morpheme.start;
    else if (within[i] !== within[i - 1] || beginsAt(morpheme)) cut(morpheme.start, i - 1, i);
    // One letter is に, と or を; the offsets of what NFKC made shorter or longer do not say where it ends.
    if (isCompoundParticle(morpheme, morphemes[i - 1]) && morpheme.end - morpheme.start === morpheme.surface.length)
      cut(morpheme.start + 1, i, i);
  });
  const last = morphemes.length - 1;
  if (last >= 0) cut(Infinity, last, last);
  return found;
}

const isA = (morpheme: Morpheme | undefined, ...parts: readonly string[]): boolean =>
  morpheme !== undefined && parts.every((part, column) => part === '' || morpheme.partOfSpeech[column] === part);

/** のに対し after a clause is left whole. */
const isCompoundParticle = (morpheme: Morpheme, before: Morpheme | undefined): boolean =>
  isA(morpheme, '助詞', '格助詞', '連語') &&
  /^(?:[にを].|と(?!ともに|かいう))/.test(morpheme.surface) &&
  !(morpheme.surface.startsWith('に対し') && isA(before, '名詞', '非自立') && before?.surface === 'の');

const OPENING = /^[「『（(〈《【〔［[{｛“‘≪]+$/;
const CLOSING = /^[」』）)〉》】〕］\]}｝”’≫]+$/;
/** Marks within a name, a number or a range. */
const JOINING = /^[・･／/＝=\-‐－―～〜~:：.,．'’&＆]+$/;

/** Verbs that make one of the noun before them. */
const LIGHT = new Set([...SURU, 'くださる', '下さる', 'いただく', '頂く']);
/** Conjunctions that begin a bunsetsu; the others between words of a sentence stay with what stands before them. */
const STARTING = new Set([
  '次いで',
  'ついで',
  'すなわち',
  '即ち',
  'つまり',
  'したがって',
  '従って',
  'しかし',
  'ただし',
  '但し',
  'なお',
  '例えば',
  'たとえば',
]);

/** Whether a bunsetsu begins with morpheme `i`, which is not the first. */
function begins(morphemes: readonly Morpheme[], i: number): boolean {
  const morpheme = morphemes[i]!;
  const before = morphemes[i - 1]!;
  if (OPENING.test(before.surface)) return false;
  // 1925年〈大正14年〉1月14日 is one date.
  if (OPENING.test(morpheme.surface)) return !(isA(before, '名詞', '接尾', '助数詞') && before.surface === '年');
  if (isMark(morpheme) || continuesKana(morphemes, i)) return false;
  switch (morpheme.partOfSpeech[0] ?? '') {
    case '名詞':
      return nounBegins(morphemes, i);
    case '動詞':
      return verbBegins(morphemes, i);
    case '形容詞':
      return adjectiveBegins(morphemes, i);
    case '接頭詞':
      return /^約$/.test(morpheme.surface) || !joinsNouns(morphemes, i - 1);
    case '連体詞':
    case '副詞':
    case '感動詞':
      return !isA(before, '接頭詞');
    case '接続詞':
      return STARTING.has(morpheme.surface);
    case '助動詞':
      // 例はない is two, 例ではない is one.
      return (
        morpheme.baseForm === 'ない' &&
        /^[はもが]$/.test(before.surface) &&
        isA(before, '助詞') &&
        isA(morphemes[i - 2], '名詞')
      );
    default:
      return false;
  }
}

/** Kana that begin no word: where one stands first the analysis has come apart, as it does in readings (まんしゅうこく). */
const INNER_KANA = /^[ぁぃぅぇぉっゃゅょゎんーァィゥェォッャュョヮン]/;

/** Whether morpheme `i` lies in a stretch of hiragana between marks that is no sequence of words. */
function continuesKana(morphemes: readonly Morpheme[], i: number): boolean {
  if (!HIRAGANA.test(morphemes[i]!.surface) || !HIRAGANA.test(morphemes[i - 1]!.surface)) return false;
  let from = i;
  let to = i + 1;
  while (from > 0 && HIRAGANA.test(morphemes[from - 1]!.surface)) from--;
  while (to < morphemes.length && HIRAGANA.test(morphemes[to]!.surface)) to++;
  const bounded = [morphemes[from - 1], morphemes[to]].every((beside) => beside === undefined || isMark(beside));
  const stretch = morphemes.slice(from, to);
  return bounded && (stretch.some(isBroken) || stretch.every((word) => !isA(word, '動詞') && !isA(word, '助詞')));
}

/** む and ん, the old negation, are words that begin so. */
const isBroken = (morpheme: Morpheme): boolean =>
  (INNER_KANA.test(morpheme.surface) && !/^(?:ん|っ)/.test(morpheme.surface)) ||
  isA(morpheme, 'フィラー') ||
  (isA(morpheme, '名詞', '一般') && morpheme.surface.length === 1) ||
  isA(morpheme, '感動詞');

function nounBegins(morphemes: readonly Morpheme[], i: number): boolean {
  const morpheme = morphemes[i]!;
  if (isA(morpheme, '名詞', '接尾')) return false;
  if (isA(morpheme, '名詞', '非自立', '助動詞語幹')) return false;
  if (isA(morpheme, '名詞', '非自立') && /^[のん]$/.test(morpheme.surface)) return false;
  if (isFormalNoun(morpheme) && endsPhrase(morphemes, i)) return false;
  return !joinsNouns(morphemes, i - 1);
}

const isFormalNoun = (morpheme: Morpheme | undefined): boolean =>
  isA(morpheme, '名詞', '非自立') && /^(?:こと|事)$/.test(morpheme!.surface);

/** Whether こと at `i` and what follows say no more than how its verb is meant: ことがある, ことができる, ことになる. */
function endsPhrase(morphemes: readonly Morpheme[], i: number): boolean {
  const before = morphemes[i - 1];
  if (!isA(before, '動詞') && !isA(before, '助動詞') && before?.surface !== 'という') return false;
  const [particle, verb] = [morphemes[i + 1], morphemes[i + 2]];
  if (!isA(particle, '助詞')) return false;
  const base = verb?.baseForm ?? '';
  return /^[がもは]$/.test(particle!.surface)
    ? /^(?:ある|できる|出来る)$/.test(base) || (base === 'ない' && !isA(verb, '助動詞'))
    : /^[にと]$/.test(particle!.surface) && /^(?:なる|する)$/.test(base);
}

/** Whether a noun behind morpheme `i` goes on with it. */
function joinsNouns(morphemes: readonly Morpheme[], i: number): boolean {
  const morpheme = morphemes[i]!;
  const next = morphemes[i + 1]!;
  if (isA(morpheme, '接頭詞')) return true;
  if (CLOSING.test(morpheme.surface)) return isA(next, '名詞', '数') && followsYear(morphemes, i);
  if (isMark(morpheme)) {
    const spaced =
      next.start > morpheme.end && (/[,，]$/.test(morpheme.surface) || morpheme.start > (morphemes[i - 1]?.end ?? 0));
    return JOINING.test(morpheme.surface) && !spaced;
  }
  if (isA(morpheme, '名詞', '非自立', '副詞可能')) return !/^(?:うち|ため|とき|際|場合|ところ)$/.test(morpheme.surface);
  if (isA(morpheme, '名詞', '副詞可能') && ADVERBIAL.has(morpheme.surface))
    return isA(next, '名詞', '副詞可能') || isA(next, '名詞', '数') || isA(next, '名詞', '接尾');
  return isA(morpheme, '名詞');
}

/** Nouns that stand by themselves before another noun, as adverbs do: 昨日|駅前で, それぞれ|問題が. */
const ADVERBIAL = new Set(
  (
    '昨日 きのう 今日 きょう 明日 あした あす 一昨日 おととい 昨夜 ゆうべ 今夜 今晩 今朝 先日 毎日 毎朝 毎晩 毎週 毎月 毎年 去年 昨年 今年 来年 先週 今週 来週 先月 今月 来月 ' +
    'その後 当時 現在 以降 以来 直接 それぞれ 自ら すべて 全て ほか 多く たくさん 結果 代々'
  ).split(' '),
);

/** Whether the bracket that closes at `i` was opened behind a year. */
function followsYear(morphemes: readonly Morpheme[], i: number): boolean {
  for (let at = i - 1; at > 0; at--)
    if (OPENING.test(morphemes[at]!.surface)) return morphemes[at - 1]!.surface === '年';
  return false;
}

function verbBegins(morphemes: readonly Morpheme[], i: number): boolean {
  const morpheme = morphemes[i]!;
  const before = morphemes[i - 1]!;
  const earlier = morphemes[i - 2];
  if (!isA(morpheme, '動詞', '自立') || isA(before, '接頭詞')) return false;
  const base = morpheme.baseForm ?? '';
  if (LIGHT.has(base) && isA(before, '名詞')) return false;
  if (isA(before, '助詞') && isFormalNoun(earlier) && endsPhrase(morphemes, i - 2)) return false;
  // 一つでもある, 学者ではある
  if (base === 'ある' && (before.surface === 'でも' || (/^[もは]$/.test(before.surface) && earlier?.surface === 'で')))
    return false;
  if (base === 'する' || base === 'なる') {
    // ようになる, ようにする; たりする; しようとする, であるとされる
    if (/^に$/.test(before.surface) && isA(earlier, '名詞', '非自立', '助動詞語幹')) return false;
    if (/^[ただ]り$/.test(before.surface)) return false;
    if (before.surface === 'と' && base === 'する' && isA(before, '助詞') && isA(earlier, '助動詞')) return false;
  }
  return true;
}

function adjectiveBegins(morphemes: readonly Morpheme[], i: number): boolean {
  const morpheme = morphemes[i]!;
  const before = morphemes[i - 1]!;
  if (!isA(morpheme, '形容詞', '自立') || isA(before, '接頭詞') || isA(before, '名詞', 'ナイ形容詞語幹')) return false;
  if (morpheme.baseForm !== 'ない') return true;
  const earlier = morphemes[i - 2];
  if (isFormalNoun(earlier) && endsPhrase(morphemes, i - 2)) return false;
  // ではない, くはない
  return !(
    /^[はも]$/.test(before.surface) &&
    (isA(earlier, '助動詞') || (earlier?.surface === 'で' && isA(earlier, '助詞')))
  );
}
