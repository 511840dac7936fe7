import { potentialOf } from '../../language/kana.ts';
import { toKatakana } from '../../morphemes/columns.ts';
import type { Lexicon, LexiconEntry, Morpheme } from '../../morphemes/morpheme.ts';
import type { Material, Proposal } from './proposal.ts';

/**
 * Bits that speak for a spelling of the list being a slip before the model is asked; more for what is no word at all:
 * what is meant may be too rare for the model to expect (うろ覚え).
 */
const WRONG = 10;
const NEVER_RIGHT = 24;

/** Spellings that are wrong wherever they stand as words, and what is meant. */
const SPELLINGS: readonly (readonly [RegExp, string, number?])[] = [
  [/(?<=[そこどあ])うゆ(?=[うえっい])/g, 'うい'],
  [/(?<=と|って)ゆ(?=う|った|って)/g, 'い'],
  [/づつ/g, 'ずつ'],
  [/(?<=こんにち|こんばん)わ/g, 'は'],
  [/(?<=もと|ちか|きず|いき)ず(?=[かきくけい])/g, 'づ'],
  [/(?<=かた|あと)ず(?=[けく])/g, 'づ'],
  [/(?<=の|た|る|い)とうり/g, 'とおり'],
  [/どうり(?=です|だ|に)/g, 'どおり'],
  [/いちよう(?=[、はも])/g, '一応'],
  [/ふいんき/g, 'ふんいき', NEVER_RIGHT],
  [/ざる[お負追]え/g, 'ざるを得'],
  [/やむ[お終負]え/g, 'やむを得'],
  [/(?<=[ご御])静聴(?=[をい、]{0,2}(?:いただ|頂))/g, '清聴'],
  [/(?<=[ご御])静聴(?=[をに、]{0,2}(?:ありがと|有難|感謝))/g, '清聴', NEVER_RIGHT],
  [/うる覚え/g, 'うろ覚え', NEVER_RIGHT],
  [/せざる[お負]/g, 'せざるを'],
  [
    /(?<=願い|失礼|連絡|案内|報告|説明|紹介|送付|返信|用意|準備|対応|検討|相談|提案|感謝|期待|確認|遠慮|送り|伝え|待ち)(?=たしま)/g,
    'い',
  ],
  [/(?<=[いきぎしちびみりえけげせてねべめれ])ずら(?=い|くて|くな|かった)/g, 'づら'],
  [/(?<!買|会|使|言|思|行|しよ)おうかみ(?!ん)/g, 'おおかみ'],
  [/おうき(?=[いくな])/g, 'おおき'],
  [/(?<![ぁ-ゖー])とう(?=い[。、のなとでけ]|く[のかへにな])/g, 'とお'],
  [/(?<=[おの])とお(?=さん|さま|ちゃん)/g, 'とう'],
  [/(?<=[おの])ねい(?=さん|さま|ちゃん)/g, 'ねえ'],
  [/(?<=[おの])にえ(?=さん|さま|ちゃん)/g, 'にい'],
  [/(?<=(?<![更最維刷一])新)ら(?=し[いくか])/g, ''],
  [/(?<=(?<![減多年最僅希])少)(?=い(?:[。、ですとがのはため]|$)|く(?=[、てなあ])|か(?:った|ろう))/g, 'な'],
  [/おかけ(?=さま)/g, 'おかげ'],
  [/(?<![ァ-ヺー])ベット(?=で|から|に(?:横|入|寝|もぐ|潜|倒|腰)|の(?:上|下|横|中|脇)|を整)/g, 'ベッド'],
  [/いもおと/g, 'いもうと'],
  [/おとおと/g, 'おとうと'],
  [/きおつけ/g, 'きをつけ'],
  [/はづかし/g, 'はずかし'],
  [/(?<=[ぁ-ゖ、])わづか(?=[なにで、])/g, 'わずか'],
  [/シュミレ/g, 'シミュレ', NEVER_RIGHT],
  [/コミニュ/g, 'コミュニ', NEVER_RIGHT],
  [/コミュニュケ/g, 'コミュニケ', NEVER_RIGHT],
  [/シュチュエ/g, 'シチュエ', NEVER_RIGHT],
  [/アボガド(?!ロ)/g, 'アボカド'],
  [/ディスクトップ/g, 'デスクトップ'],
  [/バトミントン/g, 'バドミントン', NEVER_RIGHT],
  [/(?<=ホット)ドック/g, 'ドッグ', NEVER_RIGHT],
  [/ブルドック(?!ソース)/g, 'ブルドッグ'],
  [/(?<!パー)ティーパック/g, 'ティーバッグ'],
  [/ハイブリット/g, 'ハイブリッド'],
  [/(?<!花)キューピット/g, 'キューピッド'],
  [/フューチャリング/g, 'フィーチャリング'],
];

