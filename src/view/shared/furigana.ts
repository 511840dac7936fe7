/** A stretch of a word; `ruby` is null where the writing says how it is read. */
export interface RubyPart {
  readonly text: string;
  readonly ruby: string | null;
}

const HAN = /[\p{Script=Han}ヶヵ]/u;

/** Katakana to hiragana, unit for unit; the long-vowel mark stays. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/**
 * Sets a reading over the kanji of a word only: kana before, between and after them is read as written.
 * `食べ物`, `タベモノ` gives 食(た) べ 物(もの). A word without kanji, or whose kana the reading lacks, has no or one ruby.
 * @param reading Katakana, as dictionaries give it.
 */
export function furigana(surface: string, reading: string | null): RubyPart[] {
  const plain = [{ text: surface, ruby: null }];
  if (!reading || !HAN.test(surface)) return plain;
  const hiragana = toHiragana(reading);
  const stretches = surface.match(/[\p{Script=Han}ヶヵ]+|[^\p{Script=Han}ヶヵ]+/gu)!;
  // Each stretch of kanji takes at least one kana; as few as possible first, so that okurigana anchors from the left.
  const pattern = new RegExp(
    `^${stretches.map((stretch) => (HAN.test(stretch) ? '(.+?)' : `(${escape(toHiragana(stretch))})`)).join('')}$`,
    'u',
  );
  const match = pattern.exec(hiragana);
  if (!match) return hiragana === toHiragana(surface) ? plain : [{ text: surface, ruby: hiragana }];
  return stretches.map((text, index) => ({ text, ruby: HAN.test(text) ? match[index + 1]! : null }));
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
