import type { Service } from '../../protocol/protocol.ts';
import { useAsked } from '../shared/asked.ts';
import { useReaderState, useView } from '../shared/context.ts';
import type { DrawnWord } from '../shared/words.ts';
import { UsesOfWords } from './word-uses.tsx';

interface Props {
  readonly service: Service<'collocations'>;
  readonly word: DrawnWord;
}

/**
 * What a word is seen with most in texts of all kinds, and what tells it from words that are read alike; nothing is
 * said of words of which nothing is known.
 */
export function SeenWith({ service, word }: Props) {
  const { translate } = useView();
  const { words } = useReaderState();
  const base = meaningful(word, words);
  const { value } = useAsked(base === null ? null : { word: base }, service.collocations);
  if (!value) return null;
  return (
    <>
      {value.collocations.length > 0 && (
        <section class="seen-with">
          <h2>{translate('panelSeenWith')}</h2>
          <p lang="ja">
            {value.collocations.map(({ dependent, link, head }) => (
              <span>{dependent + link + head}</span>
            ))}
          </p>
        </section>
      )}
      {value.alike.length > 0 && (
        <section class="seen-with">
          <h2>{translate('panelReadAlike')}</h2>
          <UsesOfWords uses={value.alike} />
        </section>
      )}
    </>
  );
}

const KINDS = new Set(['noun', 'verb', 'adjective']);

/**
 * The dictionary form of what carries a word's meaning: 腹 of お腹, 食べる of 食べさせられた, of 腹が立つ either; null of a
 * particle.
 */
function meaningful(word: DrawnWord, words: readonly DrawnWord[]): string | null {
  const { first, stem } = word.whole;
  const parts = words.slice(first, stem).filter((part) => KINDS.has(part.class));
  const own = parts.find(({ index }) => index === word.index) ?? parts.at(-1);
  return own && !own.blank ? (own.baseForm ?? own.surface) : null;
}
