import * as v from 'valibot';
import type { Channel } from './channel.ts';
import type { InstallProgress } from './models.ts';
import { failure, type Failure, type Outcome } from './outcome.ts';
import { protocol, type EngineStatus, type Method, type Params, type Result } from './protocol.ts';
import { Call, type Answer } from './wire.ts';

/** Who is at the other end of a channel; decides which rows of the protocol are open to it. */
export type Caller = 'page' | 'extension';

export interface Request {
  /** Aborted when the caller gives up or goes away. */
  readonly signal: AbortSignal;
  /** Tells the caller how far loading has come. */
  readonly report: (status: EngineStatus) => void;
  /** Tells the caller how far an installation has come. */
  readonly progress: (progress: InstallProgress) => void;
}

/** Handlers may throw; `toFailure` names what they threw. A server need not offer every method. */
export type Handlers = {
  readonly [M in Method]?: (params: Params<M>, request: Request) => Promise<Outcome<Result<M>>>;
};

/** A handler of any method. */
export type Handler = (...args: unknown[]) => Promise<unknown>;

/** Every handler with something done around it, which the table's types pass through. */
export const mapHandlers = <H extends Handlers>(
  handlers: H,
  around: (handler: Handler, method: Method) => Handler,
): H =>
  Object.fromEntries(
    Object.entries(handlers).map(([method, handler]) => [method, around(handler as Handler, method as Method)]),
  ) as H;

/**
 * Calls of one channel under way at once: far above what a surface needs, low enough to stop a flood. As many more are
 * refused, then the line is cut.
 */
const MAX_UNDER_WAY = 64;

/**
 * Answers the calls that arrive on `channel`. What arrives is parsed by the protocol; what does not parse, is not
 * offered, or is not open to `caller` is refused and nothing is run.
 * @param atOnce Calls that may be under way; the background asks its worker for everybody.
 * @param onRefused Called of each message that is no call, or one that is answered without a handler.
 * @returns Ends it: what is under way is aborted, and the line closed.
 */
export function serve(
  channel: Channel,
  caller: Caller,
  handlers: Handlers,
  toFailure: (error: unknown) => Failure,
  atOnce: number = MAX_UNDER_WAY,
  onRefused: () => void = () => {},
): () => void {
  const underWay = new Map<number, AbortController>();
  let refused = 0;
  let open = true;
  const stop = () => {
    open = false;
    for (const controller of underWay.values()) controller.abort();
    underWay.clear();
  };
  const end = () => {
    if (!open) return;
    stop();
    channel.close();
  };

  function answer(message: Answer): void {
    try {
      channel.post(message);
    } catch {
      // The caller has gone: nobody is left to hear it.
    }
  }

  function refuse(detail: string): Outcome<never> {
    onRefused();
    return failure('refused', detail);
  }

  async function run(call: Extract<Call, { kind: 'call' }>, signal: AbortSignal): Promise<Outcome<unknown>> {
    if (!Object.hasOwn(protocol, call.method)) return refuse('unknown method');
    const method = call.method as Method;
    const row = protocol[method];
    const handler = handlers[method] as ((params: unknown, request: Request) => Promise<Outcome<unknown>>) | undefined;
    if (!handler || !(row.from as readonly Caller[]).includes(caller))
      return refuse(`${method} is not open to this caller`);
    const params = v.safeParse(row.params, call.params);
    if (!params.success) return refuse(`${method}: ${params.issues[0].message}`);
    answer({ kind: 'taken', id: call.id });
    return await handler(params.output, {
      signal,
      report: (status) => answer({ kind: 'status', id: call.id, status }),
      progress: (progress) => answer({ kind: 'progress', id: call.id, progress }),
    });
  }

  channel.onMessage((message) => {
    // What was on its way when the line was ended.
    if (!open) return;
    const parsed = v.safeParse(Call, message);
    if (!parsed.success) return onRefused();
    const call = parsed.output;
    if (call.kind === 'abort') {
      underWay.get(call.id)?.abort();
      return;
    }
    if (call.kind === 'waiting') return;
    if (underWay.has(call.id) || underWay.size >= atOnce) {
      if (++refused > atOnce) return end();
      onRefused();
      answer({ kind: 'failure', id: call.id, failure: { code: 'refused', detail: 'too many calls at once' } });
      return;
    }
    const controller = new AbortController();
    underWay.set(call.id, controller);
    void run(call, controller.signal)
      .catch((error: unknown): Outcome<unknown> => ({ ok: false, failure: toFailure(error) }))
      .then((outcome) => {
        underWay.delete(call.id);
        if (controller.signal.aborted) return;
        answer(
          outcome.ok
            ? { kind: 'result', id: call.id, value: outcome.value }
            : { kind: 'failure', id: call.id, failure: outcome.failure },
        );
      });
  });

  channel.onClose(stop);
  return end;
}
