import * as v from 'valibot';

/** What the options page and the model store say to each other. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** As on the hub, or the user's own. */
export const ModelName = v.pipe(v.string(), v.minLength(1), v.maxLength(120));
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
    v.maxLength(100),
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

/** A dictionary that was added, as mecab_kwargs calls it. */
export const AddedDictionary = v.object({ name: v.pipe(v.string(), v.maxLength(40)), bytes: count });
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
