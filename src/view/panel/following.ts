import type { Latest } from '../../protocol/protocol.ts';
import { createListeners } from '../shared/listeners.ts';
import type { Reader } from '../shared/reader.ts';
import type { Store } from '../shared/store.ts';

export interface FollowingState {
  /** The newest text, where it stands in a field of a page and can be written to; null where it stands in none. */
  readonly field: string | null;
  /** A newer text than the one that is held, to be offered; null where there is none, and beside an open draft. */
  readonly waiting: Latest | null;
}

/** What may be under way in the panel that belongs to the text: it was changed, is just being written, or practised. */
export type Holder = 'text' | 'draft' | 'practice';

/** What the panel follows: the newest analysis, from whichever page it comes. */
export interface Following extends Store<FollowingState> {
  /** Shows a newer analysis, unless it is of the text already shown; one that is held it has to wait for. */
  follow(latest: Latest): void;
  /** Holds what is shown, or lets it go: what somebody has written or answered here is not thrown away unasked. */
  hold(by: Holder, held: boolean): void;
  /** Shows what waits. */
  show(): void;
}

/** Has a reader show what is newest, as long as no page holds what it shows. */
export function createFollowing(reader: Pick<Reader, 'state' | 'show'>): Following {
  let state: FollowingState = { field: null, waiting: null };
  /** What waits, offered or not. */
  let newer: Latest | null = null;
  const holders = new Set<Holder>();
  const listeners = createListeners();
  const set = (field: string | null, latest: Latest | null) => {
    newer = latest;
    // A draft, which may be on another page than the offer, would be lost at one press.
    state = { field, waiting: holders.has('draft') ? null : newer };
    listeners.notify();
  };
  return {
    get state() {
      return state;
    },
    subscribe: listeners.subscribe,
    follow(latest) {
      const { text, own } = reader.state;
      const held = holders.size > 0;
      // The same text in a page's field is the field's, whoever pasted it here before.
      const isOther = latest.analysis.text !== text || (latest.field !== undefined && own !== null);
      // Reading what was written here again makes no older selection unwanted.
      const kept = held ? newer : null;
      set(latest.field ? latest.analysis.text : null, held && isOther ? latest : kept);
      if (isOther && !held) reader.show(latest);
    },
    hold(by, held) {
      if (held === holders.has(by)) return;
      if (held) holders.add(by);
      else holders.delete(by);
      set(state.field, newer);
    },
    show() {
      const { waiting } = state;
      if (!waiting) return;
      set(state.field, null);
      reader.show(waiting);
    },
  };
}
