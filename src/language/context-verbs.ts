import { conjugationForm } from './forms.ts';
import { ahead, always, behind, type Place, type Rule } from './place.ts';

/** Who goes somewhere with somebody. */
const PERSON =
  '(?:友達|友人|親友|彼氏|彼女|彼|父|母|兄|姉|弟|妹|妻|夫|嫁|旦那|主人|家族|両親|親|子供|子ども|子|息子|娘|孫|先輩|後輩|同僚|上司|先生|仲間|人|さん|くん|君|ちゃん|たち|達|誰|犬)';
/** By what one goes, or how many. */
const MEANS =
  '(?:車|バス|電車|列車|自転車|バイク|タクシー|飛行機|新幹線|船|フェリー|地下鉄|徒歩|急い|歩い|走っ|一人|1人|ひとり|二人|2人|ふたり|三人|3人|みんな|皆|全員|家族|夫婦|親子|旅行|出張|修学旅行|遠足|ツアー|仕事|遊び)';
/** When, and how often: words that stand before 行った without a particle. */
const TIME =
  '(?:今日|昨日|一昨日|おととい|きのう|さっき|先日|この前|この間|前|昔|以前|最近|去年|昨年|一昨年|今年|先週|先月|今朝|昨夜|夏|冬|春|秋|夏休み|冬休み|週末|いつ|初めて|はじめて|久しぶり|よく|まだ|もう|ついに|一緒|一度|二度|何度|何度か|何回|何回か|一回|二回|一度も|すぐ|毎日|毎年|[月火水木金土日]曜|[月火水木金土日]曜日)';
/** Who went, or where to, where a particle hides it; and how many times. */
const GOER = new RegExp(
  `(?:${PERSON}|私|わたし|僕|ぼく|俺|自分|みんな|皆|ここ|そこ|あそこ|どこ|どっち|どちら|こっち|北海道|沖縄|京都|大阪|東京|海外|[回度年]|.[県市区町村島国])[がはも]$`,
);
/** Where one has been, and when: what follows 行った. */
const GONE =
  /^(?:た(?:こと(?:が|は|も|の)?(?:あ|な|無|有)|事(?:が|は|も|の)?(?:あ|な|無|有)|(?:場所|所|ところ|お?店|国|街|町|島|山|公園|温泉|神社|お寺|城|映画館|美術館|博物館|水族館|動物園|遊園地|病院|学校|図書館|きり|きた|帰り))|た(?:方|ほう)が|たら|たきり|たり来たり|てきます|てきた|てきまし|てこ|て来|てみ|てらっしゃ|ていらっしゃ|ちゃ|とけ)/;
/** Deeds that are done (行う) and are no way. */
const DEEDS =
  '(?:調査|研究|実験|会談|会議|会見|試験|試合|選挙|投票|検査|手術|工事|作業|訓練|練習|演説|講演|講義|授業|儀式|式典|式|公演|ライブ|演奏|活動|布教|改革|改修|改造|分析|測定|観測|観察|比較|評価|計算|処理|操作|説明|発表|報告|提案|交渉|協議|取引|攻撃|爆撃|戦闘|治療|診断|診察|指導|教育|支援|援助|募集|採用|開発|設計|製造|生産|販売|営業|放送|中継|撮影|録音|編集|修正|変更|更新|登録|申請|手続き|手続|確認|準備|サービス|講演会|行為|政策|政治|犯罪|犯行|殺人|テロ|イベント|キャンペーン|アンケート|インタビュー|パフォーマンス)';

/** Adverbs whose に is a case particle to the dictionary, or a part of them. */
const ADVERB = '(?:早め|先|最後|最初|初め|はじめ|事前|同時|次|本当|一緒|交互|順番|代わり|特|常|随時|とも|共|さら|更)';
const ADVERBIAL = new RegExp(`${ADVERB}に$|的に[はも]$`);
/** Ways in which something is done. */
const WAY =
  '(?:(?<!個人|基本|計画|定期|日常|習慣|自主|自発|最終|結果|一時|意識|集中)的|盛ん|さかん|活発|独自|適切|確実|迅速|慎重|厳密|厳重|厳正|適正|公正|公平|正確|綿密|丁寧|入念|柔軟|早急|密か|ひそか)';
/** Ways in which one goes. */
const ONWARD =
  '(?:すぐ|直ぐ|静か|急|突然|滅多|永久|実際|普通|自由|気軽|身軽|豪華|無事|無心|そう|(?<!(?:[どこそ次]|以下|上記)の)よう)';

