import { wordClassNames } from './part-of-speech.ts';
import type { Word } from './words.ts';
import { useView } from './context.ts';

/** One line under the words: the entry of the word under pointer or focus, or how to begin. */
export function WordDetail({ word }: { readonly word: Word | null }) {
  const { translate } = useView();
  if (!word) return <p class="detail hint">{translate('wordsHint')}</p>;
  if (word.blank) return <p class="detail hint">{translate('blank')}</p>;
  const name = translate(wordClassNames[word.class][0]);
  const fine = word.partOfSpeech.join('-');
  return (
    <p class="detail">
      <b lang="ja">{word.text}</b>
      {word.reading && (
        <span class="kana" lang="ja">
          {word.reading}
        </span>
      )}
      {!fine.startsWith(name) && <span class={`name ${word.class}`}>{name}</span>}
      {fine && (
        <span class={fine.startsWith(name) ? `name ${word.class}` : 'fine'} lang="ja">
          {fine}
        </span>
      )}
      {word.baseForm && <span lang="ja">{translate('baseForm', [word.baseForm])}</span>}
      {!word.known && <span class="warn">{translate('unknownWord')}</span>}
      {word.unreadable && <span class="warn">{translate('unknownPiece')}</span>}
    </p>
  );
}
