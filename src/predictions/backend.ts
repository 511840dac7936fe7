import * as v from 'valibot';
import { count } from './count.ts';

/** Where a model runs and in which numbers, and why there: as it is told to surfaces and kept. */

export const devices = ['webgpu', 'wasm'] as const;
export const precisions = ['fp32', 'fp16', 'int8', 'q4'] as const;

/** Where and in which numbers a model runs. */
export const Target = v.object({ device: v.picklist(devices), precision: v.picklist(precisions) });

/** A better place that was not taken. */
export const PassedOver = v.object({
  ...Target.entries,
  /** Its device was lost while it ran, it gave wrong answers, or it did not start. */
  why: v.picklist(['lost', 'wrong', 'failed']),
  /** One English line for whoever reports it. */
  detail: v.string(),
});

/** Milliseconds of one masked prediction among 32 and among 128 pieces. */
const Times = v.pipe(v.tuple([v.number(), v.number()]), v.readonly());

/** Both backends of a model, timed on this machine. */
export const Measured = v.object({ cpu: Times, gpu: Times });

/** What runs, and why, for the badge in the popup. */
export const Backend = v.object({
  ...Target.entries,
  threads: count,
  /** Held to the checkpoint's own answers, now or when it was first used here. */
  tested: v.boolean(),
  passedOver: v.pipe(v.array(PassedOver), v.readonly()),
  /**
   * Why here: the user has said so, there is no GPU, the CPU is quick enough, or both were timed. Absent where that is
   * not known, or not yet.
   */
  choice: v.optional(v.picklist(['set', 'no-gpu', 'quick', 'measured'])),
  measured: v.optional(Measured),
});

export type Target = Readonly<v.InferOutput<typeof Target>>;
export type Device = Target['device'];
export type Precision = Target['precision'];
export type PassedOver = Readonly<v.InferOutput<typeof PassedOver>>;
export type Times = v.InferOutput<typeof Times>;
export type Measured = Readonly<v.InferOutput<typeof Measured>>;
export type Backend = Readonly<v.InferOutput<typeof Backend>>;
