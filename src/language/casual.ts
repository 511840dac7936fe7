import { isMark } from './classes.ts';
import { withEndings } from './conjugated.ts';
import { describedWith, isCopula, dividedFrom } from './copula.ts';
import { conjugationForm, conjugationType, NEE, type Form } from './forms.ts';
import { adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/**
 * A word whose sound talk has changed, which the analyser takes for others; null where none begins with morpheme
 * `first`.
 */
export const casualWordAt = (morphemes: Morphemes, first: number): WordParts | null =>
  casualAdjective(morphemes, first) ??
  casualNegative(morphemes, first) ??
  negativeOfOthers(morphemes, first) ??
  dislikeAt(morphemes, first) ??
  quoteAt(morphemes, first);

/** Adjectives in ai and oi, without their end; others (うめえ, きたねえ) are other words as well. */
const ADJECTIVES = new Map(
  'すげ:すごい すっげ:すごい やべ:やばい うるせ:うるさい ひで:ひどい でけ:でかい つえ:つよい こえ:こわい あぶね:あぶない めんどくせ:めんどくさい くせ:くさい だせ:ださい 汚ね:汚い'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** What ない stands behind in adjectives that the analyser does not know with ねえ. */
const DENIED = (
  'つまら くだら 下ら たまら 堪ら もったい 勿体 みっとも だらし とんでも ろくでも しょうも 情け なさけ せつ 切 少 すく 危 おっか えげつ ぎこち さりげ ' +
  'そっけ 素っ気 味気 頼り 申し訳 もうしわけ 物足り やるせ かけがえ あどけ 思いがけ'
).split(' ');
for (const stem of DENIED) {
  const base = `${stem}ない`;
  ADJECTIVES.set(`${stem}ね`, base);
  // つまらん, たまんねえ.
  if (stem.endsWith('ら')) ADJECTIVES.set(`${stem}ん`, base).set(`${stem.slice(0, -1)}んね`, base);
}

/** Morphemes that the analyser makes of one such adjective: ろ|く|でも|ね|え. */
const MOST = 5;

/** Kanji that the analyser reads as nobody does before ねえ. */
const READINGS = new Map([
  ['汚', 'きた'],
  ['少', 'すく'],
  ['危', 'あぶ'],
]);

/** What may be drawn out at the end: すげえ, つまんねー. */
const DRAWN_OUT = /[えぇー]ー?$/;

/** すげえ of すごい, 怖え of 怖い, つまんねえ and つまらん of つまらない. */
function casualAdjective(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, baseForm, start, end } = morphemes[first]!;
  const read = READINGS.get(surface);
  const adjective = (last: number, base: string): WordParts => ({
    last,
    stem: last,
    class: 'adjective',
    base,
    forms: ['casual'],
    ...(read && { own: { rubies: [{ start, end, text: read }], aloud: `${read}ねえ` } }),
  });
  const isStem = conjugationForm(morphemes[first]!) === 'ガル接続' && baseForm !== null;
  // 痛っ！, and 熱っ！ of which the analyser makes a verb.
  if (
    isStem &&
    isAdjacent(morphemes, first + 1) &&
    morphemes[first + 1]!.surface === 'っ' &&
    isCry(morphemes, first + 2)
  )
    return adjective(first + 2, baseForm);
  if (surface === '熱っ' && isCry(morphemes, first + 1))
    return {
      ...adjective(first + 1, '熱い'),
      own: { rubies: [{ start, end: start + 1, text: 'あつ' }], aloud: 'あつっ' },
    };
  // いい of Kansai, and before a noun two sighs: え|え|天気.
  if (
    surface === 'ええ' &&
    morphemes[first]!.partOfSpeech[0] === '形容詞' &&
    !morphemes[first + 1]?.surface.startsWith('っ')
  )
    return adjective(first + 1, 'いい');
  if (surface === 'え' && isSighed(morphemes, first)) return adjective(first + 2, 'いい');
  if (isStem && isAdjacent(morphemes, first + 1) && /^[えぇー]$/.test(morphemes[first + 1]!.surface))
    return adjective(first + 2, baseForm);
  // たまんなかった, too.
  const denied = surface.endsWith('ん') && isDenied(morphemes, first + 1) ? ADJECTIVES.get(`${surface}ね`) : undefined;
  if (denied !== undefined) {
    const { end: last, forms } = withEndings(morphemes, first + 2);
    return { ...adjective(last, denied), forms: [...forms.filter((form) => form !== 'casual'), 'casual'] };
  }
  let written = surface;
  for (let last = first + 1; last <= first + MOST; last++) {
    const base = /[えぇーん]$/.test(written) ? ADJECTIVES.get(written.replace(DRAWN_OUT, '')) : undefined;
    if (base !== undefined) return adjective(last, base);
    if (!isAdjacent(morphemes, last)) return null;
    written += morphemes[last]!.surface;
  }
  return null;
}

/** Whether nothing but a mark follows before morpheme `index`: 痛っ！ */
const isCry = (morphemes: Morphemes, index: number): boolean =>
  morphemes[index] === undefined || (!!morphemes[index] && isMark(morphemes[index]));

/** Whether ええ begins at morpheme `first`, which says of the noun behind it that it is good. */
const isSighed = (morphemes: Morphemes, first: number): boolean =>
  isAdjacent(morphemes, first + 1) &&
  isAdjacent(morphemes, first + 2) &&
  morphemes[first + 1]!.surface === 'え' &&
  morphemes[first]!.partOfSpeech[0] === 'フィラー' &&
  morphemes[first + 2]!.partOfSpeech[0] === '名詞' &&
  morphemes[first + 2]!.partOfSpeech[1] !== '形容動詞語幹' &&
  !isMark(morphemes[first + 2]!);

/** ん for る or られ before ない: わかんねえ of わかる and not of わく, やんない of やる and not of やむ, いらんない of いる. */
function casualNegative(morphemes: Morphemes, first: number): WordParts | null {
  const verb = morphemes[first]!;
  // Before ない no verb is as it is before た; kanji would say which it is.
  if (conjugationForm(verb) === '連用タ接続' && /^[ぁ-ん]+ん$/.test(verb.surface) && isDenied(morphemes, first + 1)) {
    const { end, forms } = withEndings(morphemes, first + 2, ['negative']);
    const base = `${verb.surface.slice(0, -1)}る`;
    return { last: end, stem: first + 1, class: 'verb', base, forms: [...forms, 'casual'] };
  }
  if (conjugationForm(verb) !== '未然形' || !conjugationType(verb).startsWith('五段')) return null;
  if (!isAdjacent(morphemes, first + 1) || !isAdjacent(morphemes, first + 2)) return null;
  const [n, negative] = [morphemes[first + 1]!, morphemes[first + 2]!];
  const denies = negative.baseForm === 'ない' || (NEE.includes(negative.surface) && verb.surface === 'わか');
  if (n.surface !== 'ん' || n.partOfSpeech[0] !== '助動詞' || !denies) return null;
  const able = verb.surface.endsWith('ら');
  const base = able ? `${verb.surface.slice(0, -1)}る` : `${verb.surface}る`;
  const { end, forms } = withEndings(morphemes, first + 3, able ? ['potential', 'negative'] : ['negative']);
  return { last: end, stem: first + 1, class: 'verb', base, forms: [...forms, 'casual'] };
}

/** 行けねえ, which the analyser takes for an order, and やんねー and やらねー, of which it makes other words. */
function negativeOfOthers(morphemes: Morphemes, first: number): WordParts | null {
  const verb = morphemes[first]!;
  const denies = isAdjacent(morphemes, first + 1) && NEE.includes(morphemes[first + 1]!.surface);
  if (!denies) return null;
  const negative = (base: string, ...forms: readonly Form[]): WordParts => ({
    last: first + 2,
    stem: first + 1,
    class: 'verb',
    base,
    forms: [...forms, 'negative', 'casual'],
  });
  if (conjugationForm(verb) === '命令ｅ') return negative(verb.baseForm ?? verb.surface, 'potential');
  // Behind what it seems to be said of it is やん of Kansai, or やら: そうやんねー, 何やらねー.
  const before = adjacentBefore(morphemes, first);
  const begins = before === null || /^(?:記号|副詞|助詞)$/.test(before.partOfSpeech[0] ?? '');
  return /^や[んら]$/.test(verb.surface) && begins && !/^そう?$/.test(before?.surface ?? '') ? negative('やる') : null;
}

/** って of 食べてって言う, which the analyser takes for 食べていって. */
function quoteAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, baseForm } = morphemes[first]!;
  const isQuote = surface === 'っ' && baseForm === 'く' && isAdjacent(morphemes, first + 1);
  if (!isQuote || morphemes[first + 1]!.surface !== 'て') return null;
  return { last: first + 2, stem: first + 2, class: 'particle', base: 'って', forms: [] };
}

