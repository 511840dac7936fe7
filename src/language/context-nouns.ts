import type { Morpheme } from '../morphemes/morpheme.ts';
import { excessRules } from './excess.ts';
import { ownNounRules } from './own-nouns.ts';
import { personRules } from './persons.ts';
import { ahead, always, behind, isAlone, isLoose, isPoliteAdjective, type Place, type Rule } from './place.ts';

/** Where people might have been. */
const DESERTED =
  /^.{2,5}(?:夜|道|公園|場所|所|森|林|山|浜|海岸|部屋|廊下|校舎|街|町|路地|通り|駅|ホーム|境内|寺|神社|屋敷|家|田舎)/;

/** Whole stretches of time and space, all through which 中 is じゅう; elsewhere it is ちゅう. */
const THROUGHOUT =
  /(?:[一1]日|今日|きょう|明日|あした|今年|一年|年|[一二三1-9]?晩|夜|夏|冬|世界|国|家|町|村|街|島|体|身体|部屋|学校|会場|店|日本|県|市|山|庭|顔|床|道|クラス|会社|近所|そこら|そこいら|城|屋敷|館|宇宙|地球|病院|アジア|ヨーロッパ|アメリカ)$/;
/** 米中 and 英中 are two countries. */
const isRegion = ({ before }: Place): boolean =>
  before !== null && before.partOfSpeech[2] === '地域' && before.surface.length > 1;
/** A noun that is no ending of others to IPADIC. */
const isNoun = ({ partOfSpeech: [coarse, fine] }: Morpheme): boolean => coarse === '名詞' && fine !== '接尾';
const isAttached = ({ morpheme, before }: Place): boolean =>
  before !== null && before.end === morpheme.start && before.partOfSpeech[0] === '名詞';

/** What is done with rice, or happens to it, and not to a country. */
const GRAIN =
  /^(?:[をはがもの]?(?:ご飯|炊|研|洗|食|買|売|作|育|植|蒔|収穫|出荷|備蓄|消費|生産|農家|不足|値上|値段|価格|高騰|高い|安い|とぎ|一粒|粒|袋|粉|倉)|を$)/;

/** What says in which manner: そんな風に, どういう風に. */
const MANNER = /(?:[こそあど]んな|いう|言う|云う|いった)$/;

/** What has a value that is no price: 変数の値を上げる. */
const VALUED =
  /(?:[a-zα-ω\d]|変数|定数|関数|引数|係数|パラメータ|パラメーター|設定|項目|式|属性|配列|要素|セル|プロパティ)の$/i;
/** What prices do, and what is done with them. */
const PRICED =
  /^(?:[がもは](?:張[るりっら]|上が|下が|崩れ|つ[くかい]|付[くかい])|[をもは](?:つけ|付け|上げ|下げ|吊|釣|崩)|で(?:売|買|取引|落札|譲|引き取))/;

/** What is said to be enough; no place that one gets to (駅までは十分で). */
const ENOUGH_OF = /(?<!まで|から|に|へ|で)[はがも]$/;
const ARRIVING = /^(?:着く|到着|終わる|終える|行く|行ける|来る|来れる|来られる|戻る|戻れる|帰る|帰れる|済む|つく)$/;
const POSSIBLE = /^(?:できる|出来る|仕上がる|作れる|読める|仕上げる)$/;
const MADE = /^(?:できる|出来る|作る|作れる|仕上げる|仕上がる|食べる|読む|読める)$/;
const isOf = (morpheme: Morpheme | null, verbs: RegExp): boolean => verbs.test(morpheme?.baseForm ?? '');

/** How long, and no name of a month: 一月かかる, 一月で3キロ痩せた. */
const MONTHS_LONG =
  /^(?:かか|ぶり|ほど|くらい|ぐらい|余り|あまり|足らず|たら?ず|たっ|経[ちっつ]|以[上内]|おき|ごと|分|前(?![半期])|後(?![半期])|半(?!ば)|間|もの間|も(?:かか|経|たっ|続|待)|(?:に|で)(?:[一二三四五数何\d]+[度回冊本枚]|\d+(?:キロ|kg|万|千|円).{0,4}[^はが、]))/;
const inMonths = ({ head, tail }: Place): boolean => !/[年度]の?$/.test(head) && MONTHS_LONG.test(tail);

