import type { Morpheme } from '../morphemes/morpheme.ts';
import { isCounter, readCounted } from './counters.ts';
import { toHiragana } from './kana.ts';
import { readNumeral } from './numerals.ts';

/** What a rule sees: the morphemes around one, null where there is none or something else stands. */
interface Place {
  readonly morpheme: Morpheme;
  readonly before: Morpheme | null;
  readonly after: Morpheme | null;
  /** The text before it. */
  readonly head: string;
}

/** Whole stretches of time and space, all through which 中 is じゅう; elsewhere it is ちゅう. */
const THROUGHOUT =
  /(?:[一1]日|一年|年|[一二三1-9]?晩|夜|世界|国|家|町|村|街|島|体|身体|部屋|学校|会場|店|日本|県|市|山|庭|顔|床|道|クラス|アジア|ヨーロッパ|アメリカ)$/;

/** Words that are read in one way in some places and in another elsewhere, where grammar tells. The first rule that fits counts. */
const rules: readonly (readonly [surface: string, reading: string | null, when: (place: Place) => boolean])[] = [
  [
    '何',
    'なん',
    ({ after }) => after !== null && /^(?:と|で|です|でし|でしょ|だ|だっ|だろ|な|の|て|って)$/.test(after.surface),
  ],
  ['何', 'なに', () => true],
  ['日本', 'にほん', () => true],
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
  ['外', 'ほか', ({ before, after }) => before?.surface === 'その' && /^(?:に|の|は|にも)$/.test(after?.surface ?? '')],
];

/** The reading of one morpheme where it stands, in hiragana; null where nobody can tell. */
export function readingInContext(morphemes: readonly (Morpheme | null)[], index: number, head: string): string | null {
  const morpheme = morphemes[index]!;
  const place = { morpheme, before: morphemes[index - 1] ?? null, after: morphemes[index + 1] ?? null, head };
  const counted = /^何(.+)$/.exec(morpheme.surface);
  if (counted && isCounter(counted[1]!)) {
    const { number, counter } = readCounted(readNumeral('何')!, counted[1]!) ?? { number: null, counter: null };
    return number === null ? null : number + (counter ?? '');
  }
  const rule = rules.find(([surface, , when]) => surface === morpheme.surface && when(place));
  if (rule) return rule[1];
  return morpheme.reading === null ? null : toHiragana(morpheme.reading);
}
