import type { Morpheme } from '../morphemes/morpheme.ts';
import { withEndings } from './conjugated.ts';
import { excessAt } from './excess.ts';
import type { Form } from './forms.ts';
import { adjacentAt, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/** Stems of adjectives that are in katakana, as slang is, or for stress. */
const STEMS = new Set(
  (
    'ヤバ ウザ キモ エモ チョロ グロ エロ エグ キショ ケバ ゲス セコ ダル チャラ ショボ ボロ マズ ムズ ラブ デカ スゴ ウマ ヒド イタ キツ ズル ウルサ シブ ユル ' +
    'クド サム クサ オモシロ カワイ コワ ツラ ネム メンド メンドクサ'
  ).split(' '),
);
/** Those that are slang in hiragana, too, where the analyser finds others: う|ざい, き|も|い. */
const IN_HIRAGANA = /^(?:うざ|きも|えも|むず|きしょ)い$/;

/** The same before すぎる, and はや, an adverb of old. */
const STEM_IN_HIRAGANA = /^(?:うざ|きも|えも|むず|きしょ|はや)$/;

/** ヤバい, キモかった, エモくて: the analyser has a noun and other words; null where none begins with morpheme `first`. */
export function katakanaAdjectiveAt(morphemes: Morphemes, first: number): WordParts | null {
  const at = (index: number): Morpheme | null => adjacentAt(morphemes, index);
  let written = morphemes[first]!.surface;
  for (let last = first + 1; last <= first + 3; last++) {
    if (IN_HIRAGANA.test(written)) return { last, stem: last, class: 'adjective', base: written, forms: [] };
    const excess = STEM_IN_HIRAGANA.test(written) ? excessAt(morphemes, last, true) : null;
    if (excess) return { ...excess, stem: last, class: 'adjective', base: `${written}い` };
    if (STEMS.has(written)) break;
    const next = at(last);
    if (!next || written.length > 3) return null;
    written += next.surface;
  }
  const stem = first + 1;
  const [tail, after] = [at(stem), at(stem + 1)];
  if (written !== morphemes[first]!.surface || !STEMS.has(written) || !tail) return null;
  const adjective = (last: number, ...forms: readonly Form[]): WordParts => ({
    last,
    stem,
    class: 'adjective',
    base: `${written}い`,
    forms,
  });
  /** With what follows the morphemes up to `end`. */
  const ending = (end: number, ...said: readonly Form[]) => {
    const found = withEndings(morphemes, end, said);
    return adjective(found.end, ...found.forms);
  };
  const excess = excessAt(morphemes, stem, true);
  switch (tail.surface) {
    case 'い':
      // And no verb: サルいた.
      if (after?.surface === 'です') return adjective(stem + 2, 'polite');
      return /^(?:助動詞|て)$/.test(after?.partOfSpeech[0] ?? '') ? null : adjective(stem + 1);
    case 'いよ':
      return adjective(stem + 1);
    case 'かっ':
      return after?.surface === 'た' ? ending(stem + 1) : null;
    case 'く':
      if (after?.baseForm === 'ない') return ending(stem + 2, 'negative');
      return after?.surface === 'て' ? ending(stem + 1) : adjective(stem + 1, 'adverbial');
    case 'そう':
      return adjective(stem + 1, 'appearance');
    default:
      return excess && { ...adjective(excess.last), forms: excess.forms };
  }
}
