import { useRef, useState } from 'preact/hooks';
import { MAX_OWN_WORD, MAX_OWN_WORDS } from '../../protocol/limits.ts';
import { createFormat } from '../shared/format.ts';
import { addOwnWords } from '../shared/own-words.ts';
import { useRowFocus } from '../shared/row-focus.ts';
import type { SectionProps } from './controls.tsx';
import { FilePicker } from './file-picker.tsx';
import { wordsInFile } from './word-file.ts';

/** Bytes of a list that is taken in: as many words as are kept, in UTF-8, and as much again. */
const MAX_FILE = 2 * MAX_OWN_WORDS * (3 * MAX_OWN_WORD + 2);

/**
 * What the hints are silent about: added and taken away here or with "Ignore always", taken out and in as a text file,
 * a word a line.
 */
export function OwnWords({ settings: { ownWords }, change, translate }: SectionProps) {
  const [draft, setDraft] = useState('');
  const [said, setSaid] = useState('');
  // While a file is read, words may be added and removed elsewhere.
  const current = useRef(ownWords);
  const { list, leave } = useRowFocus<HTMLUListElement>(ownWords.length, 'button');
  current.current = ownWords;
  const add = (words: readonly string[]) => {
    const { count } = createFormat(translate);
    const { words: ownWords, added, tooLong, beyond } = addOwnWords(current.current, words);
    const leftOut = [
      tooLong > 0 && translate('optionsOwnTooLong', [count(tooLong), count(MAX_OWN_WORD)]),
      beyond > 0 && translate('optionsOwnFull', [count(beyond), count(MAX_OWN_WORDS)]),
    ];
    setSaid([translate('optionsOwnAdded', [count(added)]), ...leftOut].filter(Boolean).join(' · '));
    change({ ownWords });
    return tooLong + beyond === 0;
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    const name = file.name.slice(0, MAX_OWN_WORD);
    if (file.size > MAX_FILE) return setSaid(translate('optionsOwnTooLarge', [name]));
    const bytes = await file.arrayBuffer().catch(() => null);
    const words = bytes && wordsInFile(new Uint8Array(bytes));
    if (words) add(words);
    else setSaid(translate('optionsOwnUnread', [name]));
  };
  return (
    <section id="ownWords" class="own-words">
      <h2>{translate('optionsOwnWords')}</h2>
      <p class="hint">{translate('optionsOwnWordsHint')}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.trim() === '') return;
          if (add([draft])) setDraft('');
        }}
      >
        <input
          type="text"
          lang="ja"
          aria-label={translate('optionsOwnWord')}
          value={draft}
          onInput={(event) => setDraft(event.currentTarget.value)}
        />
        <button type="submit" disabled={draft.trim() === ''}>
          {translate('optionsAddSite')}
        </button>
      </form>
      <ul ref={list} tabIndex={-1} class="sites" lang="ja" aria-label={translate('optionsOwnWords')}>
        {ownWords.map((word, row) => (
          <li key={word}>
            <span>{word}</span>
            <button
              type="button"
              aria-label={translate('optionsRemoveSite', [word])}
              onClick={() => {
                leave(row);
                change({ ownWords: ownWords.filter((other) => other !== word) });
              }}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <div class="row">
        <button type="button" disabled={ownWords.length === 0} onClick={() => save(ownWords)}>
          {translate('optionsOwnExport')}
        </button>
        <FilePicker
          translate={translate}
          label={translate('optionsOwnImport')}
          accept=".txt,text/plain"
          onPick={([file]) => void take(file)}
        />
        <span role="status">{said}</span>
      </div>
    </section>
  );
}

function save(words: readonly string[]): void {
  const link = document.createElement('a');
  link.download = 'anaume-words.txt';
  link.href = URL.createObjectURL(new Blob([words.map((word) => `${word}\n`).join('')], { type: 'text/plain' }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
