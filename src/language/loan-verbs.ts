import { withEndings } from './conjugated.ts';
import type { Form } from './forms.ts';
import { KATAKANA } from './kana.ts';
import { adjacentAt, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/** What can only follow て: after others って quotes (ポチって言う人). */
const AFTER_TE =
  /^(?:ください|下さい|いる|い|る|た|た[いら]|おく|おい|みる|み|しまう|しまっ|くれ|くれる|もらう|もらっ)$/;

/**
 * A verb that is made of the beginning of a loan word: メモる, ググれば, トラブったら. The analyser has a noun and what is left of
 * it. Null where none begins with morpheme `first`.
 */
export function loanVerbAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, partOfSpeech } = morphemes[first]!;
  if (partOfSpeech[0] !== '名詞' || !KATAKANA.test(surface) || !isAdjacent(morphemes, first + 1)) return null;
  const next = morphemes[first + 1]!;
  const after = adjacentAt(morphemes, first + 2);
  const verb = (base: string, at: number, ...said: Form[]): WordParts => {
    const { end, forms } = withEndings(morphemes, at, said);
    return { last: end, stem: first + 1, class: 'verb', base, forms };
  };
  // ミ|スる.
  if (surface === 'ミ' && next.baseForm === 'スる') return verb('ミスる', first + 2);
  if (surface.length < 2) return null;
  const base = `${surface}る`;
  const type = next.features[4] ?? '';
  switch (next.surface) {
    case 'る':
    case 'り':
      return type === '文語・ル' || type === '文語・リ' ? verb(base, first + 2) : null;
    case 'れ':
      if (type !== '文語・ル') return null;
      if (after?.surface === 'ば') return verb(base, first + 2);
      return after?.partOfSpeech[0] === '助動詞'
        ? verb(base, first + 2, 'potential')
        : verb(base, first + 2, 'command');
    case 'っ':
      // And no cry: ヤバっ.
      return next.baseForm === 'く' && /^[たてちと]/.test(after?.surface ?? '') ? verb(base, first + 2) : null;
    case 'って':
      if (!after || !AFTER_TE.test(after.surface)) return null;
      if (after.surface === 'る') return verb(base, first + 3, 'ongoing', 'casual');
      return after.surface === 'た' ? verb(base, first + 3, 'ongoing', 'casual', 'past') : verb(base, first + 2, 'te');
    case 'ら':
      return after?.baseForm === 'ない' ? verb(base, first + 3, 'negative') : null;
    case 'ろう':
      return verb(base, first + 2, 'volitional');
    default:
      return next.baseForm === 'られる' ? verb(base, first + 2, 'passive') : null;
  }
}
