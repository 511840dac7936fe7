/** Katakana to hiragana, unit for unit; the long-vowel mark stays. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** A kanji or its repetition mark. */
export const HAN = /\p{Script=Han}/u;
/** Nothing else. */
export const ALL_HAN = /^\p{Script=Han}+$/u;

/** The kanji of a text, one after another. */
export const kanjiOf = (text: string): string => [...text].filter((character) => HAN.test(character)).join('');

/** A character whose reading the writing does not say: a kanji, its repetition mark, or the small ke of counters. */
export const UNREAD = /[\p{Script=Han}ヶヵ]/u;
/** Kana whose reading the writing says. */
export const READ = /[ぁ-ゖァ-ヴヷ-ヺー]/;

/** A kana, or the mark of a long vowel. */
export const KANA = /[ぁ-ゖァ-ヺー]/;
/** Nothing else. */
export const ALL_KANA = /^[ぁ-ゖァ-ヺー]+$/;
/** What is in hiragana and nothing else. */
export const HIRAGANA = /^[ぁ-ゖー]+$/;
/** What is in katakana and nothing else. */
export const KATAKANA = /^[ァ-ヺー]+$/;

/** What readings are written in where an author sets them over a text: kana of any width, with dots between words. */
export const RUBY_KANA = /[\p{Script=Hiragana}\p{Script=Katakana}ー・]/u;

/** The kana that the stem of a verb of five rows ends in, row by row in one order: 行か, 行き, 行く, 行け. */
export const A_ROW = 'わかがさたなばまら';
export const I_ROW = 'いきぎしちにびみり';
export const U_ROW = 'うくぐすつぬぶむる';
export const E_ROW = 'えけげせてねべめれ';

/** What a verb in its dictionary form says can be done, if it is a potential of the five rows: 測る of 測れる. */
export function potentialOf(base: string): string | null {
  const row = base.endsWith('る') ? E_ROW.indexOf(base.at(-2) ?? '-') : -1;
  return row < 0 ? null : base.slice(0, -2) + U_ROW[row]!;
}