/** Behind an adverb in に, which says nothing of where one goes. */
const how =
  (pattern: RegExp) =>
  ({ head, before }: Place): boolean =>
    (before?.partOfSpeech[1] === '副詞化' || ADVERBIAL.test(head)) && pattern.test(head);
const howDone: readonly Rule[] = [
  ['行っ', 'いっ', how(/(?:真っ?直ぐ?|まっすぐ|足早|そう|(?:る|ない)よう)に$/)],
  ['行っ', 'おこなっ', how(/を[^、。てでをに]{0,8}に(?:は|も)?$/)],
  ['行っ', 'いっ', how(/(?:順調|順当|円滑|スムーズ|上手|上出来)に(?:は|も)?$/)],
  ['行っ', 'おこなっ', how(new RegExp(`${DEEDS}(?:など|等)?[はもが][^、。をに]{0,8}に(?:は|も)?$`))],
];
/** Without what is done; with another に one goes there: 温泉には定期的に行っている. */
const howAlone: readonly Rule[] = [
  ['行っ', 'おこなっ', how(new RegExp(`${WAY}に(?:は|も)?$`))],
  [
    '行っ',
    'いっ',
    how(new RegExp(`(?<!${PERSON}|[員客民]|生徒|学生)(?:(?<!${ADVERB})に|へ|まで)[はも]?[^、。に]{1,8}に[はも]?$`)),
  ],
  ['行っ', 'いっ', how(new RegExp(`(?:${ONWARD}|${ADVERB})に$`))],
  ['行っ', null, how(/./)],
];

/** What is worn on the head, or pulled over it. */
const WORN =
  '帽子?|ヘルメット|フード|仮面|面|かつら|カツラ|ウィッグ|マスク|頭巾|笠|冠|王冠|布団|毛布|水|埃|ほこり|泥|雪|灰|皮|猫|罪|網|ベール|ハット|キャップ|傘';

/** What one has in mind (いだく); who and what is in one's arms (だく). */
const IN_MIND =
  '(?:夢|希望|期待|理想|野望|大志|志|願望|欲望|憧れ|あこがれ|疑問|疑い|疑惑|不安|恐れ|恐怖|懸念|危惧|心配|不満|怒り|憎しみ|憎悪|恨み|殺意|敵意|嫌悪|親しみ|好意|愛情|感情|思い|想い|気持ち|興味|印象|イメージ|幻想|誇り|敬意|考え|[^\\sの][感念心])';

/** What is hot to the tongue (からい); what is hard to bear is つらい. */
const HOT =
  '(?:カレー|料理|味|味付け|スープ|ラーメン|麻婆豆腐|キムチ|唐辛子|とうがらし|わさび|ワサビ|からし|マスタード|胡椒|こしょう|スパイス|ソース|たれ|タレ|鍋|食べ物|もの|大根|酒)';

/** How a door stands that somebody has opened, or nobody: 窓が開かない. */
const OPENING = /(?:ドア|扉|戸|窓|蓋|フタ|ふた|シャッター|門|鍵|引き出し|トランク|店|目|口)(?:が|は|も)$/;

/** What one plays (ひける), and what bursts (はじける). */
const PLAYED =
  /(?:ピアノ|ギター|バイオリン|ヴァイオリン|チェロ|琴|三味線|ベース|オルガン|エレクトーン|ウクレレ|ハープ|曲|ショパン)(?:が|は|も|を|なら)[^、。]{0,5}$/;

const gone = [
  behind(/て$|(?:[にへ]|まで)(?:は|も|しか|さえ|だけ)?$/),
  behind(new RegExp(`(?:${TIME}|^)(?:に|は|も|、)?$`)),
  behind(new RegExp(`${MEANS}で$`)),
  behind(new RegExp(`${PERSON}と$`)),
];

/** What falls from the sky; what stands before it there is no part of another word. */
const FALLING = '(?:[雨雪雹霰霙灰]|夕立|(?<![ぁ-ん])(?:みぞれ|あられ|ひょう))';
/** The end of a clause of its own: behind it people get off. */
const CLAUSE = '(?:[いたるだな]の[でに]|[いただるす]から|けど|[たな]ら|[てで].*(?:から|で))';

