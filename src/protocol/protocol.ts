import * as v from 'valibot';
import { wordClasses } from '../language/names.ts';
import { Analysis, Prediction, RubyMessage, Stretch, WordMessage } from './analysis.ts';
import {
  MAX_ALTERNATIVES,
  MAX_ASKED_WORDS,
  MAX_CANDIDATES,
  MAX_MASKED_WORDS,
  MAX_PARSED,
  MAX_PART,
  MAX_RUBIES,
  MAX_SENTENCE,
  MAX_FILES,
  MAX_TEXT,
} from './limits.ts';
import { Dependencies } from './dependencies.ts';
import {
  BackendChoice,
  AddedDictionary,
  InstalledModel,
  ModelList,
  ModelName,
  ModelOffer,
  type InstallProgress,
  DictionaryName,
} from './models.ts';
import { Failure, type Outcome } from './outcome.ts';
import {
  Alternatives,
  Attention,
  AttentionHeads,
  Exercises,
  Hints,
  NextSentence,
  practiceKinds,
  RuleFinds,
  Score,
  WordUses,
} from './scores.ts';
import { count as offset } from '../predictions/count.ts';
import { Backend } from '../predictions/backend.ts';

/**
 * The one table of everything a surface may ask the background: who may ask, what it sends, what comes back.
 * Both sides derive their types from it, and both sides parse what arrives with it.
 * `page` is a content script (any web page may have compromised its process); `extension` is a page of ours.
 */

interface Row {
  readonly from: readonly ('page' | 'extension')[];
  readonly params: v.GenericSchema;
  readonly result: v.GenericSchema;
}

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const candidates = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_CANDIDATES));
const sentence = v.pipe(v.string(), v.maxLength(MAX_SENTENCE));
const rubies = v.pipe(v.array(RubyMessage), v.maxLength(MAX_RUBIES));
const files = v.pipe(v.array(v.object({ name: v.string(), content: v.instance(Blob) })), v.maxLength(MAX_FILES));
const morphemes = v.pipe(v.array(offset), v.maxLength(MAX_MASKED_WORDS));

export const EngineStatus = v.object({
  model: v.string(),
  state: v.picklist(['idle', 'loading', 'ready', 'failed']),
  /** 0 to 1 while loading. */
  progress: v.number(),
  backend: v.nullable(Backend),
  /** The model the user has chosen, where it cannot be used and the built-in one answers instead. */
  insteadOf: v.optional(v.object({ model: v.string(), failure: Failure })),
});
export type EngineStatus = v.InferOutput<typeof EngineStatus>;

/** What the popup shows when it opens: the newest analysis of any surface and the newest prediction for it. */
export const Latest = v.object({
  analysis: Analysis,
  prediction: v.nullable(Prediction),
  /** How the prediction was asked for. */
  asked: v.optional(v.object({ candidates: v.number(), anyClass: v.boolean() })),
  /** Readings that its page sets over the text. */
  ruby: v.optional(v.array(RubyMessage)),
  /** The frame that has the field or editor the text stands in; absent where it stands in none. */
  field: v.optional(v.object({ tabId: v.number(), frameId: v.number() })),
});
export type Latest = v.InferOutput<typeof Latest>;

/** Puts the tooltip's code into the calling frame; afterwards it is there, in the same isolated world. */
export const loadTooltip = { from: ['page'], params: v.object({}), result: v.null() } as const;
/** Puts the code into the calling frame that looks at what is being written. */
export const loadWriting = { from: ['page'], params: v.object({}), result: v.null() } as const;
/** Text to morphemes, words and word pieces. */
const analyze = {
  from: ['page', 'extension'],
  params: v.object({
    text,
    /** UTF-16 units of the selection that are left for later. */
    omitted: v.optional(offset),
    /** The selection goes on behind these, unread. */
    goesOn: v.optional(v.literal(true)),
    /** Only this stretch is shown; the rest is context. */
    selected: v.optional(Stretch),
    /** False: neither the popup's last analysis nor a recent text. */
    keep: v.optional(v.boolean()),
    /** The text stands in a field; asked from one of our own pages, in the same as before. */
    editable: v.optional(v.boolean()),
    /** The page's own readings. */
    ruby: v.optional(rubies),
    /** True: divided as the model that ships divides it, whichever is in use. */
    shipped: v.optional(v.boolean()),
  }),
  result: Analysis,
} as const;
/**
 * What would stand at the given morphemes of `text` (indexes into its analysis): words of the class that is written
 * there first, and no marks or particles in the place of a noun; with `anyClass` as likely as the model finds them,
 * whatever they are. Where another model has come to answer since, which divides the text otherwise, these are other
 * morphemes: the masks say where.
 */
