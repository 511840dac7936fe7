import type { Analysis, Candidate, MaskPrediction, Prediction, RubyMessage, Stretch } from '../../protocol/analysis.ts';
import { cut, rubiesOver } from '../../protocol/cut.ts';
import { MAX_ASKED_WORDS, MAX_MASKED_WORDS } from '../../protocol/limits.ts';
import { success, type Failure, type Outcome } from '../../protocol/outcome.ts';
import type { EngineStatus, Latest, Params, Service } from '../../protocol/protocol.ts';
import { keepChosen, keptIn, wordAskedAbout, wordsAsked } from './blanks.ts';
import { areMasksOf, areWordsOf } from './divided.ts';
import { joinLines, restOf } from './joined.ts';
import { toDrawnWords, type DrawnWord } from './words.ts';
import { createListeners } from './listeners.ts';

/** All that a surface shows of one text. Immutable: a change makes a new one. */
export interface ReaderState {
  /** With what stands around the selection as context. */
  readonly text: string;
  /** What of it was asked for, as it was selected; null for all. A surface shows no other words: see `shownWords`. */
  readonly selected: Stretch | null;
  /** Its lines were made one. */
  readonly joined: boolean;
  /** It stands in a field, from the field's beginning or the selection's and as it is written there. */
  readonly editable: boolean;
  /**
   * A text that was pasted or written here, all of it, also what stands before or behind a part that is read at once;
   * null for one that came from a page.
   */
  readonly own: string | null;
  /** The same, also while its lines are read as one, where it cannot be changed. */
  readonly written: string | null;
  /** What is left of a text too long to be read at once. */
  readonly rest: string;
  readonly phase: 'empty' | 'analyzing' | 'read' | 'failed';
  readonly analysis: Analysis | null;
  readonly words: readonly DrawnWord[];
  /** Indexes of the words that are blanked out, the text's own blanks included. */
  readonly masked: ReadonlySet<number>;
  /** Index of the word that was asked about last; null while none was. */
  readonly asked: number | null;
  readonly predicting: boolean;
  /** The newest prediction; while another is under way it still shows what is masked in both. */
  readonly prediction: Prediction | null;
  /** Candidates put into the preview, by the first word of their mask. */
  readonly chosen: ReadonlyMap<number, Candidate>;
  /** Only while something is loading because of us. */
  readonly loading: EngineStatus | null;
  /** The model the user has chosen, where the built-in one answers instead, and why. */
  readonly insteadOf: NonNullable<EngineStatus['insteadOf']> | null;
  readonly failure: Failure | null;
}

/** What is known of a text besides itself. */
export interface More {
  /** What of it was asked for; the rest is context. */
  readonly selected?: Stretch | null;
  /** Readings that its page sets over it. */
  readonly ruby?: readonly RubyMessage[];
  /** It stands in a field. */
  readonly editable?: boolean;
  /** The selection goes on behind it, unread. */
  readonly goesOn?: boolean;
  /**
   * It is more or less of the text before: what was shown stays until it is read, and the user's blanks where their
   * words are.
   */
  readonly changed?: boolean;
  /** It is the text before with its lines made one. */
  readonly joined?: boolean;
  /** It was pasted or written here, and is in no page. */
  readonly own?: boolean;
  /** What stands in front of it there: it is the rest. */
  readonly front?: string;
}

export interface Reader {
  readonly state: ReaderState;
  subscribe(listener: () => void): () => void;
  /** Analyses `text` and predicts its blanks; what was under way is aborted. */
  read(text: string, more?: More): Promise<void>;
  /** Shows what is known already, and predicts what is not. */
  show(latest: Latest): void;
  /**
   * Blanks a word out or shows it again, with the other morphemes that are drawn with it. The text's own blanks stay.
   */
  toggle(index: number, together?: readonly number[]): void;
  /** Puts a candidate into the preview, or takes it out again. */
  choose(mask: MaskPrediction, candidate: Candidate): void;
  /** Short meanings of words, a list for each in the order asked for; empty where there are none. */
  meanings(words: Params<'meanings'>['words']): Promise<Outcome<readonly (readonly string[])[]>>;
  /** Reads the text's lines as one; if they are, as they were. */
  joinLines(): void;
  /** Reads what is left of a text too long to be read at once. */
  goOn(): void;
  /** Does again what failed. */
  retry(): void;
  /** Reads the same text anew, with its blanks where their words are: another model has come to answer. */
  readAnew(): void;
  /** Ends what is under way; nothing changes afterwards. */
  close(): void;
}

const empty: ReaderState = {
  text: '',
  selected: null,
  joined: false,
  editable: false,
  own: null,
  written: null,
  rest: '',
  phase: 'empty',
  analysis: null,
  words: [],
  masked: new Set(),
  asked: null,
  predicting: false,
  prediction: null,
  chosen: new Map(),
  loading: null,
  insteadOf: null,
  failure: null,
};

