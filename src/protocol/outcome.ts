import * as v from 'valibot';

/**
 * Errors cross every boundary as values. The code is what a surface translates and reacts to;
 * the detail is one English line for whoever reports the problem.
 */
export const failureCodes = [
  /** A newer request or the user ended this one. Never shown. */
  'aborted',
  /** The background died twice while answering: a retry may well succeed. */
  'interrupted',
  /** The extension was updated or removed under this page: only reloading the page helps. */
  'orphaned',
  /** The dictionary pack is missing or damaged. */
  'dictionary',
  /** The model is missing or damaged. */
  'model',
  /** No backend could run the model. */
  'backend',
  /** The model needs more memory than there is. */
  'memory',
  /** The model wants a tokenizer that cannot be had here: another dictionary, another kind of pieces. */
  'tokenizer',
  /** The model's files do not say which tokenizer made its vocabulary: the user may know. */
  'tokenizerUnnamed',
  /** The model's words come from a dictionary that is not here; the detail names it. */
  'dictionaryWanted',
  /** No model can have this name. */
  'modelName',
  /** The hub has no public model of this name. */
  'modelUnknown',
  /** The hub gives the model's files only to users who have signed in and accepted its terms. */
  'modelGated',
  /** The hub's model has no files that can be read here. */
  'modelUnusable',
  /** No such model is installed. */
  'modelMissing',
  /** A download is not what was announced, or a stored model is no longer what it was. */
  'modelDamaged',
  /** The worker hung in the model, and was ended. */
  'modelStuck',
  /** The hub cannot be reached, or its answer is not understood. */
  'hubUnreachable',
  /** A download broke off; it can be continued. */
  'downloadInterrupted',
  /** The disk is full, or what the browser allows of it. */
  'storageFull',
  /** Nothing can be kept here: a private window. */
  'storePrivate',
  /** Another page is adding or removing a model. */
  'storeBusy',
  /** The request itself was refused: wrong shape, too large, or from a sender without the right. */
  'refused',
  /** A defect of ours. */
  'internal',
] as const;

export const Failure = v.object({
  code: v.picklist(failureCodes),
  detail: v.string(),
  /** With `dictionaryWanted` which one, as mecab_kwargs calls it. */
  dictionary: v.optional(v.string()),
});
export type Failure = v.InferOutput<typeof Failure>;
export type FailureCode = Failure['code'];

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** What went as asked. */
export const success = <T>(value: T): Outcome<T> => ({ ok: true, value });
/** What did not. @param detail For the curious, in English; the code is what views translate. */
export const failure = (code: FailureCode, detail: string): Outcome<never> => ({
  ok: false,
  failure: { code, detail },
});
