import { useLayoutEffect, useState } from 'preact/hooks';
import { useReaderState, useView } from '../shared/context.ts';
import type { Following } from './following.ts';

/** What the text was before something was done about a find, and which row that was; null where it is in no list. */
interface Before {
  readonly text: string;
  readonly row: number | null;
  /** Takes back what the text does not tell. */
  readonly takeBack?: () => void;
}

/** A text of one's own as it is brought here and edited, and what is done about finds in it, which can be undone. */
export function useOwnText(following: Following) {
  const { reader } = useView();
  const { text, rest, own, written } = useReaderState();
  const [editing, setEditing] = useState(false);
  /** As it was brought here. */
  const [brought, setBrought] = useState<string | null>(null);
  /** What can be undone, the newest last. */
  const [before, setBefore] = useState<readonly Before[]>([]);
  const isEdited = own !== null && editing;
  const isWritten = written !== null && written !== brought;
  useLayoutEffect(() => following.hold('text', isWritten), [following, isWritten]);
  useLayoutEffect(() => following.hold('draft', isEdited), [following, isEdited]);
  /** Where what is shown begins in it. */
  const from = own === null ? 0 : own.length - text.length - rest.length;
  const read = (changed: string, undoable: readonly Before[] = changed === own ? before : []) => {
    setBefore(undoable);
    setEditing(false);
    if (changed === own) return;
    // Who has gone on to the rest stays there, where no part before it has changed.
    const goesOn = own !== null && changed.startsWith(own.slice(0, from)) && changed.slice(from).trim() !== '';
    const at = goesOn ? from : 0;
    void reader.read(changed.slice(at), { own: true, front: changed.slice(0, at) });
  };
  const last = isEdited || own === null ? undefined : before.at(-1);
  return {
    isEdited,
    edit: () => setEditing(true),
    read: (changed: string) => read(changed),
    bring(pasted: string) {
      setBrought(pasted);
      read(pasted);
    },
    /** Absent where the text is not one's own. @param row The find's, [start, end) its place in what is shown. */
    apply:
      own === null
        ? undefined
        : (row: number, start: number, end: number, instead: string) =>
            read(own.slice(0, from + start) + instead + own.slice(from + end), [...before, { text: own, row }]),
    /** Something else was done about a find than applying it. */
    note(row: number | null, takeBack: () => void) {
      if (own !== null) setBefore([...before, { text: own, row, takeBack }]);
    },
    /** Undoes what was done about the last find, and returns its row; absent where there is none. */
    undo:
      last &&
      (() => {
        read(last.text, before.slice(0, -1));
        last.takeBack?.();
        return last.row;
      }),
  };
}