const predict = {
  from: ['page', 'extension'],
  params: v.object({ text, morphemes, candidates, anyClass: v.optional(v.boolean()) }),
  result: Prediction,
} as const;
/** The words of an analysis again, where the model has chosen among the readings of those that are ambiguous. */
const readings = {
  from: ['page', 'extension'],
  params: v.object({ text, ruby: v.optional(rubies) }),
  result: v.object({ words: v.array(WordMessage) }),
} as const;
/**
 * Short English meanings, in the order asked for; none for a word that is not in the dictionary. Of a word without
 * `base` the dictionary form is found.
 */
const meanings = {
  from: ['page', 'extension'],
  params: v.object({
    words: v.pipe(
      v.array(
        v.object({
          text: sentence,
          base: v.optional(sentence),
          reading: v.optional(v.nullable(sentence)),
          class: v.optional(v.picklist(wordClasses)),
          /** IPADIC's finer part of speech. */
          fine: v.optional(v.pipe(v.string(), v.maxLength(MAX_PART))),
        }),
      ),
      v.maxLength(MAX_ASKED_WORDS),
    ),
  }),
  result: v.object({ meanings: v.array(v.array(v.string())) }),
} as const;
/**
 * What a noun, a verb or an adjective, in its dictionary form, is seen with most: predicates and what belongs to them,
 * the most frequent first. And what tells it from words that are read alike, itself first.
 */
const collocations = {
  from: ['extension'],
  params: v.object({ word: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_PART)) }),
  result: v.object({
    collocations: v.array(v.object({ dependent: v.string(), link: v.string(), head: v.string() })),
    alike: v.array(WordUses),
  }),
} as const;
/** The model and where it runs; never loads anything. */
const status = { from: ['page', 'extension'], params: v.object({}), result: EngineStatus } as const;
/** Requests made to other hosts since the background started. */
const requests = { from: ['extension'], params: v.object({}), result: v.object({ elsewhere: v.number() }) } as const;
/** Only our own pages may read what was analysed elsewhere. */
const latest = { from: ['extension'], params: v.object({}), result: v.nullable(Latest) } as const;
/**
 * Opens the side panel beside the caller's tab, or in a tab of its own where the browser opens none for a page's
 * script. The welcome page has a tooltip, too.
 */
const openPanel = { from: ['page', 'extension'], params: v.object({}), result: v.null() } as const;
/**
 * Writes `instead` over [start, end) of the newest text into the field it stands in, as if it had been typed. False
 * where that field is gone, or has another text by now, or the place is not in it.
 */
const write = {
  from: ['extension'],
  params: v.object({ text, start: offset, end: offset, instead: sentence }),
  result: v.object({ written: v.boolean() }),
} as const;
/** How likely each piece of a sentence is where it stands. */
const score = { from: ['extension'], params: v.object({ text: sentence }), result: Score } as const;
/** How well each of `texts` would stand in place of the words of `text` in [start, end). */
const alternatives = {
  from: ['extension'],
  params: v.object({
    text,
    start: offset,
    end: offset,
    texts: v.pipe(v.array(sentence), v.maxLength(MAX_ALTERNATIVES)),
  }),
  result: Alternatives,
} as const;
/** Words of a sentence that the model is sure of, each with two or three others that would not do. */
const practice = {
  from: ['extension'],
  params: v.object({ text: sentence, kind: v.picklist(practiceKinds) }),
  result: Exercises,
} as const;
/** Places of a sentence where something else is far likelier. */
export const hints = { from: ['page', 'extension'], params: v.object({ text: sentence }), result: Hints } as const;
/** What textlint's rules say of a text, and where it spells a word in two ways. */
const rules = {
  from: ['extension'],
  params: v.object({ text }),
  result: RuleFinds,
} as const;
/**
 * Where the heads of the model look from the words of `text` in [start, end); null is the average over all layers or
 * heads.
 */
const attention = {
  from: ['extension'],
  params: v.object({ text: sentence, start: offset, end: offset, layer: v.nullable(offset), head: v.nullable(offset) }),
  result: Attention,
} as const;
/** What each head looks at most from the words of `text` in [start, end). */
const attentionHeads = {
  from: ['extension'],
  params: v.object({ text: sentence, start: offset, end: offset }),
  result: AttentionHeads,
} as const;
/** How well `second` follows `first`. */
const nextSentence = {
  from: ['extension'],
  params: v.object({ first: sentence, second: sentence }),
  result: NextSentence,
} as const;

