import { toHiragana } from '../../language/kana.ts';
import type { Failure } from '../../protocol/outcome.ts';
import type { EngineStatus, Service } from '../../protocol/protocol.ts';
import type { Exercise, PracticeKind } from '../../protocol/scores.ts';
import { createListeners } from '../shared/listeners.ts';
import { isTooLong } from '../shared/sentences.ts';

/** A sentence with one word to be found. */
export interface Question extends Exercise {
  readonly sentence: string;
  /** Which of the sentences it is. */
  readonly index: number;
}

/** How the answer to a question is read, in whatever kana; none where nobody can tell. */
export type ReadingsOf = (question: Question) => readonly string[];

/** What was said to a question. */
export interface Answer {
  readonly question: Question;
  /** Null where the question was skipped. */
  readonly given: string | null;
  /** `fits` is not what the text has, and likely all the same. */
  readonly verdict: 'right' | 'fits' | 'wrong' | 'skipped';
  /** How likely each choice is in the place, and what was given, 0 to 1. */
  readonly scores: ReadonlyMap<string, number>;
}

/** Immutable: a change makes a new one. */
export interface PracticeState {
  readonly kind: PracticeKind;
  /** `done` at the end of a round, whether or not there is more of the text. */
  readonly phase: 'idle' | 'looking' | 'asking' | 'judging' | 'answered' | 'done' | 'failed';
  readonly question: Question | null;
  /** Of this round, the newest last. */
  readonly answers: readonly Answer[];
  /** There is more to ask after this round. */
  readonly more: boolean;
  readonly loading: EngineStatus | null;
  readonly failure: Failure | null;
}

export interface Practice {
  readonly state: PracticeState;
  subscribe(listener: () => void): () => void;
  /** Begins anew with the sentences of a text. */
  start(sentences: readonly string[], kind: PracticeKind, readingsOf?: ReadingsOf): void;
  /** Answers the question, as chosen or as typed. */
  answer(given: string): void;
  skip(): void;
  /** Goes on to the next question, or ends the round. */
  advance(): void;
  /** The next round, with what the text has left. */
  goOn(): void;
  /** The same questions, or those that were not answered well. */
  repeat(which: 'all' | 'missed'): void;
  /** Does again what failed: looks on, or judges what was answered. */
  retry(): void;
  /** Ends what is under way. */
  stop(): void;
}

/** Questions in a round. */
const ROUND = 10;
/** Questions found ahead of the one that is asked: nobody waits for the next. */
const AHEAD = 2;
/** What is at least this likely beside the answer is an answer, too. */
const FITS = 1 / 10;

const idle: PracticeState = {
  kind: 'particle',
  phase: 'idle',
  question: null,
  answers: [],
  more: false,
  loading: null,
  failure: null,
};

/** Answers that do not have to be asked again. */
export const isGood = ({ verdict }: Pick<Answer, 'verdict'>): boolean => verdict === 'right' || verdict === 'fits';

/** An answer as it counts: full and half width, and spaces around it, are the same. */
export const normalize = (given: string): string => given.normalize('NFKC').trim();

/**
 * How an answer is judged, by how likely it and the text's own word are in the place. Whoever writes the word in kana
 * knows it.
 */
export function judge(
  given: string,
  answer: string,
  scores: ReadonlyMap<string, number>,
  readings: readonly string[] = [],
): 'right' | 'fits' | 'wrong' {
  if ([answer, ...readings].some((word) => toHiragana(normalize(word)) === toHiragana(given))) return 'right';
  return (scores.get(given) ?? 0) >= FITS * (scores.get(answer) ?? 1) ? 'fits' : 'wrong';
}

