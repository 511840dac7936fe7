import { HAN } from '../language/kana.ts';
/** What nothing but Japanese is written with. 〆 and ー belong to no single script. */
const OWN = /[\p{Script=Hiragana}\p{Script=Katakana}〆ーｰ]/u;
/** Languages that are written with han and are not Japanese. */
const OTHER = /^(?:zh|yue|wuu|nan|hak|lzh|ko|vi)\b/i;

/** What a page tells of the language of a text. */
export interface Surroundings {
  /** What it says, a BCP 47 tag; empty where it says nothing. */
  readonly language?: string;
  /** The paragraph that the text stands in. Asked for only where the text itself does not tell. */
  readonly around?: () => string;
}

/** Whether there is anything in `text` that Japanese could be written with: kana of any width, or han. */
export const hasJapaneseScript = (text: string): boolean => OWN.test(text) || HAN.test(text);

/**
 * Whether `text` is Japanese, as far as can be told. Kana decides, its own or its neighbours'. Han alone is weighed:
 * characters that are written in one of the languages only, then what the page says; where nothing tells, it counts,
 * since headings, names and table cells in Japanese are often kanji only. Punctuation, digits and Latin do not count.
 */
export function hasJapanese(text: string, { language = '', around = () => '' }: Surroundings = {}): boolean {
  if (OWN.test(text)) return true;
  if (!HAN.test(text)) return false;
  const neighbours = around();
  if (OWN.test(neighbours)) return true;
  const says = /^ja\b/i.test(language);
  const { chinese, japanese } = exclusiveHan();
  const has = (set: ReadonlySet<string>, where: string) => [...where].some((character) => set.has(character));
  const [isChinese, isJapanese] = [has(chinese, text), has(japanese, text)];
  if (isChinese !== isJapanese) return isJapanese || says;
  if (OTHER.test(language)) return false;
  return says || !has(chinese, neighbours);
}

let only: { readonly chinese: ReadonlySet<string>; readonly japanese: ReadonlySet<string> } | null = null;

/**
 * Han of everyday Chinese that Japanese does not have, and the reverse: what one language's character set has and the
 * other's lack.
 */
function exclusiveHan() {
  if (only) return only;
  // The rows of everyday han in GB 2312, Big5 and JIS X 0208, and all of the latter two, as their encodings number
  // them.
  const simplified = decodeHan('gbk', 0xb0, 0xd7, 0xa1, 0xfe);
  const traditional = decodeHan('big5', 0xa4, 0xc6, 0x40, 0xfe);
  const rarer = decodeHan('big5', 0xc9, 0xf9, 0x40, 0xfe);
  const everyday = decodeHan('shift_jis', 0x88, 0x97, 0x40, 0xfc);
  const jis = decodeHan('shift_jis', 0x88, 0xea, 0x40, 0xfc);
  only = {
    chinese: new Set([...simplified, ...traditional].filter((character) => !jis.has(character))),
    japanese: new Set([...everyday].filter((one) => !simplified.has(one) && !traditional.has(one) && !rarer.has(one))),
  };
  return only;
}

/** The han among all the pairs of a first and a second byte in an encoding of two bytes a character. */
function decodeHan(
  encoding: string,
  firstFrom: number,
  firstTo: number,
  secondFrom: number,
  secondTo: number,
): Set<string> {
  const bytes: number[] = [];
  for (let first = firstFrom; first <= firstTo; first++) {
    for (let second = secondFrom; second <= secondTo; second++) if (second !== 0x7f) bytes.push(first, second);
  }
  return new Set(
    [...new TextDecoder(encoding).decode(new Uint8Array(bytes))].filter((character) => HAN.test(character)),
  );
}
