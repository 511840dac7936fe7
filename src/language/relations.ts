import type { Morpheme } from '../morphemes/morpheme.ts';
import { partsOf, type Dependent } from './dependency.ts';
import { conjugationForm } from './forms.ts';

import type { Relation } from './names.ts';

const particles: Readonly<Record<string, Relation>> = {
  は: 'topic',
  も: 'topic',
  が: 'subject',
  を: 'object',
  に: 'indirect',
  へ: 'direction',
  で: 'place',
  と: 'with',
  から: 'from',
  まで: 'until',
  より: 'than',
  の: 'of',
  や: 'list',
  とか: 'list',
  か: 'list',
  および: 'list',
  または: 'list',
  という: 'quote',
};
const clauses: Readonly<Record<string, Relation>> = {
  ので: 'reason',
  から: 'reason',
  が: 'contrast',
  けど: 'contrast',
  けれど: 'contrast',
  けれども: 'contrast',
  のに: 'contrast',
  ば: 'condition',
  と: 'condition',
  て: 'manner',
  で: 'manner',
  し: 'manner',
  ながら: 'manner',
};

const part = (morpheme: Morpheme, column = 0): string => morpheme.partOfSpeech[column] ?? '';
const INFLECTED = new Set(['動詞', '形容詞', '助動詞']);

/** The relation of each bunsetsu to its head; null for those without. */
export function relationsOf(dependents: readonly Dependent[], morphemes: readonly Morpheme[]): (Relation | null)[] {
  const nominal = dependents.map((one) => {
    const content = partsOf(one, morphemes).find(
      ({ morpheme }) => !['助詞', '助動詞', '記号', '接頭詞'].includes(part(morpheme)),
    );
    return content !== undefined && part(content.morpheme) === '名詞';
  });
  return dependents.map((one) => {
    if (one.head < 0) return null;
    const words = partsOf(one, morphemes).filter(({ morpheme }) => part(morpheme) !== '記号');
    const last = words.at(-1);
    if (!last) return 'other';
    const { morpheme, surface } = last;
    if (part(morpheme) === '助詞') {
      // に in に|よって
      if (!last.whole) return particles[surface] ?? 'other';
      const kind = part(morpheme, 1);
      if (kind === '接続助詞') return clauses[surface] ?? 'manner';
      if (kind === '格助詞' && part(morpheme, 2) === '引用') return 'quote';
      if (kind === '並立助詞') return 'list';
      if (kind === '副詞化') return 'adverb';
      // には, とは, での: what comes last says it, but の says that it belongs to a noun.
      return particles[surface] ?? 'other';
    }
    if (INFLECTED.has(part(morpheme))) {
      if (conjugationForm(morpheme).startsWith('仮定')) return 'condition';
      if (conjugationForm(morpheme).startsWith('連用')) return part(morpheme) === '形容詞' ? 'adverb' : 'manner';
      return nominal[one.head] ? 'relative' : 'manner';
    }
    if (part(morpheme) === '連体詞' || (part(morpheme) === '名詞' && part(morpheme, 1) === '形容動詞語幹'))
      return 'describes';
    if (part(morpheme) === '副詞' || part(morpheme) === '接続詞') return 'adverb';
    if (part(morpheme) === '名詞')
      return nominal[one.head] ? 'list' : part(morpheme, 1) === '副詞可能' ? 'adverb' : 'other';
    return 'other';
  });
}
