import { conjugationForm } from './forms.ts';
import { ahead, type Place, type Rule } from './place.ts';

/** People who are spoken of with respect (かた), where 方 may be what is compared, too (ほう). */
const PERSON =
  /(?:女性|男性|客様?|担当|年配|外国|関係者|高齢|高齢者|ファン|会員|地元|一般|大人|若者|先生|家族|希望|希望者|未成年|経験者|参加者|利用者|初めて|はじめて|障害|お持ち|お急ぎ|ご利用|ご希望|ご参加|多く|他|ほか)の$/;

/** What is said of one way beside another (ほう), and how people are: その方がずっと早い, その方が優しかった. */
const BESIDE =
  /^が(?:ずっと|もっと|よほど|余程|よっぽど|かえって|却って|むしろ|はるか|遥か|まだ|より(?!も)|なお|いっそう|一層|断然|絶対|かなり|数段|よけい|余計|ゆっくり|ぐっすり|しっかり|(?:私|僕|俺|自分|体|身体|健康|環境|財布|みんな|皆|誰|何か)(?:に|は|も|と)|気が|気分が|効率|都合|経済的|得策|お?得[だでな]|まし|助か|合[っういわ]|儲か|喜ば|適し|しっくり|[^、。]{1,5}(?:やす|易|にく|づら)[いくか])/;
const OF_PEOPLE = /^(?:優しい|やさしい|若い|偉い|親切|元気|有名|素敵|上手|立派)$/;
const OF_PERSON =
  /^が[^、。]{1,6}[いな](?:人|方|先生|[部社課店校]長|監督|選手|医者|友達|お客|担当|上司|男|女|子|者|生徒|学生)/;
const isBetter = ({ before, after, beyond, tail }: Place): boolean =>
  /^[そこ]の$/.test(before?.surface ?? '') &&
  after?.surface === 'が' &&
  (BESIDE.test(tail) ||
    (beyond !== null &&
      (beyond.partOfSpeech[0] === '形容詞' || beyond.partOfSpeech[1] === '形容動詞語幹') &&
      !OF_PEOPLE.test(beyond.baseForm ?? beyond.surface) &&
      !OF_PERSON.test(tail)));

/** People as their age or their state has them, and none who are compared by it: 65歳以上の方, 妊娠中の方. */
const AS_THEY_ARE =
  /(?:[歳才代名人](?:以[上下]|未満)|(?:cm|kg|センチ|キロ|級|段|円|年|月|回)(?:以[上下]|未満)|[\d十][歳才代名]|二十歳|(?:妊娠|授乳|通院|治療|服用|療養|求職|休職|在学|在職|利用|契約|加入|滞在|入院|受講|検討|子育て|育児|介護)中|[症病]|アレルギー|在[住学職勤宅]|出身|未経験|年配|外国|地元|多く|障害|初めて|はじめて|未成年|女性|男性|一人暮らし|独身)の$/;
/** People by what they do or want, as respect has it: お困りの方, お車でお越しの方, ご予約の方. */
const BY_RESPECT =
  /(?:^|[^\p{Script=Han}])(?:お(?:\p{Script=Han}+[ぁ-ん]?[いきぎしちにびみりえけげせてねべめれ]){1,2}|お(?!支払|会計|注文)\p{Script=Han}{2}済み|ご(?:存[じ知]|興味|関心|在住|不明|不安|心配|不要|入用|高齢|年配|病気|遺族))の$/u;
/** What is no such verb. */
const THINGS_OF_RESPECT =
  /(?:祝い|祭り|釣り|知らせ|支払い?|土産|手伝い|見舞い|休み|互い|代わり|替わり|見積も?り|楽しみ|別れ|勧め|薦め|守り|気に入り|割り|焼き|握り|使い|笑い|浸し|吸い物|作り|願い)の$/;
/** An action with ご, but for those that are themselves spoken of with 方 where one is served. */
const isAskedFor = ({ head, prior, before }: Place): boolean =>
  before?.surface === 'の' &&
  prior?.partOfSpeech[1] === 'サ変接続' &&
  /(?:^|[^\p{Script=Han}])[ご御]\p{Script=Han}{2,3}の$/u.test(head) &&
  !/(?:注文|会計|料理|食事|返事|連絡|案内|説明)の$/.test(head);
const isAsking = (place: Place): boolean =>
  (BY_RESPECT.test(place.head) && !THINGS_OF_RESPECT.test(place.head)) || isAskedFor(place);
/** What people are called by what they do or are: 初心者, 患者, 学生. */
const CALLED =
  /(?:(?<![前後両二三])者|(?<![二三])人|客|(?:[学年院修業験校習級]|受講)生|員|[教医講]師|護師|[理護弁栄]\p{Script=Han}*士|[国住市県町村]民|飼い主|株主|専門家|作家|選手|生徒|係|近所|代理|遺族|夫婦|スタッフ|メンバー|ユーザー|ファン|カップル)の$/u;

/** Behind what says who somebody is; directions and what is blamed have other verbs. */
const AS_PERSON = /^(?:[はもへやと、。・!?]|に|の|で(?:も|す|し|あれ)|など|だけ|のみ|限定|専用|必見|歓迎|募集|向け|$)/;
const TOWARDS =
  /^(?:[をへに][^。、]{0,4}(?:向|見|振|ふり|歩|走|近[づ寄]|寄|顔|目|視線|眺|進|行[くっき]|帰|戻|住|引っ越|多[いくか]|少な|手を|指|問題|責任|非が|原因|分が|軍配|傾)|の(?:責任|問題|せい))/;
const isNamed = ({ tail }: Place): boolean => AS_PERSON.test(tail) && !TOWARDS.test(tail);

