import * as v from 'valibot';
import { Analysis, BackendMessage, Prediction } from './analysis.ts';
import { MAX_CANDIDATES, MAX_MASKED_WORDS, MAX_MESSAGE_TEXT } from './limits.ts';
import type { Outcome } from './outcome.ts';

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

const text = v.pipe(v.string(), v.maxLength(MAX_MESSAGE_TEXT));
const candidates = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_CANDIDATES));
const morphemes = v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.maxLength(MAX_MASKED_WORDS));

export const EngineStatus = v.object({
  model: v.string(),
  state: v.picklist(['idle', 'loading', 'ready', 'failed']),
  /** 0 to 1 while loading. */
  progress: v.number(),
  backend: v.nullable(BackendMessage),
});
export type EngineStatus = v.InferOutput<typeof EngineStatus>;

/** What the popup shows when it opens: the newest analysis of any surface and the newest prediction for it. */
export const Latest = v.object({ analysis: Analysis, prediction: v.nullable(Prediction) });
export type Latest = v.InferOutput<typeof Latest>;

/** Puts the tooltip's code into the calling frame; afterwards it is there, in the same isolated world. */
export const loadTooltip = { from: ['page'], params: v.object({}), result: v.null() } as const;
/** Text to morphemes and word pieces. */
const analyze = { from: ['page', 'extension'], params: v.object({ text }), result: Analysis } as const;
/** What would stand at the given morphemes of `text` (indexes into its analysis). */
const predict = { from: ['page', 'extension'], params: v.object({ text, morphemes, candidates }), result: Prediction } as const;
/** The model and where it runs; never loads anything. */
const status = { from: ['page', 'extension'], params: v.object({}), result: EngineStatus } as const;
/** Only our own pages may read what was analysed elsewhere. */
const latest = { from: ['extension'], params: v.object({}), result: v.nullable(Latest) } as const;

export const protocol = { loadTooltip, analyze, predict, status, latest } satisfies Record<string, Row>;

export type Method = keyof typeof protocol;
export type Params<M extends Method> = v.InferOutput<(typeof protocol)[M]['params']>;
export type Result<M extends Method> = v.InferOutput<(typeof protocol)[M]['result']>;

export interface CallOptions {
  /** Aborting ends the work in the background too; the outcome is then `aborted`. */
  readonly signal?: AbortSignal;
  /** Called while the model loads before this request can be answered. */
  readonly onStatus?: (status: EngineStatus) => void;
}

/** The background as a surface sees it, or the part of it that the surface uses. Calls never reject. */
export type Service<Used extends Method = Method> = {
  readonly [M in Used]: (params: Params<M>, options?: CallOptions) => Promise<Outcome<Result<M>>>;
};
