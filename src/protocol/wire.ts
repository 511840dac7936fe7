import * as v from 'valibot';
import { InstallProgress } from './models.ts';
import { Failure } from './outcome.ts';
import { EngineStatus } from './protocol.ts';
import { count as id } from '../predictions/count.ts';

/**
 * What is written on a channel. Params and results stay `unknown` here: the protocol's row for the method parses them.
 */

export const Call = v.variant('kind', [
  v.object({ kind: v.literal('call'), id, method: v.string(), params: v.unknown() }),
  v.object({ kind: v.literal('abort'), id }),
  /**
   * The call is still waited for. Nothing is answered: browsers end a background that hears nothing for half a minute,
   * whatever it is at.
   */
  v.object({ kind: v.literal('waiting'), id }),
]);
export type Call = v.InferOutput<typeof Call>;

export const Answer = v.variant('kind', [
  /** The call has arrived and is under way. */
  v.object({ kind: v.literal('taken'), id }),
  v.object({ kind: v.literal('result'), id, value: v.unknown() }),
  v.object({ kind: v.literal('failure'), id, failure: Failure }),
  v.object({ kind: v.literal('status'), id, status: EngineStatus }),
  v.object({ kind: v.literal('progress'), id, progress: InstallProgress }),
]);
export type Answer = v.InferOutput<typeof Answer>;
