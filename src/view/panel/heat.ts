import type { Failure } from '../../protocol/outcome.ts';
import type { EngineStatus, Service } from '../../protocol/protocol.ts';
import type { Hint } from '../../protocol/scores.ts';
import type { DrawnWord } from '../shared/words.ts';
import { bitsOf } from './scale.ts';
import { isTooLong, type Sentence } from '../shared/sentences.ts';
import { createListeners } from '../shared/listeners.ts';
import { createRemembered } from '../shared/remembered.ts';

/** How far the scoring of a text has come. Immutable: a change makes a new one. */
export interface HeatState {
  /**
   * Surprisal in bits by word; null for words that have none (blanks, those of sentences too long to be scored). Words
   * not scored yet are missing.
   */
  readonly bits: ReadonlyMap<number, number | null>;
  /** By where they begin in the text: whoever finds them may split it into other words than it is drawn with. */
  readonly hints: ReadonlyMap<number, Hint>;
  /** Sentences scored and searched for slips, or too long for it, of `total`. */
  readonly done: ReadonlySet<number>;
  readonly total: number;
  readonly phase: 'idle' | 'running' | 'stopped' | 'done' | 'failed';
  readonly loading: EngineStatus | null;
  /** Who answers; null until somebody has. */
  readonly model: string | null;
  readonly failure: Failure | null;
}

export interface Heat {
  readonly state: HeatState;
  subscribe(listener: () => void): () => void;
  /** Begins with a new text; what was under way for another is aborted, what is known of its sentences is kept. */
  start(text: string, words: readonly DrawnWord[], sentences: readonly Sentence[]): void;
  /** Sentences that are on screen now go first. */
  look(visible: ReadonlySet<number>): void;
  stop(): void;
  resume(): void;
}

const idle: HeatState = {
  bits: new Map(),
  hints: new Map(),
  done: new Set(),
  total: 0,
  phase: 'idle',
  model: null,
  loading: null,
  failure: null,
};

/**
 * Scores a text and looks for slips sentence by sentence, one request at a time, so that what is on screen never waits
 * for more than one sentence that is not.
 */
export function createHeat(service: Service<'score' | 'hints' | 'status'>): Heat {
  let state = idle;
  let source: { readonly text: string; readonly words: readonly DrawnWord[]; readonly sentences: readonly Sentence[] } =
    {
      text: '',
      words: [],
      sentences: [],
    };
  let visible: ReadonlySet<number> = new Set();
  let work = new AbortController();
  const listeners = createListeners();

  const set = (changes: Partial<HeatState>) => {
    state = { ...state, ...changes };
    listeners.notify();
  };

  const next = (): Sentence | undefined => {
    const open = source.sentences.filter(({ index }) => !state.done.has(index));
    return open.find(({ index }) => visible.has(index)) ?? open[0];
  };

  /** What `model` has found, by the sentence's text; words and places are counted from its first. */
  const known = createRemembered<{
    readonly bits: readonly (number | null)[];
    readonly hints: readonly (readonly [number, Hint])[];
  }>();
  let model: string | null = null;
  const remember = ({ start, end, first, last }: Sentence) => {
    known.set(source.text.slice(start, end), {
      bits: Array.from({ length: last - first }, (_, i) => state.bits.get(first + i) ?? null),
      hints: [...state.hints].filter(([at]) => at >= start && at < end).map(([at, hint]) => [at - start, hint]),
    });
  };

  /** Hears who answers; what another model has found counts no more. Says whether it was another. */
  const changeModel = (name: string): boolean => {
    const changed = model !== null && name !== model;
    model = name;
    if (changed) {
      known.clear();
      set({ bits: new Map(), hints: new Map(), done: new Set(), model });
    }
    return changed;
  };

  const fail = (failure: Failure) => set({ phase: 'failed', loading: null, failure });

  const withoutScore = ({ first, last }: Sentence) => {
    const bits = new Map(state.bits);
    for (let word = first; word < last; word++) bits.set(word, null);
    return bits;
  };

  async function run(): Promise<void> {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    set({ phase: 'running', failure: null });
    if (state.done.size > 0) {
      // Where no sentence is left to ask about, nobody else would say that another model is in use by now.
      const status = await service.status({}, { signal });
      if (signal.aborted) return;
      if (status.ok) changeModel(status.value.model);
    }
    for (let sentence = next(); sentence; sentence = next()) {
      const { start, end, first, last, index } = sentence;
      if (isTooLong(sentence)) {
        set({ bits: withoutScore(sentence), done: new Set(state.done).add(index) });
        continue;
      }
      const onStatus = (loading: EngineStatus) => {
        if (!signal.aborted) set({ loading: loading.state === 'ready' ? null : loading });
      };
      const text = source.text.slice(start, end);
      const score = await service.score({ text }, { signal, onStatus });
      if (signal.aborted) return;
      if (!score.ok) return fail(score.failure);
      changeModel(score.value.model);
      const bits = withoutScore(sentence);
      for (const piece of score.value.pieces) {
        // No part of how surprising a word is, as `surprisals` has it.
        if (piece.isSpace) continue;
        const word = wordAt(source.words, first, last, start + piece.start);
        if (word !== null) bits.set(word, (bits.get(word) ?? 0) + bitsOf(piece.logprob));
      }
      set({ bits, model, loading: null });

      const found = await service.hints({ text }, { signal, onStatus });
      if (signal.aborted) return;
      if (!found.ok) return fail(found.failure);
      if (changeModel(found.value.model)) continue;
      const hints = new Map(state.hints);
      for (const hint of found.value.hints) hints.set(start + hint.start, hint);
      set({ hints, done: new Set(state.done).add(index), loading: null });
      remember(sentence);
    }
    set({ phase: 'done' });
  }

  return {
    get state() {
      return state;
    },
    subscribe: listeners.subscribe,
    start(text, words, sentences) {
      const bits = new Map<number, number | null>();
      const hints = new Map<number, Hint>();
      const done = new Set<number>();
      known.begin(sentences.map(({ start: from, end }) => text.slice(from, end)));
      for (const { index, start: from, end, first, last } of sentences) {
        const before = known.get(text.slice(from, end));
        // The same words: a sentence is split by itself but for what stands around it.
        if (!before || last - first !== before.bits.length) continue;
        before.bits.forEach((value, i) => bits.set(first + i, value));
        before.hints.forEach(([at, hint]) => hints.set(from + at, hint));
        done.add(index);
      }
      source = { text, words, sentences };
      visible = new Set();
      state = { ...idle, bits, hints, done, total: sentences.length, model: done.size > 0 ? model : null };
      void run();
    },
    look(seen) {
      visible = seen;
    },
    stop() {
      work.abort();
      if (state.phase === 'running') set({ phase: 'stopped', loading: null });
    },
    resume() {
      if (state.phase === 'stopped' || state.phase === 'failed') void run();
    },
  };
}

/** The word of [first, last) that covers an offset of the text. */
function wordAt(words: readonly DrawnWord[], first: number, last: number, offset: number): number | null {
  for (let index = first; index < last; index++) {
    const { start, end } = words[index]!;
    if (offset >= start && offset < end) return index;
  }
  return null;
}