/** Verbs and adjectives. */
export const verbRules: readonly Rule[] = [
  ['行っ', 'おこなっ', behind(/を$/)],
  ['行っ', 'おこなっ', behind(new RegExp(`${DEEDS}(?:は|も|が)$`))],
  ['行っ', 'おこなっ', ahead(new RegExp(`^た.{0,4}?${DEEDS}`))],
  ...howDone,
  ['行っ', 'いっ', (place) => GONE.test(place.tail)],
  ['行っ', 'いっ', ({ after }) => after?.surface === 'たり'],
  ...howAlone,
  ...gone.map((when): Rule => ['行っ', 'いっ', when]),
  ['行っ', 'いっ', ({ before }) => before?.partOfSpeech[0] === '接続詞' || before?.partOfSpeech[1] === '接続助詞'],
  ['行っ', 'いっ', ({ head, before }) => GOER.test(head) && before?.partOfSpeech[0] === '助詞'],
  // What is done has を; without a particle people are on their way.
  ['行っ', 'いっ', ({ head }) => !/[がはもでとの、]$/.test(head)],
  ['行っ', null, always],
  // What is opened, and what opens; who stops it, and who gives it up.
  ['開い', 'ひらい', behind(/を$/)],
  [
    '開い',
    'あい',
    ({ before, after }) =>
      /^(?:が|は|も|に)$/.test(before?.surface ?? '') && /^(?:て|た|てる|ちゃっ)$/.test(after?.surface ?? ''),
  ],
  ['開い', null, always],
  ['開か', 'ひらか', ({ head, after }) => head.endsWith('を') || /^[れせ]/.test(after?.surface ?? '')],
  ['開か', 'あか', behind(OPENING)],
  ['開か', null, always],
  ['開き', 'あき', behind(OPENING)],
  ['開く', 'ひらく', behind(/を$/)],
  ['開く', null, always],
  ...['止め', '止める', '止めよ', '止めろ', '止めれ'].map((surface): Rule => [
    surface,
    surface.replace('止', 'や'),
    behind(/(?:たばこ|タバコ|煙草|酒|仕事|会社|学校|部活|冗談|喧嘩|けんか|ゲーム|話|の|こと|無駄遣い)(?:を|は|も)$/),
  ]),
  ...['い', 'く', 'かっ', 'けれ'].map((ending): Rule => [
    `辛${ending}`,
    `づら${ending}`,
    ({ before }) => before !== null && conjugationForm(before) === '連用形',
  ]),
  ['止めれ', 'とめれ', always],
  ...['', 'けれ'].flatMap((ending): Rule[] => [
    [`辛${ending}`, `から${ending}`, behind(new RegExp(`${HOT}(?:が|は|も|の)?$`))],
    [`辛${ending}`, `から${ending}`, ahead(new RegExp(`^(?:そうな|すぎる|すぎた|過ぎる)${HOT}`))],
  ]),
  // 抱い, which may be said of both, is left to the model, but where something is had in mind.
  ...['い', 'か', 'き', 'く', 'け', 'ける', 'こ'].flatMap((ending): Rule[] => [
    [`抱${ending}`, `いだ${ending}`, behind(new RegExp(`${IN_MIND}(?:を[^、。]{0,5}|[はもが])$`))],
    [
      `抱${ending}`,
      `いだ${ending}`,
      ({ head, tail }) => !/[をに]$/.test(head) && new RegExp(`^(?:て(?:いる|いた|きた)|た)?${IN_MIND}`).test(tail),
    ],
    [`抱${ending}`, `だ${ending}`, () => ending !== 'い'],
  ]),
  // Rain and snow fall, and frost settles; people get off. What た, て and ない follow is 降りる.
  [
    '降り',
    'おり',
    ({ after }) => /^(?:た|て|てる|たら|たり|ちゃっ?|ない|なかっ|ず|ん|られる?|よ)$/.test(after?.surface ?? ''),
  ],
  ['降り', 'おり', behind(/(?:(?:霜|霧(?!雨)|靄|露|夜露|幕|とばり|帳|許可|荷)[がはも]|を)[^、。がはもに]{0,4}$/)],
  ['降り', 'ふり', behind(new RegExp(`${FALLING}[の、に]?(?:よく|まだ|激しく|たくさん)?$`))],
  ['降り', 'ふり', behind(new RegExp(`${FALLING}(?:が|は|も|さえ|まで|ばかり)(?!.*${CLAUSE})[^、。を]*$`))],
  ['降り', 'ふり', ahead(/^(?:始め|はじめ|出し|だし|続|つづ|止|やん|しき|そそ|注|かか|掛か|こめ|積)/)],
  ['降り', 'おり', behind(/(?:から|で|お|(?:一緒|先|駅|停|ホーム|[地下階場])に)$/)],
  ['降り', 'おり', ahead(/^[立口場]/)],
  ['降り', null, always],
  // And くだろう, to the analyser, of a word that has kanji as 下る only.
  ['降ろ', 'ふろ', always],
  // Behind a verb it is える only as others follow it: 起こり得る, 起こり得ない.
  ...['得る', '得れ'].map((surface): Rule => [
    surface,
    surface.replace('得', 'う'),
    ({ morpheme }) => morpheme.partOfSpeech[1] === '非自立',
  ]),
  ['断っ', 'たっ', behind(/(?:酒|たばこ|タバコ|煙草|縁|連絡|消息|命|関係|国交|退路|音信|交際|交わり|食)を$/)],
  ['断っ', 'ことわっ', always],
  // Pictures are drawn with a pen (かく), and everything else is depicted.
  ...['い', 'か', 'き', 'く', 'け', 'こ'].map((ending): Rule => [
    `描${ending}`,
    `か${ending}`,
    behind(/(?:[絵図画]|イラスト|マンガ|まんが)(?:を|も|は|しか|とか|ばかり)$/),
  ]),
  // Bellies get empty (すく), and seats, rooms and hands get free (あく).
  ...['か', 'き', 'く', 'け'].flatMap((ending): Rule[] => [
    [`空${ending}`, `す${ending}`, behind(/(?:お腹|おなか|腹|小腹)(?:が|は|も)?$/)],
    [`空${ending}`, `あ${ending}`, behind(/(?:席|部屋|穴|時間|手|間|予定|枠|日|隙間|スペース)(?:が|は|も)$/)],
    [`空${ending}`, null, ({ morpheme }) => morpheme.partOfSpeech[0] === '動詞' && ending !== 'け'],
  ]),
  ...['さ', 'し', 'す'].map((ending): Rule => [
    `汚${ending}`,
    `けが${ending}`,
    behind(/(?:名|名誉|神|神聖|聖地|顔|晩節)を$/),
  ]),
  ['入っ', 'いっ', behind(/(?:念の|堂に|悦に|気に|佳境に|手の込んだ念が|年季の|郷に)$/)],
  ['入ら', 'いら', behind(/虎穴に$/)],
  // What is put on the head, and what one suffers.
  ...['ら', 'り', 'る', 'れ', 'ろ', 'っ'].flatMap((ending): Rule[] => [
    [`被${ending}`, `かぶ${ending}`, behind(new RegExp(`(?:${WORN})(?:を|も|は)?$`))],
    [
      `被${ending}`,
      `こうむ${ending}`,
      behind(/(?:害|失|迷惑|恩恵|影響|不利益|汚名|災難|打撃|痛手|不幸|火の粉)(?:を|も|は)?$/),
    ],
    [`被${ending}`, null, always],
    [
      `潜${ending}`,
      `くぐ${ending}`,
      behind(/(?:門|鳥居|暖簾|のれん|網|網の目|修羅場|トンネル|難関|ドア|戸|扉|ゲート|アーチ|法|戦火)を$/),
    ],
  ]),
  ...['', 'る', 'れ'].map((ending): Rule => [`弾け${ending}`, `ひけ${ending}`, behind(PLAYED)]),
  ['弾け', 'はじけ', behind(/(?:泡|笑顔|豆|実|種|シャボン玉|バブル|火花|ポップコーン)(?:が|は|も)$/)],
  // Drinks are poured into cups (つぐ), and efforts into work.
  ...['が', 'ぎ', 'ぐ', 'げ', 'ご', 'い'].map((ending): Rule => [
    `注${ending}`,
    `つ${ending}`,
    behind(/(?:酒|ビール|ワイン|茶|焼酎|ウイスキー|シャンパン|ジュース)を$/),
  ]),
  // To force, which is an adjective to IPADIC: strong and て.
  ['強い', 'しい', ({ after, morpheme }) => after?.surface === 'て' && after.start === morpheme.end],
  ['来ら', 'こら', ({ after }) => after?.baseForm === 'れる'],
  ['来さ', 'こさ', ({ after }) => after?.baseForm === 'せる'],
  ['来る', 'きたる', ({ morpheme, after }) => morpheme.partOfSpeech[0] === '連体詞' && after?.partOfSpeech[1] === '数'],
  ['来る', 'くる', always],
];

/** What a verb is where its reading says it, and the dictionary may have taken another: by surface, then reading. */
export const lemmas: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  行っ: { いっ: '行く', おこなっ: '行う' },
  通っ: { とおっ: '通る', かよっ: '通う' },
  // 来られる and 来させる, which the dictionary makes of 来る (きたる) and 来す.
  来ら: { こら: '来る' },
  来さ: { こさ: '来る' },
  降り: { ふり: '降る', おり: '降りる' },
  強い: { つよい: '強い', しい: '強いる' },
  断っ: { たっ: '断つ', ことわっ: '断る' },
};
