import type { Morpheme } from '../morphemes/morpheme.ts';
import { partsOf, type Dependent, type Part } from './dependency.ts';
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
  たって: 'contrast',
  ものの: 'contrast',
  とも: 'contrast',
  ど: 'contrast',
  ども: 'contrast',
  からには: 'reason',
  んで: 'reason',
  さかい: 'reason',
  ちゃ: 'condition',
  ちゃあ: 'condition',
  じゃ: 'condition',
};
/** What も and は make of a clause that goes on: 降っても行く, 行かなくては帰れない, 行かずには帰れない. */
const stressed: Readonly<Record<string, Relation>> = { も: 'contrast', は: 'condition' };

const part = (morpheme: Morpheme, column = 0): string => morpheme.partOfSpeech[column] ?? '';
const INFLECTED = new Set(['動詞', '形容詞', '助動詞']);
const isStem = (morpheme: Morpheme): boolean => part(morpheme, 1) === '形容動詞語幹';

/** Whether に behind it makes an adverb, whatever IPADIC calls it there: 静かに眠る. */
const isAdjective = (before: Part | undefined): boolean => before !== undefined && isStem(before.morpheme);

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
    const words = wordsOf(one, morphemes);
    const last = words.at(-1);
    if (!last) return 'other';
    const { morpheme, surface } = last;
    if (part(morpheme) === '助詞') {
      // に in に|よって
      if (!last.whole) return particles[surface] ?? 'other';
      const kind = part(morpheme, 1);
      const clause = clauseRelation(words.map((word) => word.morpheme));
      if (clause) return clause;
      if (surface === 'か' && kind.includes('副助詞')) {
        const next = wordsOf(dependents[one.head]!, morphemes).at(-1);
        // Two questions, or two nouns, side by side; else what is asked: 何を食べるか決める.
        if (next?.surface === 'か') return 'list';
        if (asks(words.at(-2)?.morpheme)) return 'quote';
        // 何か食べる
        return nominal[one.head] ? 'list' : 'other';
      }
      if (kind === '接続助詞') return clauses[surface] ?? 'manner';
      if (kind === '格助詞' && part(morpheme, 2) === '引用') return 'quote';
      if (kind === '並立助詞') return 'list';
      if (kind === '副詞化' || (surface === 'に' && isAdjective(words.at(-2)))) return 'adverb';
      // には, とは, での: what comes last says it, but の says that it belongs to a noun.
      return particles[surface] ?? 'other';
    }
    if (INFLECTED.has(part(morpheme))) {
      if (conjugationForm(morpheme).startsWith('仮定')) return 'condition';
      if (conjugationForm(morpheme).startsWith('連用')) return part(morpheme) === '形容詞' ? 'adverb' : 'manner';
      return nominal[one.head] ? 'relative' : 'manner';
    }
    if (part(morpheme) === '連体詞' || (part(morpheme) === '名詞' && isStem(morpheme))) return 'describes';
    if (part(morpheme) === '副詞' || part(morpheme) === '接続詞') return 'adverb';
    if (part(morpheme) === '名詞')
      return nominal[one.head] ? 'list' : part(morpheme, 1) === '副詞可能' ? 'adverb' : 'other';
    return 'other';
  });
}

/** The words of a bunsetsu, without its marks. */
const wordsOf = (one: Dependent, morphemes: readonly Morpheme[]): Part[] =>
  partsOf(one, morphemes).filter(({ morpheme }) => part(morpheme) !== '記号');

/** Whether か behind it makes a question of a clause: 来るか, 来るのか, 元気か, and どうか. */
const asks = (before: Morpheme | undefined): boolean =>
  before !== undefined &&
  (INFLECTED.has(part(before)) || isStem(before) || part(before, 1) === '非自立' || before.surface === 'どう');

/**
 * What a clause is to its head whose particle is not the last, as は, も and others stand behind that; null where the
 * last particle stands behind no clause.
 */
function clauseRelation(words: readonly Morpheme[]): Relation | null {
  const last = words.at(-1)!;
  // 行かずに
  if (last.surface === 'に' && isWithout(words.at(-2))) return 'manner';
  if (!['係助詞', '副助詞'].includes(part(last, 1))) return null;
  const before = words.at(-2);
  if (before === undefined) return null;
  if (last.surface === 'でも' && isStem(before)) return 'contrast';
  const goesOn =
    part(before, 1) === '接続助詞'
      ? (clauses[before.surface] ?? 'manner')
      : (before.surface === 'で' && part(before) === '助動詞') || (before.surface === 'に' && isWithout(words.at(-3)))
        ? 'manner'
        : null;
  return goesOn === 'manner' ? (stressed[last.surface] ?? goesOn) : goesOn;
}

const isWithout = (morpheme: Morpheme | undefined): boolean =>
  morpheme !== undefined && part(morpheme) === '助動詞' && morpheme.surface === 'ず';
