/** Katakana to hiragana, unit for unit; the long-vowel mark stays. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** A kanji or its repetition mark. */
export const HAN = /\p{Script=Han}/u;

/** A character whose reading the writing does not say: a kanji, its repetition mark, or the small ke of counters. */
export const UNREAD = /[\p{Script=Han}ヶヵ]/u;

/** What is in hiragana and nothing else. */
export const HIRAGANA = /^[ぁ-ゖー]+$/;