/** What is often written otherwise than the dictionary has it (ふいんき for ふんいき): proposals by spelling alone. */
export function proposeUsage(material: Material): Proposal[] {
  const { text } = material.encoding;
  return SPELLINGS.flatMap(([wrong, instead, prior = WRONG]) =>
    Array.from(text.matchAll(wrong), (match): Proposal => ({
      kind: 'usage',
      start: match.index,
      end: match.index + match[0].length,
      instead,
      prior,
    })),
  ).filter((proposal) => !beginsNoun(proposal, material));
}

/** Kana of the nouns that may begin at a ゆう. */
const SHORTEST = 3;
const LONGEST = 7;

/**
 * Whether a noun in kana begins there, which in kanji goes better with what is around it than what is proposed, with a
 * common noun in kanji behind that or not: 友だちとゆうひを見た is と夕日を and no という, 帰りたいとゆうきもち is という気持ち and no と勇気.
 */
function beginsNoun({ start, end, instead }: Proposal, material: Material): boolean {
  const { analyzer, lexicon, isPiece } = material;
  const { text } = material.encoding;
  const kana = /^ゆう[ぁ-ゖ]*/.exec(text.slice(start, start + LONGEST))?.[0] ?? '';
  if (kana === '') return false;
  const cheapest = (before: string, from: number, isCommon: (noun: string) => boolean) => {
    const costs = [Infinity];
    for (let length = SHORTEST; from + length <= start + kana.length; length++)
      for (const { surface, partOfSpeech } of lexicon.readAs(toKatakana(text.slice(from, from + length))))
        if (partOfSpeech[0] === '名詞' && isCommon(surface))
          costs.push(analyzer.cost(before + surface + text.slice(from + length)));
    return Math.min(...costs);
  };
  const before = text.slice(0, start);
  const said = before + instead + 'う';
  const asSaid = Math.min(analyzer.cost(before + instead + text.slice(end)), cheapest(said, start + 2, isPiece));
  return cheapest(before, start, () => true) < asSaid;
}

/** 食べ|れる and 見れる for 食べられる and 見られる: the potential of verbs whose stem ends in a vowel. */
export function proposeRa({ encoding: { words }, lexicon }: Material): Proposal[] {
  return words.flatMap((word, index): Proposal[] => {
    const { morpheme, surface, end } = word;
    if (!morpheme?.baseForm?.endsWith('れる')) return [];
    const before = words[index - 1]?.morpheme;
    const suffix = morpheme.baseForm === 'れる' && isEnding(morpheme) && isVowelStem(before?.features);
    const stem = morpheme.baseForm.slice(0, -2);
    const whole =
      stem !== '' && lexicon.entries(`${stem}る`).some(({ features }: LexiconEntry) => isVowelStem(features));
    if (!suffix && !whole) return [];
    const at = end - (surface.length - surface.lastIndexOf('れ'));
    if (!surface.includes('れ')) return [];
    const put: Proposal = { kind: 'ranuki', start: at, end: at, instead: 'ら', prior: 2 };
    return suffix && isPotential(before, lexicon) ? [put, { ...put, end: at + 1, instead: '' }] : [put];
  });
}

/** Verbs whose potential is written as what does it to something is: 立てる, 続ける. There れ is no kana too much. */
const OF_ITSELF = new Set(
  '立つ 建つ 続く 届く 開く 空く 進む 並ぶ 付く 着く 就く 向く 浮かぶ 傾く 痛む 傷む 縮む 緩む 育つ 揃う 叶う 整う 片付く 近づく 近付く 沈む 休む 苦しむ 違う 従う 歪む 和らぐ 退く'.split(
    ' ',
  ),
);

/** Whether a verb says by itself what can be done, as 話せ of 話せれる does: れ is then too much. */
function isPotential(morpheme: Morpheme | null | undefined, lexicon: Lexicon): boolean {
  const able = potentialOf(morpheme?.baseForm ?? '');
  return (
    able !== null &&
    !OF_ITSELF.has(able) &&
    lexicon.entries(able).some(({ features }) => features[4]?.startsWith('五段') === true)
  );
}

/** れる is a verb that leans on others to IPADIC, and a helping verb to UniDic. */
const isEnding = ({ partOfSpeech: [coarse, fine] }: Morpheme) => coarse === '助動詞' || fine === '接尾';

/** IPADIC's names of the conjugation, and UniDic's (下一段-バ行). */
const isVowelStem = (features: readonly string[] | undefined) =>
  features?.[0] === '動詞' && /^(?:一段|[上下]一段-.+|カ変.*|カ行変格)$/.test(features[4] ?? '');
