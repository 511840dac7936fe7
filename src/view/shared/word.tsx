import { className, hueOf, wordClassNames } from './part-of-speech.ts';
import type { DrawnWord } from './words.ts';
import { useView } from './context.ts';
import { memo } from './memo.ts';

interface Props {
  readonly word: DrawnWord;
  readonly masked: boolean;
  /** The candidate that stands in its place; empty where that of the word before covers this one, too. */
  readonly filling: string | null;
  /** The reader has chosen it; else it is the likeliest. */
  readonly decided: boolean;
  /** The one word of the list that Tab reaches. */
  readonly current: boolean;
  /** It goes on with the word before: an ending. */
  readonly joins: boolean;
}

/**
 * One word as a button: furigana, and the word on a line in the colour of its class, which is spoken, and abbreviated
 * as a dictionary does beside the pieces.
 */
export const WordButton = memo(function WordButton({ word, masked, filling, decided, current, joins }: Props) {
  const { translate, settings } = useView();
  const [, short] = wordClassNames[word.hue];
  // A reader's class of what is a word; of a part of one the dictionary's.
  const whole = !settings.pieces && word.whole.last - word.whole.first === 1;
  const apart = settings.pieces ? null : word.apart;
  const name = className(whole ? word.whole.class : (apart ?? word.class));
  const unknown = word.markedUnknown && apart === null;
  const one = settings.pieces ? null : word.joint;
  const reading = one && !word.offered ? word.whole.reading : word.shownReading;
  // Spoken after the word itself, which is not there while it is blanked out.
  const spoken = [
    masked && !word.blank ? (one?.text ?? word.text) : null,
    reading,
    translate(word.blank ? 'blank' : word.offered ? 'blankOffered' : name),
    masked && !word.blank ? translate('masked') : null,
    unknown ? translate('unknownWord') : null,
  ];
  const classes = [
    'word',
    apart === null ? word.hue : hueOf(apart),
    joins && 'joins',
    masked && 'masked',
    word.blank && 'blank',
    word.offered && 'offered',
    filling === '' && 'covered',
    filling && 'filled',
    masked && !decided && 'guessed',
    unknown && 'unknown',
    word.unreadable && 'unreadable',
  ];
  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(' ')}
      data-word={word.index}
      tabIndex={current ? 0 : -1}
      aria-pressed={masked}
      aria-disabled={word.blank}
    >
      <span class="written" lang="ja">
        <span class="own">
          {(one?.parts ?? word.parts).map((part) =>
            part.ruby === null ? (
              <span>{part.text}</span>
            ) : (
              <ruby>
                {part.text}
                <rt aria-hidden="true">{part.ruby}</rt>
              </ruby>
            ),
          )}
        </span>
        {masked && (
          <span class="filling" aria-hidden={!decided}>
            {filling}
          </span>
        )}
      </span>
      <span class="unseen">{spoken.filter(Boolean).join(', ')}</span>
      {settings.pieces && (
        <span class="tag" aria-hidden="true">
          {word.blank ? translate('blank') : word.hue !== 'symbol' && translate(short)}
        </span>
      )}
      {settings.pieces && <WordPieces word={word} />}
      {!settings.pieces && word.unreadable && (
        <span class="pieces">
          <span class="piece unk">{word.pieces.find(({ unknown }) => unknown)?.piece}</span>
        </span>
      )}
    </button>
  );
});

function WordPieces({ word }: { readonly word: DrawnWord }) {
  return (
    <span class="pieces" lang="ja">
      {word.pieces.map(({ piece, id, unknown }) => (
        <span class={unknown ? 'piece unk' : 'piece'}>
          {piece}
          <span class="id">{id}</span>
        </span>
      ))}
    </span>
  );
}
