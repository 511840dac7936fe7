import type { Morpheme } from '../morphemes/morpheme.ts';
import { isCounter, readCounted } from './counters.ts';
import { conjugationForm } from './forms.ts';
import { readNumeral } from './numerals.ts';

/** What a rule sees: the morphemes around one, null where there is none or something else stands. */
interface Place {
  readonly morpheme: Morpheme;
  readonly before: Morpheme | null;
  readonly after: Morpheme | null;
  /** The text before it, and after it. */
  readonly head: string;
  readonly tail: string;
}

/** Where people might have been. */
const DESERTED =
  /^.{2,5}(?:夜|道|公園|場所|所|森|林|山|浜|海岸|部屋|廊下|校舎|街|町|路地|通り|駅|ホーム|境内|寺|神社|屋敷|家|田舎)/;

type Rule = readonly [surface: string, reading: string | null, when: (place: Place) => boolean];

/** Whole stretches of time and space, all through which 中 is じゅう; elsewhere it is ちゅう. */
const THROUGHOUT =
  /(?:[一1]日|一年|年|[一二三1-9]?晩|夜|世界|国|家|町|村|街|島|体|身体|部屋|学校|会場|店|日本|県|市|山|庭|顔|床|道|クラス|アジア|ヨーロッパ|アメリカ)$/;

/** Words that are read in one way in some places and in another elsewhere, where grammar tells. The first rule that fits counts. */
const rules: readonly Rule[] = [
  [
    '何',
    'なん',
    ({ after }) => after !== null && /^(?:と|で|です|でし|でしょ|だ|だっ|だろ|な|の|て|って)$/.test(after.surface),
  ],
  ['何', 'なに', () => true],
  // There is nobody in a deserted place.
  [
    '人気',
    'ひとけ',
    ({ after, tail }) =>
      /^[のが]$/.test(after?.surface ?? '') && /^[のが](?:ない|無い|なく|無く|絶え)/.test(tail) && DESERTED.test(tail),
  ],
  ['日本', 'にほん', () => true],
  // A name only where it is called one.
  [
    '金',
    null,
    ({ morpheme, after }) =>
      morpheme.partOfSpeech[1] === '固有名詞' && !/^(?:さん|氏|君|様|容疑者|選手)$/.test(after?.surface ?? ''),
  ],
  ['来る', 'きたる', ({ morpheme, after }) => morpheme.partOfSpeech[0] === '連体詞' && after?.partOfSpeech[1] === '数'],
  ['来る', 'くる', () => true],
  ['中', 'じゅう', ({ morpheme, head }) => morpheme.partOfSpeech[1] === '接尾' && THROUGHOUT.test(head)],
  [
    '方',
    'かた',
    ({ before }) => before !== null && /^(?:あの|この|その|どの|こちらの|そちらの|お年寄りの|お)$/.test(before.surface),
  ],
  [
    '行っ',
    'いっ',
    ({ before, after, head }) =>
      /^(?:に|へ|まで|て)$/.test(before?.surface ?? '') || (after?.surface === 'たり' && !head.endsWith('を')),
  ],
  ['行っ', 'おこなっ', ({ before }) => before?.surface === 'を'],
  // By what means, rather than why: on the way somewhere.
  [
    '何で',
    'なにで',
    ({ before, after }) => /^(?:まで|へ|に)$/.test(before?.surface ?? '') && /^[行来帰通]/.test(after?.surface ?? ''),
  ],
  // Ten minutes pass, or it is ten past; enough is に, な, だ.
  [
    '十分',
    'じゅっぷん',
    ({ before, after }) =>
      /^(?:かか|待|ほど|後|前|間|くらい|ぐらい|以内|おき|ごと|遅|休|歩|走|経|たっ|過ぎ|で着)/.test(
        after?.surface ?? '',
      ) || /[時日]$/.test(before?.surface ?? ''),
  ],
  ['十分', 'じゅうぶん', ({ after }) => /^(?:に|な|だ|だっ|です|でし|では|と|すぎ)$/.test(after?.surface ?? '')],
  ['十分', null, () => true],
  // What is opened, and what opens; who stops it, and who gives it up.
  ['開い', 'ひらい', ({ before }) => before?.surface === 'を'],
  [
    '開い',
    'あい',
    ({ before, after }) =>
      /^(?:が|は|も|に)$/.test(before?.surface ?? '') && /^(?:て|た|てる|ちゃっ)$/.test(after?.surface ?? ''),
  ],
  ['開い', null, () => true],
  [
    '止め',
    'やめ',
    ({ head }) =>
      /(?:たばこ|タバコ|煙草|酒|仕事|会社|学校|部活|冗談|喧嘩|けんか|ゲーム|話|の|こと|無駄遣い)(?:を|は|も)$/.test(
        head,
      ),
  ],
  [
    '止める',
    'やめる',
    ({ head }) =>
      /(?:たばこ|タバコ|煙草|酒|仕事|会社|学校|部活|冗談|喧嘩|けんか|ゲーム|話|の|こと|無駄遣い)(?:を|は|も)$/.test(
        head,
      ),
  ],
  ...['い', 'く', 'かっ', 'けれ'].map((ending): Rule => [
    `辛${ending}`,
    `づら${ending}`,
    ({ before }) => before !== null && conjugationForm(before) === '連用形',
  ]),
  ['白髪', 'しらが', ({ after }) => /^(?:が|を|も|染め|交じり|混じり|頭)$/.test(after?.surface ?? '')],
  ['白髪', null, () => true],
  ['雨', 'あめ', ({ morpheme }) => morpheme.partOfSpeech[1] === '接尾'],
  ['外', 'ほか', ({ before, after }) => before?.surface === 'その' && /^(?:に|の|は|にも)$/.test(after?.surface ?? '')],
];

/** The reading of one morpheme that grammar tells where it stands, in hiragana; null where nobody can tell, undefined where no rule speaks of it. */
export function readingInContext(
  text: string,
  morphemes: readonly (Morpheme | null)[],
  index: number,
): string | null | undefined {
  const morpheme = morphemes[index]!;
  const [before = null, after = null] = [morphemes[index - 1], morphemes[index + 1]];
  const place = { morpheme, before, after, head: text.slice(0, morpheme.start), tail: text.slice(morpheme.end) };
  const counted = /^何(.+)$/.exec(morpheme.surface);
  if (counted && isCounter(counted[1]!)) {
    const { number, counter } = readCounted(readNumeral('何')!, counted[1]!) ?? { number: null, counter: null };
    return number === null ? null : number + (counter ?? '');
  }
  const rule = rules.find(([surface, , when]) => surface === morpheme.surface && when(place));
  return rule?.[1];
}
