import { useState } from 'preact/hooks';
import { className, hueOf } from './part-of-speech.ts';
import { finePartName } from './ipadic-names.ts';
import type { DrawnWord } from './words.ts';
import { useView } from './context.ts';
import { WordForms } from './word-forms.tsx';
import { WordMeanings } from './word-meanings.tsx';

interface Props {
  readonly word: DrawnWord | null;
  /** Pointer or focus have left it. */
  readonly onLeave?: () => void;
}

/**
 * Under the words: the entry of the word under pointer or focus, or how to begin. It takes up the same for every word,
 * more once all of a meaning was asked for.
 */
export function WordDetail({ word, onLeave }: Props) {
  const { translate, settings } = useView();
  const [open, setOpen] = useState(false);
  if (!word) return <p class={open ? 'detail hint open' : 'detail hint'}>{translate('wordsHint')}</p>;
  if (word.blank) return <p class="detail hint">{translate('blank')}</p>;
  // An engineer looks at the morpheme, a reader at the word it belongs to.
  const { whole } = word;
  const apart = settings.pieces ? null : word.apart;
  const alone = settings.pieces || whole.last - whole.first === 1;
  const reading = alone ? word.shownReading : whole.reading;
  const text = alone ? word.text : word.wholeText;
  return (
    <p class={open ? 'detail open' : 'detail'} onPointerLeave={onLeave} onFocusOut={onLeave}>
      <b lang="ja">{text}</b>
      {reading && (
        <span class="kana" lang="ja">
          {reading}
        </span>
      )}
      {!reading && whole.aloud !== null && <span lang="ja">{translate('readAloud', [whole.aloud])}</span>}
      <span class={`name ${apart === null ? word.hue : hueOf(apart)}`}>
        {translate(className(settings.pieces ? word.class : whole.class))}
      </span>
      {settings.pieces && <FineParts parts={word.partOfSpeech} />}
      {settings.pieces && word.dictionaryForm && <span lang="ja">{translate('baseForm', [word.dictionaryForm])}</span>}
      {!settings.pieces && <WordForms whole={whole} text={text} />}
      {word.markedUnknown && apart === null && <span class="warn">{translate('unknownWord')}</span>}
      {word.unreadable && <span class="warn">{translate('unknownPiece')}</span>}
      {settings.meanings && <WordMeanings whole={whole} open={open} onOpen={setOpen} />}
    </p>
  );
}

/** The dictionary's own classes, coarse to fine, in the reader's language. */
function FineParts({ parts }: { readonly parts: readonly string[] }) {
  const { translate } = useView();
  const fine = parts.slice(1).map((part) => {
    const name = finePartName(part);
    return name === null ? part : translate(name);
  });
  return fine.length === 0 ? null : <span class="fine">{fine.join(', ')}</span>;
}