/** Who is asked for something, or after, without a particle; what is big or cheap may be one of two things: 詳しい方教えて. */
const NOT_WHICH = /(?:[^のい]|詳しい|くわしい|[たな]い)$/;
const ADDRESSED =
  /^、?(?:い(?:ます|ませ|たら|らっしゃ)|お(?:られ|り[まに]|願|気軽)|ご(?:連絡|一報|応募|参加|相談|協力|存)|教え|おしえ|是非|ぜひ|必見|募集|歓迎|大歓迎|限定|大募集)/;
/** What one does whom respect speaks of; what is done to somebody has ほう as well: 叩かれる方. */
const HONORED =
  /(?:(?:行か|来ら|帰ら|乗ら|住ま|申し?込ま|受けら|始めら|困ら|悩ま|探さ|(?:参加|来[店場館]|利用|希望|購入|予約|応募|出席|欠席|入会|検討|受講|宿泊|使用|申請|登録|持参|同伴)さ)れ(?:る|た)|なさ(?:る|った)|[おご御]\p{Script=Han}+[ぁ-ん]?にな(?:る|った)|いらっしゃ(?:る|った)|おられる|くださ(?:る|った)|下さ(?:る|った)|いただ(?:く|いた|ける|けた))$/u;
const HAVING =
  /(?:興味|関心|経験|知識|時間|資格|意欲|自信|心当たり|余裕|持病|障害|覚え|症状|不安|お?悩み)[のが](?:ある|ない)$/;
/** What is better so, or more. */
const COMPARED = /^が[^。]{0,12}(?:い[いく]|よ[いかさ]|良|楽|得|早|速|安|便利|有利|確実|効果|まし)/;

/** Of two things or places: 安いのは日本の方です. */
const WHICH = /(?:のは|どちら|より|なら)[^。]*$/;
const isOfCountry = ({ head, prior, before, tail }: Place): boolean =>
  before?.surface === 'の' &&
  prior?.partOfSpeech[3] === '国' &&
  !WHICH.test(head) &&
  /^(?:です(?:か|ね)|でしょうか|と(?:お?話|結婚|知り|会|仲|お付き)|にも?(?:教え|教わ|聞|人気|喜))/.test(tail);

/** Where people are whom one asks or hears from; that may be said of the place as well. */
const PLACES = /(?:店|会社|警察|病院|役所|学校|受付|窓口|施設|業者|現場|屋)の$/;
const IN_TOUCH =
  /^(?:に(?:聞|訊|尋|相談|頼|教|お願い|電話|連絡|問い)|から(?:もら|聞|連絡|電話|説明|お)|[がも](?:来|言|説明|教え|対応))/;

/** How 方 is read: かた of people, ほう of directions and what is compared. */
export const personRules: readonly Rule[] = [
  ['方', 'ほう', isBetter],
  [
    '方',
    'かた',
    ({ before }) => before !== null && /^(?:あの|この|その|どの|こちらの|そちらの|お年寄りの|お)$/.test(before.surface),
  ],
  [
    '方',
    'かた',
    ({ head, tail }) =>
      /(?:て(?:い|る|いる|いた)|され|られ)(?:る|た)?$/.test(head) && /^[はもにへとやのからを]/.test(tail),
  ],
  [
    '方',
    'かた',
    ({ head, tail }) => /[たるだ]$/.test(head) && /^(?:々|に(?:は|も)|へは?|のみ|限定|のため|全員)/.test(tail),
  ],
  ['方', 'かた', ahead(/^(?:向け|[がも](?:い(?:る|ま|ら|て|た)|お(?:り|ら))|も多)/)],
  ['方', 'かた', ({ head, tail }) => head.endsWith('という') && !/^が(?:い|よ|良)/.test(tail)],
  ['方', 'かた', ({ head, tail }) => NOT_WHICH.test(head) && ADDRESSED.test(tail)],
  ['方', 'かた', ({ head, tail }) => HONORED.test(head) && !COMPARED.test(tail)],
  ['方', 'かた', (place) => HAVING.test(place.head) && isNamed(place) && !/^で[すし]/.test(place.tail)],
  [
    '方',
    'かた',
    (place) => isNamed(place) && (AS_THEY_ARE.test(place.head) || isAsking(place) || CALLED.test(place.head)),
  ],
  ['方', 'かた', isOfCountry],
  ['方', 'かた', ({ head, tail }) => head.endsWith('たい') && /^(?:[はへ、]|必見)/.test(tail)],
  [
    '方',
    'かた',
    (place) =>
      (AS_THEY_ARE.test(place.head) || isAsking(place)) && /^が(?:対象|来|参加|利用|申|応募|入|使|乗)/.test(place.tail),
  ],
  ['方', null, (place) => (AS_THEY_ARE.test(place.head) || isAsking(place)) && place.tail.startsWith('が')],
  ['方', null, ({ head, tail }) => CALLED.test(head) && /^(?:[をにへで]|から|が(?:多|少|来|言))/.test(tail)],
  [
    '方',
    null,
    ({ head, tail }) =>
      PERSON.test(head) || (/[ただる]$/.test(head) && /^(?:は|も|に|と|や|の|です|で|、|。|$)/.test(tail)),
  ],
  ['方', null, ({ head, tail }) => PLACES.test(head) && IN_TOUCH.test(tail)],
  // The ending of 食べ方, which the analyser sees behind a finished verb too: 指さす方.
  [
    '方',
    null,
    ({ morpheme, before }) =>
      morpheme.partOfSpeech[1] === '接尾' && before !== null && conjugationForm(before) === '基本形',
  ],
];
