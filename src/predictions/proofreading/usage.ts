import type { LexiconEntry, Morpheme } from '../../morphemes/morpheme.ts';
import type { Material, Proposal } from './proposal.ts';

/** Bits that speak for a spelling of the list being a slip before the model is asked. */
const WRONG = 10;

/** Spellings that are wrong wherever they stand as words, and what is meant. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<=[そこどあ])うゆ(?=[うえっい])/g, 'うい'],
  [/(?<=と|って)ゆ(?=う|った|って)/g, 'い'],
  [/づつ/g, 'ずつ'],
  [/(?<=こんにち|こんばん)わ/g, 'は'],
  [/(?<=もと|ちか|きず|いき)ず(?=[かきくけい])/g, 'づ'],
  [/(?<=かた|あと)ず(?=[けく])/g, 'づ'],
  [/(?<=の|た|る|い)とうり/g, 'とおり'],
  [/どうり(?=です|だ|に)/g, 'どおり'],
  [/いちよう(?=[、はも])/g, '一応'],
  [/ふいんき/g, 'ふんいき'],
  [/ざる[お負追]え/g, 'ざるを得'],
  [/やむ[お終負]え/g, 'やむを得'],
  [/(?<=[ご御])静聴(?=[をい、]{0,2}(?:いただ|頂|ありがと|有難|感謝))/g, '清聴'],
  [/うる覚え/g, 'うろ覚え'],
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
  [/シュミレ/g, 'シミュレ'],
  [/コミニュ/g, 'コミュニ'],
  [/コミュニュケ/g, 'コミュニケ'],
  [/シュチュエ/g, 'シチュエ'],
  [/アボガド(?!ロ)/g, 'アボカド'],
  [/ディスクトップ/g, 'デスクトップ'],
  [/バトミントン/g, 'バドミントン'],
  [/(?<=ホット)ドック/g, 'ドッグ'],
  [/ブルドック(?!ソース)/g, 'ブルドッグ'],
  [/(?<!パー)ティーパック/g, 'ティーバッグ'],
  [/ハイブリット/g, 'ハイブリッド'],
  [/(?<!花)キューピット/g, 'キューピッド'],
  [/フューチャリング/g, 'フィーチャリング'],
];

/** What is often written otherwise than the dictionary has it (ふいんき for ふんいき): proposals by spelling alone. */
export function proposeUsage({ encoding: { text } }: Material): Proposal[] {
  return SPELLINGS.flatMap(([wrong, instead]) =>
    Array.from(text.matchAll(wrong), (match): Proposal => ({
      kind: 'usage',
      start: match.index,
      end: match.index + match[0].length,
      instead,
      prior: WRONG,
    })),
  );
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
    return surface.includes('れ') ? [{ kind: 'ranuki', start: at, end: at, instead: 'ら', prior: 2 }] : [];
  });
}

/** れる is a verb that leans on others to IPADIC, and a helping verb to UniDic. */
const isEnding = ({ partOfSpeech: [coarse, fine] }: Morpheme) => coarse === '助動詞' || fine === '接尾';

/** IPADIC's names of the conjugation, and UniDic's (下一段-バ行). */
const isVowelStem = (features: readonly string[] | undefined) =>
  features?.[0] === '動詞' && /^(?:一段|[上下]一段-.+|カ変.*|カ行変格)$/.test(features[4] ?? '');
