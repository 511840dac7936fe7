/** Katakana to hiragana, unit for unit; the long-vowel mark stays. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** Characters whose reading the writing does not say: kanji, their repetition mark, and the small ke of counters. */
export const HAN = /[\p{Script=Han}ヶヵ]/u;