/** や of やだ and やな予感, short for いや: behind a noun the analyser has a particle, or だ of Kansai (そんなのや|だ). */
function dislikeAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, partOfSpeech } = morphemes[first]!;
  const [coarse, fine] = partOfSpeech;
  const describes = fine === '形容動詞語幹';
  const mayDescribe = describes || coarse!.startsWith('助') || surface === 'ヤ';
  if (!/^[やヤ]$/.test(surface) || !mayDescribe || !isAdjacent(morphemes, first + 1)) return null;
  const next = morphemes[first + 1]!;
  // な and で are others behind that of Kansai: そうやな, そうやで.
  if (!describes && !(isCopula(next) && /^(?:だ|で.)/.test(next.surface))) return null;
  const denied = describes && dividedFrom(morphemes, first + 1) !== null;
  const said = denied ? { last: first + 1, forms: [] } : describedWith(morphemes, first + 1);
  if (said === null) return null;
  return { last: said.last, stem: first + 1, class: 'naAdjective', base: 'いや', forms: [...said.forms, 'casual'] };
}

/** Whether ない stands at morpheme `index`. */
const isDenied = (morphemes: Morphemes, index: number): boolean =>
  isAdjacent(morphemes, index) &&
  morphemes[index]!.baseForm === 'ない' &&
  /^(?:助動詞|形容詞)$/.test(morphemes[index]!.partOfSpeech[0] ?? '');

/** What one asks the like of, and is less often told that it is so. */
const ASKED = /(?:名前|題名|曲名|用件|用事|住所|番号|職業|趣味|専門|これ|それ|あれ)$/;

/** なん of お名前なんでしたっけ, which is 何: the analyser has the な and ん of 静かなんです. */
export function askedWhatAt(
  morphemes: Morphemes,
  first: number,
  before: readonly { readonly last: number; readonly base: string }[],
): WordParts | null {
  const asked = before.at(-1);
  if (morphemes[first]!.surface !== 'な' || asked?.last !== first || !ASKED.test(asked.base)) return null;
  const written = morphemes
    .slice(first, first + 5)
    .map((morpheme) => morpheme?.surface ?? ' ')
    .join('');
  return /^なん(?:だ|だった|でした|です)っけ/.test(written)
    ? { last: first + 2, stem: first + 2, class: 'pronoun', base: '何', forms: [] }
    : null;
}
