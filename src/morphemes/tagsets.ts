/** Whose parts of speech and conjugation forms a dictionary has. */
export type Tagset = 'ipadic' | 'unidic' | 'other';

/** @param dictionary A dictionary's name: `unidic_lite`, `ipadic 2.7.0-20070801`. */
export const tagsetOf = (dictionary: string): Tagset =>
  dictionary.startsWith('ipadic') ? 'ipadic' : dictionary.startsWith('unidic') ? 'unidic' : 'other';

/** The part of speech in the dictionary's own names, for whoever wants what MeCab prints. */
export const ownPartOfSpeech = ({
  tagset,
  features,
  partOfSpeech,
}: {
  readonly tagset: Tagset;
  readonly features: readonly string[];
  readonly partOfSpeech: readonly string[];
}): string[] => (tagset === 'unidic' ? features.slice(0, 4).filter((value) => value !== '*') : [...partOfSpeech]);

/** UniDic's parts of speech, as far as they tell, and IPADIC's; the longest that fits counts. */
const UNIDIC = new Map(
  `
  名詞,普通名詞 名詞,一般
  名詞,普通名詞,サ変可能 名詞,サ変接続
  名詞,普通名詞,サ変形状詞可能 名詞,サ変接続
  名詞,普通名詞,形状詞可能 名詞,形容動詞語幹
  名詞,普通名詞,副詞可能 名詞,副詞可能
  名詞,固有名詞,地名 名詞,固有名詞,地域
  名詞,数詞 名詞,数
  名詞,助動詞語幹 名詞,接尾,助動詞語幹
  代名詞 名詞,代名詞,一般
  形状詞 名詞,形容動詞語幹
  形状詞,助動詞語幹 名詞,接尾,助動詞語幹
  動詞,一般 動詞,自立
  動詞,非自立可能 動詞,非自立
  形容詞,一般 形容詞,自立
  形容詞,非自立可能 形容詞,非自立
  副詞 副詞,一般
  感動詞,フィラー フィラー
  助詞,格助詞 助詞,格助詞,一般
  接頭辞 接頭詞,名詞接続
  接尾辞,名詞的 名詞,接尾,一般
  接尾辞,名詞的,サ変可能 名詞,接尾,サ変接続
  接尾辞,名詞的,副詞可能 名詞,接尾,副詞可能
  接尾辞,名詞的,助数詞 名詞,接尾,助数詞
  接尾辞,形状詞的 名詞,接尾,形容動詞語幹
  接尾辞,動詞的 動詞,接尾
  接尾辞,形容詞的 形容詞,接尾
  補助記号 記号,一般
  補助記号,句点 記号,句点
  補助記号,読点 記号,読点
  補助記号,括弧開 記号,括弧開
  補助記号,括弧閉 記号,括弧閉
  空白 記号,空白
`
    .trim()
    .split('\n')
    .map((line) => {
      const [unidic, ipadic] = line.trim().split(' ');
      return [unidic!, ipadic!.split(',')] as const;
    }),
);

/**
 * The part of speech in IPADIC's names, which rules know. What may be a helping verb is one here: only its place tells,
 * and so it is with と, which may quote.
 * @param parts Of a UniDic dictionary, without `*`.
 */
export function inIpadicNames(parts: readonly string[], surface: string): readonly string[] {
  if (parts[1] === '格助詞' && surface === 'の') return ['助詞', '連体化'];
  if (parts[1] === '格助詞' && surface === 'と') return ['助詞', '格助詞'];
  for (let length = Math.min(parts.length, 3); length > 0; length--) {
    const found = UNIDIC.get(parts.slice(0, length).join());
    if (found) return found;
  }
  return parts;
}