/** Asks for the words of a text, one after the other, looking for the next questions meanwhile. */
export function createPractice(service: Service<'practice' | 'alternatives'>): Practice {
  let state = idle;
  let sentences: readonly string[] = [];
  let readingsOf: ReadingsOf = () => [];
  let looked = 0;
  let round = ROUND;
  let waiting: readonly Question[] = [];
  let work = new AbortController();
  let searching = false;
  /** An answer that could not be judged, to be judged again. */
  let unjudged: { readonly given: string | null } | null = null;
  const listeners = createListeners();

  const set = (changes: Partial<PracticeState>) => {
    state = { ...state, ...changes };
    listeners.notify();
  };
  const onStatusOf = (signal: AbortSignal) => (loading: EngineStatus) => {
    if (!signal.aborted) set({ loading: loading.state === 'ready' ? null : loading });
  };
  const fail = (failure: Failure) => set({ phase: 'failed', loading: null, failure });

  /** Looks on until enough is found. */
  async function search(): Promise<void> {
    const { signal } = work;
    if (searching) return;
    searching = true;
    while (waiting.length < AHEAD && looked < sentences.length) {
      const index = looked;
      const sentence = sentences[index]!;
      if (isTooLong({ start: 0, end: sentence.length })) {
        looked++;
        continue;
      }
      const found = await service.practice(
        { text: sentence, kind: state.kind },
        { signal, onStatus: onStatusOf(signal) },
      );
      if (signal.aborted) return;
      if (!found.ok) {
        searching = false;
        if (state.phase === 'looking') fail(found.failure);
        return;
      }
      looked++;
      waiting = [...waiting, ...found.value.exercises.map((exercise) => ({ ...exercise, sentence, index }))];
      set({ loading: null });
      if (state.phase === 'looking') ask();
    }
    searching = false;
    if (state.phase === 'looking') ask();
  }

  /** Asks what was found, looks for more, or ends. */
  function ask(): void {
    const [question, ...rest] = waiting;
    const exhausted = looked >= sentences.length;
    if (state.answers.length >= round)
      set({ phase: 'done', question: null, more: question !== undefined || !exhausted });
    else if (question) {
      waiting = rest;
      set({ phase: 'asking', question });
      void search();
    } else if (exhausted) set({ phase: 'done', question: null, more: false });
    else {
      set({ phase: 'looking', question: null });
      void search();
    }
  }

  function begin(questions: number): void {
    work.abort();
    work = new AbortController();
    searching = false;
    unjudged = null;
    round = questions;
    set({ phase: 'looking', question: null, answers: [], failure: null, loading: null });
    ask();
  }

  async function conclude(given: string | null): Promise<void> {
    const { question } = state;
    if (!question || state.phase !== 'asking') return;
    const { signal } = work;
    const { sentence: text, start, end, answer, choices } = question;
    unjudged = { given };
    set({ phase: 'judging' });
    const texts = [...new Set([answer, ...choices, ...(given === null ? [] : [given])])];
    const outcome = await service.alternatives({ text, start, end, texts }, { signal, onStatus: onStatusOf(signal) });
    if (signal.aborted) return;
    if (!outcome.ok) return set({ phase: 'asking', loading: null, failure: outcome.failure });
    unjudged = null;
    const scores = new Map(outcome.value.alternatives.map((one) => [one.text, one.score]));
    const verdict = given === null ? 'skipped' : judge(given, answer, scores, readingsOf(question));
    set({
      phase: 'answered',
      loading: null,
      failure: null,
      answers: [...state.answers, { question, given, verdict, scores }],
    });
  }

  return {
    get state() {
      return state;
    },
    subscribe: listeners.subscribe,
    start(of, kind, readings = () => []) {
      sentences = of;
      readingsOf = readings;
      looked = 0;
      waiting = [];
      state = { ...idle, kind };
      begin(ROUND);
    },
    answer(given) {
      if (normalize(given) !== '') void conclude(normalize(given));
    },
    skip: () => void conclude(null),
    advance() {
      if (state.phase === 'answered') ask();
    },
    goOn: () => begin(ROUND),
    repeat(which) {
      const answers = state.answers.filter((answer) => which === 'all' || !isGood(answer));
      waiting = [...answers.map(({ question }) => question), ...waiting];
      begin(answers.length);
    },
    retry() {
      set({ failure: null });
      if (state.phase === 'failed') {
        set({ phase: 'looking' });
        void search();
      } else if (unjudged) void conclude(unjudged.given);
    },
    stop() {
      work.abort();
      searching = false;
    },
  };
}