/** Nouns and what IPADIC takes for such. */
export const nounRules: readonly Rule[] = [
  ...excessRules,
  ...ownNounRules,
  [
    '何',
    'なん',
    ({ after }) =>
      after !== null && /^(?:と|で|でも|です|でし|でしょ|だ|だっ|だろ|な|の|て|って|対)$/.test(after.surface),
  ],
  ['何', 'なに', always],
  ['何時', 'いつ', ahead(/^(?:までも|でも|しか|ぞや|の間に|の日か|も(?:の|通り|どおり|と))/)],
  // What is laughed about has been said before: 面白かった（笑）.
  ['笑', 'わらい', ({ head, tail }) => head.endsWith('(') && tail.startsWith(')')],
  // By what means, rather than why: on the way somewhere.
  [
    '何で',
    'なにで',
    ({ before, after }) => /^(?:まで|へ|に)$/.test(before?.surface ?? '') && /^[行来帰通]/.test(after?.surface ?? ''),
  ],
  // There is nobody in a deserted place.
  [
    '人気',
    'ひとけ',
    ({ after, tail }) =>
      /^[のが]$/.test(after?.surface ?? '') && /^[のが](?:ない|無い|なく|無く|絶え)/.test(tail) && DESERTED.test(tail),
  ],
  ['日本', 'にほん', always],
  // A name only where it is called one.
  [
    '金',
    null,
    ({ morpheme, after }) =>
      morpheme.partOfSpeech[1] === '固有名詞' && !/^(?:さん|氏|君|様|容疑者|選手)$/.test(after?.surface ?? ''),
  ],
  ['中', 'なか', ahead(/^々/)],
  ...[
    ['中', 'なか'],
    ['時', 'とき'],
  ].map(([surface, reading]): Rule => [
    surface!,
    reading!,
    ({ before }) => before !== null && isPoliteAdjective(before),
  ]),
  ['中', 'じゅう', (place) => isAttached(place) && (THROUGHOUT.test(place.head) || isRegion(place))],
  ['中', 'ちゅう', (place) => isAttached(place) && /^(?:サ変接続|副詞可能)$/.test(place.before!.partOfSpeech[1] ?? '')],
  ['御', 'お', ({ after }) => after?.partOfSpeech[1] === '数'],
  // Through all of the house; the house of a lord in the histories, and the town's middle or all of it.
  ['家中', null, ({ head, tail }) => /[氏藩家]の?$/.test(head) || /^の(?:者|人|武士|侍|士)/.test(tail)],
  ['家中', 'いえじゅう', always],
  ['町中', 'まちじゅう', ahead(/^の(?:人|みんな|者|店|噂)|^み(?:んな|な)/)],
  ['町中', null, always],
  ['北の方', 'きたのほう', ahead(/^(?:へ|に(?:あ|行|向|住|見|進)|から|まで|角)/)],
  ['北の方', null, always],
  ...personRules,
  // A place only where it is called one, or somebody goes there.
  [
    '大分',
    'だいぶ',
    ({ after }) =>
      /^(?:形容詞|副詞|動詞)$/.test(after?.partOfSpeech[0] ?? '') ||
      /^(?:前|後|先|昔|楽|元気|違|慣|変)/.test(after?.surface ?? ''),
  ],
  [
    '大分',
    'おおいた',
    ({ after }) =>
      after !== null &&
      (after.partOfSpeech.includes('地域') ||
        /^(?:[県市].*|駅|大学|空港|方面|出身|産|に|で|へ|から|の|を|が|は|まで|と)$/.test(after.surface)),
  ],
  ['大分', null, always],
  // Between things (あいだ); what one leaves between them, and a room's or a moment's (ま).
  ['間', 'あいだ', behind(/もの$/)],
  [
    '間',
    'ま',
    ahead(
      /^(?:を(?:空|あけ|置|おい|おか|持|取り|とり|つめ|詰)|が(?:悪|いい|良|空|あい|抜|持|もた)|に(?:合|あ(?:う|わ|っ|い))|の(?:悪|抜)|延び|のび|違)/,
    ),
  ],
  // No time to do it: 寝る間も惜しんで.
  [
    '間',
    'ま',
    ({ head, tail }) =>
      /[うくぐすつぬぶむる]$/.test(head) &&
      /^(?:(?:も|が|など|さえ|すら)(?:な[いくか]|無|惜し|おし|与え)|を(?:惜し|おし|与え))/.test(tail),
  ],
  ['間', 'ま', behind(/(?:瞬く|またたく|見る見る|みるみる)$/)],
  ['間', 'あいだ', ({ morpheme, head }) => isNoun(morpheme) && /[いただうくぐすつぬぶむる]$/.test(head)],
  ['間', 'あいだ', behind(/の$/)],
  ['間', null, ({ morpheme }) => isNoun(morpheme)],
  // What comes behind something that was done; 晴れ後曇り.
  ['後', null, ({ morpheme }) => morpheme.partOfSpeech[0] === '接頭詞'],
  ['後', 'のち', ({ head, before }) => before?.surface === 'て' || /(?:晴れ|曇り|くもり|雨|雪)$/.test(head)],
  ['後', 'あと', behind(/(?:^|[ただの、。!?\s]|その|この)$/)],
  // Others (ほか), and other things in a compound (他社 たしゃ).
  ['他', 'た', ahead(/^の追随/)],
  [
    '他',
    'ほか',
    ({ after }) =>
      after === null || after.surface === 'の' || /^(?:助詞|助動詞|記号|副詞)$/.test(after.partOfSpeech[0] ?? ''),
  ],
  // Beside something, and one of its sides.
  [
    '側',
    'そば',
    ({ head, tail }) =>
      /(?:^|[の、。「\s])$/.test(head) && /^(?:に(?:い|居|お|寄|座|すわ|つい|仕|あ)|で(?:見|支|寝|眠))/.test(tail),
  ],
  ['側', null, ({ head, tail }) => head.endsWith('の') && /^[にで]/.test(tail)],
  [
    '下',
    'もと',
    behind(
      /(?:指導|監督|管理|支配|保護|影響|統治|条件|合意|同意|協力|理念|方針|名|法|体制|政権|命令|計画|責任|制度|条約|契約|許可|環境|状況|庇護)の$/,
    ),
  ],
  // The forehead sweats; an amount and a frame (がく) are neither wiped nor hit.
  [
    '額',
    'ひたい',
    ahead(
      /^(?:に(?:汗|手|皺|しわ|シワ|キス|傷|玉|触|当|押)|の(?:汗|傷|しわ|皺)|から(?:汗|血)|を(?:拭|ぬぐ|押さ|寄せ|こす))/,
    ),
  ],
  [
    '土',
    null,
    ({ before, after }) => /^[、・日祝金(（]/.test(after?.surface ?? '') || /^[・金]$/.test(before?.surface ?? ''),
  ],
  ['場', 'ば', behind(/近$/)],
  // Of a story that comes out bit by bit.
  ['話', 'わ', behind(/(?:最新|最終|(?:^|[^\p{Script=Han}])[前次各全初今同])$/u)],
  // When the moon comes out, and how something does: 月の出, 水の出が悪い.
  ['出', 'で', isAlone],
  ['入り', 'いり', behind(/月の$/)],
  // Of what others hang from or belong to; the prefix しん is of friends of a country.
  [
    '親',
    'おや',
    ({ morpheme, after }) =>
      morpheme.partOfSpeech[0] === '接頭詞' &&
      after?.partOfSpeech[2] !== '地域' &&
      /^(?:\p{Script=Katakana}{2}|世代)/u.test(after?.surface ?? ''),
  ],
  ['高潮', 'こうちょう', ahead(/^(?:に達|期|[がはも]続)/)],
  ['甲', 'かぶと', ahead(/^(?:を(?:脱|かぶ|被)|の緒)/)],
  ['一寸', 'いっすん', ahead(/^(?:の(?:虫|光陰|隙|狂|ずれ|ズレ)|先|法師|刻|五分|四方|角|釘|ほど|\p{N})/u)],
  ['一足', 'いっそく', ahead(/^の(?:靴|くつ|わらじ|草鞋|草履|下駄|サンダル|スニーカー|ブーツ)/)],
  ['一足', 'ひとあし', ahead(/^(?:遅|おそ|早|はや|お?先に|違い|ちがい)/)],
  ...['一月', '二月'].flatMap((surface, at): Rule[] => [
    [surface, at === 0 ? 'ひとつき' : 'ふたつき', inMonths],
    [surface, null, ({ head, tail }) => !/[年度]の?$/.test(head) && /^で(?!す|し|[はも]な)/.test(tail)],
  ]),
  ['四', 'し', ahead(/^の五の/)],
  ...[
    ['土', 'つち'],
    ['民', 'たみ'],
    ['庵', 'いおり'],
  ].map(([surface, reading]): Rule => [surface!, reading!, isAlone]),
  ['一途', 'いっと', ahead(/^を(?:たど|辿)/)],
  ['大文字', 'だいもんじ', ahead(/^(?:焼|の送り火|の火|山)/)],
  // The capital of old; the metropolis that governs Tokyo.
  ['都', null, (place) => isNoun(place.morpheme) && isAlone(place)],
  ['今', 'こん', ahead(/^(?:世紀|シーズン|大会|国会|場所|季|夏|秋|冬|春|期|回|年度|次|般|学期|クール|セメスター)/)],
  ['今', 'いま', always],
  // These days, and today.
  ['今日', 'こんにち', ahead(/^(?:に至|的|まで(?:続|伝)|では(?!な|あ)|の(?:社会|世界|日本|世の中|経済|科学|技術))/)],
  ['明日', 'あす', ahead(/^(?:を担|を拓|は我が身)/)],
  // In ten minutes; what is said of something is enough, but that one can do it may be either: この料理は十分で作れる.
  ['十分', 'じゅっぷん', ({ after, beyond }) => after?.surface === 'で' && isOf(beyond, ARRIVING)],
  [
    '十分',
    'じゅっぷん',
    (place) => !ENOUGH_OF.test(place.head) && place.after?.surface === 'で' && isOf(place.beyond, MADE),
  ],
  ['十分', null, ({ after, beyond }) => after?.surface === 'で' && isOf(beyond, POSSIBLE)],
  ['十分', 'じゅうぶん', ({ head, after }) => after?.surface === 'で' && ENOUGH_OF.test(head)],
  // Ten minutes pass, or it is ten past; enough is に, な, だ.
  [
    '十分',
    'じゅっぷん',
    ({ before, tail }) =>
      /^(?:かか|待|ほど|後|前|間|くらい|ぐらい|以内|おき|ごと|遅|休|歩|走|経|たっ|過ぎ)/.test(tail) ||
      /[時日]$/.test(before?.surface ?? ''),
  ],
  ['十分', 'じゅうぶん', ({ after }) => /^(?:に|な|だ|だっ|です|でし|では|と|すぎ)$/.test(after?.surface ?? '')],
  ['十分', 'じゅうぶん', behind(/必要$/)],
  [
    '十分',
    'じゅうぶん',
    ({ after, tail }) =>
      after?.partOfSpeech[0] === '形容詞' ||
      /^(?:理解|注意|考慮|検討|配慮|満足|可能|納得|発揮|確認|準備|承知|堪能|楽し|足り|満た|あり得|ありう|気[をが])/.test(
        tail,
      ),
  ],
  ['十分', null, always],
  ['白髪', 'しらが', ({ after }) => /^(?:が|を|も|染め|交じり|混じり|頭)$/.test(after?.surface ?? '')],
  ['白髪', null, always],
  ['雨', 'あめ', ({ morpheme }) => morpheme.partOfSpeech[1] === '接尾'],
  ['外', 'ほか', ({ before, after }) => before?.surface === 'その' && /^(?:に|の|は|にも)$/.test(after?.surface ?? '')],
  ['魚', 'ざかな', behind(/(?:川|煮|小|焼き?|白身)$/)],
  // The house of a family.
  [
    '家',
    'け',
    (place) =>
      place.morpheme.partOfSpeech[1] === '接尾' && place.before?.partOfSpeech[1] === '固有名詞' && !isAlone(place),
  ],
  // How things stand as a whole; elsewhere many people.
  [
    '大勢',
    'たいせい',
    ahead(/^(?:を占|[がはもを]ほぼ?(?:決|固|判)|[がはも](?:決|固|判|変わ)|に(?:影響|従|順応|逆ら|流))/),
  ],
  ['大勢', 'おおぜい', always],
  // The degree; a person is はかせ.
  ['博士', 'はくし', ahead(/^(?:号|課程|論文|学位|[前後]期)/)],
  ['訳', 'やく', behind(/(?:語|原文)の?$/)],
  ['訳', 'やく', ahead(/^(?:を(?:読|付|つけ|載)|[がはも](?:間違|正し|誤|下手|上手|不自然|自然|読みにく|読みやす))/)],
  // What is signed, and what is folded.
  [
    '色紙',
    'しきし',
    ({ head, tail }) => /^(?:にサイン|に寄せ|に書|に揮毫)/.test(tail) || /(?:サイン|寄せ書きの?)$/.test(head),
  ],
  ['色紙', 'いろがみ', ahead(/^(?:を(?:折|切|貼|ちぎ)|で(?:折|作|飾))/)],
  ['色紙', null, always],
  // Cold air, and what makes one shiver.
  ['寒気', 'かんき', ahead(/^(?:団|[がはも](?:流れ|南下|入|強ま|居座|抜け)|の(?:影響|流れ|南下)|に(?:覆|おおわ))/)],
  ['寒気', 'さむけ', ahead(/^(?:[がはも](?:し|す|止ま|とれ|取れ)|を(?:覚|感|もよお|催))/)],
  ['寒気', null, always],
  // A point in the game of go, which one may give another.
  ['一目', 'いちもく', ahead(/^(?:も?(?:二目も)?置|を置|瞭然|散)/)],
  ['一目', 'ひとめ', always],
  ['値', 'あたい', ({ morpheme, head }) => isNoun(morpheme) && VALUED.test(head)],
  ['値', 'ね', ({ morpheme, tail }) => isNoun(morpheme) && PRICED.test(tail)],
  ['値', 'あたい', ({ morpheme }) => isNoun(morpheme)],
  // A button that is pressed for long, and no beam of a house.
  ['長押', 'ながお', ahead(/^し/)],
  // Whoever is that: 教師たる者.
  ['者', 'もの', behind(/たる$/)],
  // In proverbs.
  ['門', 'かど', behind(/笑う$/)],
  ['一時', 'いっとき', ahead(/^の恥/)],
  ['郷', 'ごう', ahead(/^に(?:入|従)/)],
  ['蛙', 'かわず', behind(/井の中の$/)],
  ['露', 'あら', ahead(/^わ/)],
  ['下', 'した', behind(/一番$/)],
  ['上', 'うえ', behind(/一番$/)],
  // The sky, where one is under it, or goes up into it; what is made empty (から) has no such place.
  [
    '空',
    'そら',
    ahead(
      /^(?:の(?:下|上|色|青|彼方|向こう|旅|高)|へ|を(?:見|仰|飛|舞|眺|翔|かけ|駆)|に(?:消|浮|飛|舞|向|昇|上|輝|広|溶|響|かか|架|星|虹|月|雲|届|吸|放)|が(?:青|晴|暗|明る|曇|赤|高|広|きれい|綺麗))/,
    ),
  ],
  // People below one; at present (もっか) takes no such particle.
  ['目下', 'めした', ahead(/^(?:の(?:人|者|方|立場|相手|兄弟)|[をにへ]|と(?:話|接))/)],
  // Tomorrow morning; the dynasty, and its typeface.
  ['明朝', 'みんちょう', ahead(/^(?:体|時代|活字|期|末|の(?:皇|時代|文化|滅|衰))/)],
  [
    '明朝',
    'みょうちょう',
    ({ after, tail }) =>
      after?.partOfSpeech[1] === '数' ||
      /^(?:は(?:早|何|\p{N}|雨|雪|晴)|まで|から|早|、|の(?:会|天気|出|電車|便)|[出帰])/u.test(tail),
  ],
  ['明朝', null, always],
  ['通り', 'どおり', behind(/(?:いつも|(?:今|これ|それ)まで)$/)],
  // A child, where it is told from grown-ups, or pays; elsewhere a dwarf.
  [
    '小人',
    'しょうにん',
    ({ head, after, tail }) =>
      after?.partOfSpeech[1] === '数' ||
      /[大中]人[・、,/と]?$/.test(head) ||
      /^(?:料金|運賃|[券:(]|[はも、](?:無料|半額|\p{N}))/u.test(tail),
  ],
  ['小人', 'こびと', always],
  ['大人気', 'おとなげ', ahead(/^(?:ない|なく|なかっ|なさ|無)/)],
  // A part of a book, which is a name to IPADIC where no number that it knows stands before it.
  ['章', 'しょう', behind(/[\dIVX第序終最各全本同次一二三四五六七八九十]$/)],
  // The country only in a newspaper's words; what is eaten and grown is こめ.
  ['米', 'こめ', (place) => isLoose(place) && GRAIN.test(place.tail)],
  ['米', 'こめ', behind(/(?:お|新|古)$/)],
  ['米', null, isAlone],
  // In what manner, and the wind that blows so.
  [
    '風',
    'ふう',
    ({ head, tail }) =>
      MANNER.test(head) &&
      /^(?:だ|な|です|でし|で[はもあ、]|じゃ|に(?!当|あた|吹|ふか|乗|の[るっりせ]|な(?:び|ぶ)|揺|ゆれ|さら|晒|向|逆|飛|煽|あお|負)|の(?!強|弱|吹|ふ|冷|中|音|日|な[いか]))/.test(
        tail,
      ),
  ],
];