/**
 * What is shown of a text that nothing is known of yet: of the last one nothing is left. @param source As it is
 * written.
 */
const stateAtFirst = (
  text: string,
  { selected = null, joined = false, editable = false, own = false, front = '' }: More,
  source: string,
): ReaderState => ({
  ...empty,
  text,
  selected,
  joined,
  editable,
  own: own && !joined ? front + text : null,
  written: own ? front + source : null,
  phase: 'analyzing',
});

/** The one state behind tooltip, popup and panel. */
export function createReader(
  service: Service,
  candidates: () => number,
  anyClass: () => boolean = () => false,
): Reader {
  let state = empty;
  let work = new AbortController();
  /** Of all that is asked about one text. */
  let reading = new AbortController();
  /** Words that were blanked out unasked. */
  let unasked: ReadonlySet<number> = new Set();
  /** What was to be read, as it is written. */
  let source: { readonly text: string; readonly more: More } = { text: '', more: {} };
  /** The readings that its page sets over what is read. */
  let given: readonly RubyMessage[] = [];
  /** What is shown is about to be another text. */
  let changing = false;
  /** It was read anew, and nothing was said of it since. */
  let anew = false;
  /** One of these after another: a line in which every blank's list asked at once had too many calls. */
  let asking: Promise<unknown> | undefined;
  const listeners = createListeners();

  const set = (changes: Partial<ReaderState>) => {
    state = { ...state, ...changes };
    listeners.notify();
  };

  /** A new request aborts the old one. */
  const begin = (): AbortSignal => {
    work.abort();
    work = new AbortController();
    return work.signal;
  };

  /** Another text does so with all that was asked about the one before. */
  const beginText = (): AbortSignal => {
    reading.abort();
    reading = new AbortController();
    return begin();
  };

  /** @param before What else is shown of it. */
  function showAnalysis(
    analysis: Analysis,
    isKept: (word: DrawnWord) => boolean = () => false,
    before: ReaderState = state,
  ): void {
    const words = toDrawnWords(analysis);
    const shown = wordsWithin(words, analysis.selected ?? null);
    const blanks = shown.filter((word) => word.blank || isKept(word));
    const asked = blanks.length === 0 ? wordsAsked(shown, analysis) : [];
    const masked = new Set([...blanks, ...asked].map((word) => word.index).slice(0, MAX_MASKED_WORDS));
    unasked = new Set(asked.map((word) => word.index));
    changing = false;
    set({
      ...before,
      text: analysis.text,
      rest: '',
      phase: 'read',
      analysis,
      words,
      masked,
      asked: wordAskedAbout(words, masked),
      prediction: null,
      chosen: new Map(),
      failure: null,
    });
  }

  async function read(text: string, more: More = {}): Promise<void> {
    const { selected = null, ruby = [], editable = false, goesOn = false, changed = false } = more;
    const { own = false, front = '' } = more;
    if (!more.joined) source = { text, more: { selected, ruby, editable, goesOn, own, front } };
    given = ruby;
    const signal = beginText();
    const before = state;
    const isKept = changed ? keptIn(text, before, unasked) : () => false;
    changing = changed && before.phase === 'read';
    const reset = () => set(stateAtFirst(text, more, source.text));
    if (!changing) reset();
    const { kept, omitted } = cut(text);
    const over = rubiesOver(kept, ruby);
    const outcome = await service.analyze(
      {
        text: kept,
        ...(omitted > 0 && { omitted }),
        ...(goesOn && { goesOn }),
        ...(selected && { selected }),
        ...(editable && { editable }),
        ...(over.length > 0 && { ruby: over }),
      },
      { signal },
    );
    if (signal.aborted) return;
    if (changing) reset();
    if (!outcome.ok) {
      changing = false;
      set({ phase: 'failed', failure: outcome.failure });
      return;
    }
    showAnalysis(outcome.value, isKept);
    if (omitted > 0) set({ rest: text.slice(kept.length) });
    void chooseReadings();
    if (state.masked.size > 0) await predict();
  }

  /** Reads what was to be read, as it is written or with its lines made one. */
  function readSource(joined: boolean, changed = false): void {
    const { text, more } = joined ? joinLines(source.text, source.more) : source;
    // Joined it stands in no field.
    const editable = !joined && (source.more.editable ?? false);
    void read(text, { ...source.more, ...more, editable, joined, changed });
  }

  function readAnew(): void {
    anew = true;
    readSource(state.joined, true);
  }

  /** Readings that only the model can tell are shown once it has. */
  async function chooseReadings(): Promise<void> {
    const { analysis, text } = state;
    if (!analysis?.words.some(({ ambiguous }) => ambiguous)) return;
    const { signal } = reading;
    const outcome = await service.readings({ text, ruby: rubiesOver(text, given) }, { signal });
    if (signal.aborted || !outcome.ok) return;
    if (!areWordsOf(outcome.value.words, analysis)) return anew ? undefined : readAnew();
    anew = false;
    const chosen = { ...analysis, words: outcome.value.words };
    set({ analysis: chosen, words: toDrawnWords(chosen) });
  }

  async function askMeanings(words: Parameters<Reader['meanings']>[0]): ReturnType<Reader['meanings']> {
    const found: (readonly string[])[] = [];
    for (let at = 0; at < words.length; at += MAX_ASKED_WORDS) {
      const outcome = await service.meanings({ words: words.slice(at, at + MAX_ASKED_WORDS) });
      if (!outcome.ok) return outcome;
      found.push(...outcome.value.meanings);
    }
    return success(found);
  }

  async function predict(): Promise<void> {
    const signal = begin();
    if (state.masked.size === 0) {
      set({ predicting: false, prediction: null, loading: null, failure: null });
      return;
    }
    set({ predicting: true, failure: null });
    const morphemes = [...state.masked].sort((a, b) => a - b);
    const onStatus = (loading: EngineStatus) => {
      if (!signal.aborted) set({ loading, insteadOf: loading.insteadOf ?? null });
    };
    const outcome = await service.predict(
      { text: state.text, morphemes, candidates: candidates(), ...(anyClass() && { anyClass: true }) },
      { signal, onStatus },
    );
    if (signal.aborted) return;
    const isOther = outcome.ok && !areMasksOf(outcome.value.masks, state.analysis!, morphemes);
    if (isOther && !anew) return readAnew();
    anew = false;
    if (isOther) set({ predicting: false, loading: null, failure: { code: 'interrupted', detail: 'another model' } });
    else if (outcome.ok)
      set({
        predicting: false,
        loading: null,
        prediction: outcome.value,
        chosen: keepChosen(state.chosen, state.prediction, state.masked),
      });
    else set({ predicting: false, loading: null, failure: outcome.failure });
  }

  return {
    get state() {
      return state;
    },
    subscribe: listeners.subscribe,
    read,
    show({ analysis, prediction, asked, ruby = [], field }) {
      beginText();
      const editable = field !== undefined;
      source = { text: analysis.text, more: { selected: analysis.selected ?? null, ruby, editable } };
      given = ruby;
      showAnalysis(analysis, undefined, stateAtFirst(source.text, source.more, source.text));
      void chooseReadings();
      const isKnown = prediction !== null && areMasksOf(prediction.masks, analysis);
      if (isKnown) {
        const masked = new Set(prediction.masks.flatMap((mask) => mask.morphemes));
        set({ prediction, masked, asked: wordAskedAbout(state.words, masked) });
      }
      const isAsNow = !asked || (asked.candidates === candidates() && asked.anyClass === anyClass());
      if (state.masked.size > 0 && !(isKnown && isAsNow)) void predict();
    },
    toggle(index, together = [index]) {
      const word = state.words[index];
      if (!word || word.blank || changing) return;
      unasked = new Set([...unasked].filter((one) => !together.includes(one)));
      const masked = new Set(state.masked);
      if (masked.has(index)) for (const one of together) masked.delete(one);
      else {
        if (masked.size + together.length > MAX_MASKED_WORDS) return;
        for (const one of together) masked.add(one);
      }
      set({ masked, chosen: keepChosen(state.chosen, state.prediction, masked), asked: index });
      void predict();
    },
    choose(mask, candidate) {
      const first = mask.morphemes[0];
      if (first === undefined) return;
      const chosen = new Map(state.chosen);
      if (chosen.get(first)?.text === candidate.text) chosen.delete(first);
      else chosen.set(first, candidate);
      set({ chosen });
    },
    meanings(words) {
      const answer = asking ? asking.then(() => askMeanings(words)) : askMeanings(words);
      const turn = answer.finally(() => {
        if (asking === turn) asking = undefined;
      });
      asking = turn;
      return answer;
    },
    joinLines: () => readSource(!state.joined),
    goOn() {
      if (state.rest === '') return;
      source = restOf(source, state.rest.length, state.joined);
      readSource(state.joined);
    },
    retry() {
      if (state.phase === 'failed') readSource(state.joined);
      else void predict();
    },
    readAnew,
    close() {
      work.abort();
      reading.abort();
      listeners.clear();
    },
  };
}

/** Those of `words` that were asked for. */
export function wordsWithin<T extends Stretch>(words: readonly T[], selected: Stretch | null): readonly T[] {
  return selected ? words.filter(({ start, end }) => start >= selected.start && end <= selected.end) : words;
}

/** The words that were asked for; the others are context. */
export function shownWords({ words, analysis }: Pick<ReaderState, 'words' | 'analysis'>): readonly DrawnWord[] {
  return wordsWithin(words, analysis?.selected ?? null);
}

/** Whether the text itself has a blank there, and nothing was written that could come back. */
export function isBlank(words: readonly DrawnWord[], mask: MaskPrediction): boolean {
  return mask.morphemes.every((index) => words[index]?.blank ?? false);
}
