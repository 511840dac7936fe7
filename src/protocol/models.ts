import * as v from 'valibot';
import { count } from '../predictions/count.ts';
import { MAX_DICTIONARY_NAME, MAX_FILES, MAX_MODEL_NAME } from './limits.ts';

/** What the options page and the model store say to each other. */

export { BUILT_IN } from '../predictions/model.ts';

/** As on the hub, or the user's own. */
export const ModelName = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_MODEL_NAME));
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** What a download would fetch: shown before anything is. */
export const ModelOffer = v.object({
  model: ModelName,
  /** The commit the files belong to. */
  revision: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)),
  files: v.pipe(
    v.array(
      v.object({
        name: v.pipe(v.string(), v.regex(/^(?:onnx\/)?[\w.-]{1,120}$/)),
        bytes: count,
        sha256: v.nullable(Hash),
      }),
    ),
    v.maxLength(MAX_FILES),
  ),
  bytes: count,
});

export const InstalledModel = v.object({
  name: ModelName,
  /** What it takes up here. */
  bytes: count,
  /** Milliseconds since 1970; null for the model that ships. */
  installed: v.nullable(v.number()),
  /** Of each file it was made from. */
  sha256: v.record(v.string(), Hash),
});

/** Where models run: where they turn out to be faster, or where the user says. */
export const BackendChoice = v.picklist(['measured', 'cpu', 'gpu']);
export type BackendChoice = v.InferOutput<typeof BackendChoice>;

export const ModelList = v.object({
  /** The built-in one first. */
  models: v.array(InstalledModel),
  /** The model the user wants to be used; null for the built-in one. It may have gone. */
  chosen: v.nullable(ModelName),
  /** Where the user wants models to run. */
  backend: BackendChoice,
  /** Downloads that broke off, and how many bytes of each are here. */
  unfinished: v.array(v.object({ offer: ModelOffer, here: count })),
});

/** As mecab_kwargs calls it. */
export const DictionaryName = v.pipe(v.string(), v.maxLength(MAX_DICTIONARY_NAME));
/** A dictionary that was added. */
export const AddedDictionary = v.object({ name: DictionaryName, bytes: count });
export type AddedDictionary = v.InferOutput<typeof AddedDictionary>;

/** How far an installation has come. Downloading and checking are counted in bytes, preparing in fractions of 1. */
export const InstallProgress = v.object({
  step: v.picklist(['download', 'check', 'prepare']),
  done: v.number(),
  total: v.number(),
});

export type ModelOffer = v.InferOutput<typeof ModelOffer>;
export type InstalledModel = v.InferOutput<typeof InstalledModel>;
export type ModelList = v.InferOutput<typeof ModelList>;
export type InstallProgress = v.InferOutput<typeof InstallProgress>;
