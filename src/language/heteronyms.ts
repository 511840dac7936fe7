import { readingInContext } from './context.ts';
import { toHiragana } from './kana.ts';
import type { Morphemes } from './morphemes.ts';

/** One of the readings of a word that is written alike. */
export interface Choice {
  /** Hiragana, of the word as it is written there. */
  readonly reading: string;
  /** Words that would stand in its place if it were meant: its own kana, its synonyms, its neighbours. */
  readonly neighbours: readonly string[];
  /** What they score where the sentence does not tell, in nats, beside the other choices. */
  readonly prior: number;
}

/**
 * Words that are written alike and read in several ways, where the sentence tells: `written bound reading=neighbours…
 * reading=neighbours…`. The neighbours have the form that the word has. The bound, in nats, is how far the neighbours
 * of the first reading are ahead of the others where either may be meant; set by reading the sentences of a corpus in
 * the order of their scores (docs/language.md).
 */
const table = `
辛い 0 つらい=苦しい,悲しい,切ない,きつい,つらい,寂しい,痛い,厳しい からい=甘い,苦い,旨い,おいしい,うまい,美味しい,濃い,からい,薄い
辛く 0 つらく=苦しく,悲しく,つらく,寂しく,痛く,厳しく からく=甘く,苦く,おいしく,うまく,濃く,からく,美味しく
辛かっ -1 つらかっ=苦しかっ,悲しかっ,つらかっ,寂しかっ,痛かっ,厳しかっ からかっ=甘かっ,おいしかっ,うまかっ,濃かっ,美味しかっ
空い 0.5 すい=減っ,すい,込ん,混ん あい=開い,あい,余っ,残っ,でき
角 0 かど=右,左,交差点,道,通り,橋,信号,コーナー,坂,路地 つの=頭,耳,牙,羽,尾,鼻,歯,足,毛 かく=角度,辺,三角形,面,円,線
表 0 おもて=外,裏,玄関,庭,前,表面,通り ひょう=図,グラフ,リスト,一覧,資料,地図,写真,データ
金 0 かね=お金,現金,資金,財産,給料,費用,カネ きん=銀,銅,宝石,鉄,黄金,真珠
人気 -4 にんき=評判,話題,支持,好評,魅力,注目,名声,定評 ひとけ=人,人影,光,音,明かり,気配,街灯
市場 0.5 しじょう=業界,経済,企業,産業,相場,分野,価格,株価 いちば=店,商店,駅,スーパー,町,広場,港,食堂,工場,街
風車 -2.5 ふうしゃ=水車,塔,建物,船,家 かざぐるま=おもちゃ,人形,花
仮名 -1 かな=漢字,英語,日本語,ローマ字,平仮名,文字 かめい=名前,本名,実名,匿名,偽名
生物 -3 せいぶつ=動物,植物,生命,化学,物理,数学,歴史 なまもの=食品,魚,肉,料理,野菜
空 0.5 そら=海,雲,山,天,星,空気,森 から=いっぱい,箱,無
縁 1 ふち=端,周り,外側,枠 えん=関係,絆,仲,つながり,出会い
心中 -1 しんちゅう=心,気持ち,胸中,内心 しんじゅう=自殺,死,殺人,結婚
最中 0.8 さいちゅう=途中,間,時,前,後 もなか=饅頭,菓子,餅,パン,ケーキ
大家 -1.7 おおや=家主,管理人,隣人,主人 たいか=学者,名人,画家,権威,巨匠,作家
上方 2 じょうほう=上,前方,下方,上部 かみがた=江戸,京都,大阪,関西
目下 -2.3 もっか=現在,今,当面,ただいま めした=部下,後輩,若者,子供
分別 0 ふんべつ=理性,常識,知恵,判断 ぶんべつ=回収,処理,分類,リサイクル
通っ 1 とおっ=過ぎ,渡っ,抜け,歩い,走っ かよっ=行っ,勤め,入学し,通学し,卒業し
抱い -3 だい=抱え,抱きしめ,持ち上げ,だい いだい=持っ,感じ,覚え,持ち,いだい
一行 1 いっこう=彼ら,一同,部隊,二人 いちぎょう=文章,文,一言,文字,ページ
柄 -0.5 がら=模様,色,デザイン,絵 え=刃,棒,先,剣
`;

const choices: ReadonlyMap<string, readonly Choice[]> = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [written, bound, ...readings] = line.split(' ');
      return [
        written!,
        readings.map((one, i): Choice => {
          const [reading, neighbours] = one.split('=');
          return { reading: reading!, neighbours: neighbours!.split(','), prior: i === 0 ? Number(bound) : 0 };
        }),
      ];
    }),
);

/**
 * The readings a morpheme may have where the dictionary's is a guess and grammar does not tell; null where it is none.
 */
export function choicesOf(text: string, morphemes: Morphemes, index: number): readonly Choice[] | null {
  const morpheme = morphemes[index];
  const known = morpheme && choices.get(morpheme.surface);
  if (!known || readingInContext(text, morphemes, index) !== undefined) return null;
  const { reading } = morpheme;
  // Another reading than these is that of another word.
  return known.some((choice) => reading !== null && choice.reading === toHiragana(reading)) ? known : null;
}
