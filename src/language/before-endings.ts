import type { Morpheme } from '../morphemes/morpheme.ts';
import { conjugationForm, conjugationType } from './forms.ts';
import { SURU } from './suru.ts';

/** What stands behind a word, by dictionary forms, and which words can stand before it alike. */
interface Ending {
  readonly bases: ReadonlySet<string>;
  readonly group: (word: Morpheme) => string;
}

const VOICED = /^五段.[ガナバマ]行/;
/** Verbs whose stem takes た as it takes ます. The names are IPADIC's and UniDic's. */
const UNCHANGED = /^(?:[上下]?一段|[カサ](?:行)?変|五段.サ行)/;

/** What of た and だ a verb's form takes: 読ん|だ, 書い|た, かけ|た; 会い takes neither. */
function takenPast(word: Morpheme): string {
  const form = conjugationForm(word);
  const type = conjugationType(word);
  const stays = /^連用形(?:-一般)?$/.test(form);
  if (word.partOfSpeech[0] !== '動詞' || !form.startsWith('連用') || (stays && !UNCHANGED.test(type))) return form;
  return !stays && VOICED.test(type) ? 'だ' : 'た';
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const ENDINGS: readonly Ending[] = [
  {
    bases: setOf(
      'た だ て で たり だり ても でも ちゃ じゃ ちゃう じゃう ちまう じまう てる でる とく どく とる どる てく でく たって だって',
    ),
    group: takenPast,
  },
  // 読ま|れる, 食べ|られる.
  {
    bases: setOf('れる られる せる させる'),
    group: (word) => `${conjugationForm(word)} ${conjugationType(word).startsWith('五段')}`,
  },
  // Of nouns those that say what is done: 掃除|する, which is 為る to UniDic.
  {
    bases: new Set([...SURU, '為る']),
    group: (word) => `${conjugationForm(word)} ${word.partOfSpeech.slice(1).some((fine) => fine.startsWith('サ変'))}`,
  },
];

/** Whether two words of a class can stand alike before what follows, so that nothing there tells which of them does. */
export function takeTheSame(one: Morpheme, other: Morpheme, next: Morpheme | null): boolean {
  const group = ENDINGS.find(({ bases }) => bases.has(next?.baseForm ?? ''))?.group ?? conjugationForm;
  return group(one) === group(other);
}