/** Bunsetsu of a sentence, and what each depends on; by the built-in model, whichever is chosen. */
const dependencies = {
  from: ['page', 'extension'],
  params: v.object({ text: v.pipe(v.string(), v.maxLength(MAX_PARSED)) }),
  result: Dependencies,
} as const;

/**
 * The model store's rows are answered by a worker of the options page, not by the background: downloads and conversions
 * live as long as the page that shows them, and picked files, which no port can carry, reach a worker as they are.
 */
const models = { from: ['extension'], params: v.object({}), result: ModelList } as const;
/** What the hub has under a name. The hub is asked: only when the user wants it to be. */
const lookUpModel = { from: ['extension'], params: v.object({ name: v.string() }), result: ModelOffer } as const;
/**
 * Downloads what was offered, continuing where an earlier attempt broke off, and installs it. Only after the user has
 * agreed.
 */
const installModel = { from: ['extension'], params: v.object({ offer: ModelOffer }), result: InstalledModel } as const;
/** Installs a model from files; a model of the same name is replaced. */
const importModel = {
  from: ['extension'],
  params: v.object({
    name: ModelName,
    files,
  }),
  result: InstalledModel,
} as const;
/** Throws an installed model away, with all that was found out about it. */
const removeModel = { from: ['extension'], params: v.object({ name: ModelName }), result: v.null() } as const;
/** Throws an unfinished download away. */
const discardDownload = { from: ['extension'], params: v.object({ model: ModelName }), result: v.null() } as const;
/** Which model answers from now on; null is the built-in one. */
const chooseModel = {
  from: ['extension'],
  params: v.object({ name: v.nullable(ModelName) }),
  result: v.null(),
} as const;
/** Says where models run. */
const chooseBackend = { from: ['extension'], params: v.object({ backend: BackendChoice }), result: v.null() } as const;

/** Dictionaries beside the one that ships. */
const dictionaries = { from: ['extension'], params: v.object({}), result: v.array(AddedDictionary) } as const;
/** Converts a MeCab dictionary, from an archive or its files, and keeps it in place of the one of its name. */
const importDictionary = {
  from: ['extension'],
  params: v.object({
    files,
  }),
  result: AddedDictionary,
} as const;
/** Throws a dictionary away that was added. */
const removeDictionary = {
  from: ['extension'],
  params: v.object({ name: DictionaryName }),
  result: v.null(),
} as const;

/** What the engine's worker answers. */
export const workerRows = {
  analyze,
  readings,
  meanings,
  collocations,
  predict,
  status,
  requests,
  score,
  alternatives,
  practice,
  hints,
  rules,
  attention,
  attentionHeads,
  nextSentence,
  dependencies,
};
/** What the model store's worker answers, besides `requests`. */
export const modelRows = {
  models,
  lookUpModel,
  installModel,
  importModel,
  removeModel,
  discardDownload,
  chooseModel,
  chooseBackend,
  dictionaries,
  importDictionary,
  removeDictionary,
};
export type ModelMethod = keyof typeof modelRows;

// Written out: what is spread in would be in every bundle, also the content script's.
export const protocol = {
  loadTooltip,
  loadWriting,
  latest,
  openPanel,
  write,
  analyze,
  readings,
  meanings,
  collocations,
  predict,
  status,
  requests,
  score,
  alternatives,
  practice,
  hints,
  rules,
  attention,
  attentionHeads,
  nextSentence,
  dependencies,
  models,
  lookUpModel,
  installModel,
  importModel,
  removeModel,
  discardDownload,
  chooseModel,
  chooseBackend,
  dictionaries,
  importDictionary,
  removeDictionary,
} satisfies Record<string, Row>;

export type Method = keyof typeof protocol;
export type Params<M extends Method> = v.InferOutput<(typeof protocol)[M]['params']>;
export type Result<M extends Method> = v.InferOutput<(typeof protocol)[M]['result']>;

export interface CallOptions {
  /** Aborting ends the work in the background too; the outcome is then `aborted`. */
  readonly signal?: AbortSignal;
  /** Called while the model loads before this request can be answered. */
  readonly onStatus?: (status: EngineStatus) => void;
  /** Called while a model is being installed. */
  readonly onProgress?: (progress: InstallProgress) => void;
}

/** The background as a surface sees it, or the part of it that the surface uses. Calls never reject. */
export type Service<Used extends Method = Method> = {
  readonly [M in Used]: (params: Params<M>, options?: CallOptions) => Promise<Outcome<Result<M>>>;
};
