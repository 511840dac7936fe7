import * as v from 'valibot';
import type { Channel } from './channel.ts';
import { failure, success, type Failure, type Outcome } from './outcome.ts';
import type { CallOptions, Method, protocol, Service } from './protocol.ts';
import { Answer, type Call } from './wire.ts';

/**
 * How long a call may go unheard. A background that is woken takes a second, on a busy machine a few; a line that was
 * opened while the browser was ending the background may lead nowhere, and nobody says so.
 */
const UNHEARD = 20_000;

/**
 * How often (ms) the other side is told that an answer is still waited for: well within the half minute after which
 * browsers end a background.
 */
const WAITING = 20_000;

/**
 * How often a call is lost before that is said: with a background that had taken it, which may be what ends it; and
 * with lines that closed before anybody had, as they do while the browser is ending a background, and say nothing of
 * the call.
 */
const LOST = { taken: 2, untaken: 4 };

interface Pending {
  readonly method: Method;
  readonly params: unknown;
  readonly options: CallOptions;
  /** Whether the other side has it, on the newest line. */
  taken: boolean;
  /** How often it was lost; every request is idempotent, so it is sent again. */
  readonly lost: { taken: number; untaken: number };
  /** Until something is heard of the call, the end of patience; after that, the next word that it is waited for. */
  timer?: ReturnType<typeof setTimeout>;
  settle(outcome: Outcome<unknown>): void;
}

export interface Client<Used extends Method> {
  readonly service: Service<Used>;
  /** Closes the line; what is under way ends as `aborted`. A later call opens a new one. */
  close(): void;
}

/**
 * A `Service` over a channel that is opened when first needed and reopened after the other side has died.
 * @param open Opens a channel; throws when the other side can never be reached again (an orphaned content script).
 * @param rows The rows of the protocol that the surface uses: a content script should not carry the others.
 * @param unheard How long (ms) a call may go unheard before another line is tried; null for lines that say reliably
 * when the other side has gone, so that one that hangs is its owner's to end.
 */
export function createClient<Used extends Method>(
  open: () => Channel,
  rows: Pick<typeof protocol, Used>,
  unheard: number | null = UNHEARD,
): Client<Used> {
  const pending = new Map<number, Pending>();
  let channel: Channel | null = null;
  let lastId = 0;

  function settle(id: number, outcome: Outcome<unknown>): void {
    const request = pending.get(id);
    pending.delete(id);
    request?.settle(outcome);
  }

  function receive(message: unknown): void {
    const parsed = v.safeParse(Answer, message);
    if (!parsed.success) return;
    const answer = parsed.output;
    const request = pending.get(answer.id);
    if (!request) return;
    request.taken = true;
    wait(request, answer.id);
    if (answer.kind === 'status') {
      request.options.onStatus?.(answer.status);
    } else if (answer.kind === 'progress') {
      request.options.onProgress?.(answer.progress);
    } else if (answer.kind === 'failure') {
      settle(answer.id, { ok: false, failure: answer.failure });
    } else if (answer.kind === 'result') {
      const result = v.safeParse((rows as typeof protocol)[request.method].result, answer.value);
      settle(
        answer.id,
        result.success ? success(result.output) : failure('internal', `${request.method}: malformed result`),
      );
    }
  }

  function wait(request: Pending, id: number): void {
    clearTimeout(request.timer);
    request.timer = setTimeout(() => {
      tell({ kind: 'waiting', id });
      wait(request, id);
    }, WAITING);
  }

  /** What is no call: where the line has closed in this very moment there is nobody left to tell. */
  function tell(message: Exclude<Call, { kind: 'call' }>): void {
    try {
      channel?.post(message);
    } catch {
      // The line says so itself.
    }
  }

  function lose(closed: Channel, why?: Failure): void {
    if (channel !== closed) return;
    channel = null;
    for (const [id, request] of [...pending]) {
      if (why) {
        settle(id, { ok: false, failure: why });
        continue;
      }
      const how = request.taken ? 'taken' : 'untaken';
      if (++request.lost[how] < LOST[how]) send(id, request);
      else
        settle(id, failure('interrupted', `${request.method}: the background stopped again and again while answering`));
    }
  }

  function connect(): Channel {
    if (channel) return channel;
    const opened = open();
    channel = opened;
    opened.onMessage(receive);
    opened.onClose((why) => lose(opened, why));
    return opened;
  }

  function send(id: number, request: Pending): void {
    const call: Call = { kind: 'call', id, method: request.method, params: request.params };
    try {
      const line = connect();
      request.taken = false;
      line.post(call);
      clearTimeout(request.timer);
      if (unheard === null) return;
      request.timer = setTimeout(() => {
        line.close();
        // So long a wait is not to be had twice more.
        request.taken = true;
        lose(line);
      }, unheard);
    } catch (error) {
      settle(id, failure('orphaned', error instanceof Error ? error.message : String(error)));
    }
  }

  function call(method: Method, params: unknown, options: CallOptions = {}): Promise<Outcome<unknown>> {
    const { signal } = options;
    if (signal?.aborted) return Promise.resolve(failure('aborted', method));
    return new Promise((resolve) => {
      const id = ++lastId;
      const onAbort = () => {
        tell({ kind: 'abort', id });
        settle(id, failure('aborted', method));
      };
      const request: Pending = {
        method,
        params,
        options,
        taken: false,
        lost: { taken: 0, untaken: 0 },
        settle: (outcome) => {
          clearTimeout(request.timer);
          signal?.removeEventListener('abort', onAbort);
          resolve(outcome);
        },
      };
      pending.set(id, request);
      signal?.addEventListener('abort', onAbort, { once: true });
      send(id, request);
    });
  }

  const methods = Object.keys(rows) as Used[];
  // The table gives every method its types; the cast joins the untyped loop to them in this one place.
  const service = Object.fromEntries(
    methods.map((method) => [method, (params: unknown, options?: CallOptions) => call(method, params, options)]),
  ) as unknown as Service<Used>;

  return {
    service,
    close() {
      const open = channel;
      channel = null;
      open?.close();
      for (const [id, request] of [...pending]) settle(id, failure('aborted', request.method));
    },
  };
}
