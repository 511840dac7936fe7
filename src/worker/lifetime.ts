import { BackendError } from '../engine/errors.ts';
import type { Method } from '../protocol/protocol.ts';
import { mapHandlers, type Handler, type Handlers } from '../protocol/server.ts';

/**
 * Why a worker wants to be ended: nobody needs it; or its heap is broken, and what is under way is to be asked of the
 * next one.
 */
export type Ending = 'rest' | 'broken';

/**
 * The same handlers for a worker that ends when it should: after `rest` milliseconds with nothing under way, or when
 * ONNX Runtime's heap is broken, which only a new worker mends. What is under way then is never answered: the line
 * closes, and the client asks the next worker. Where nothing could run the model, that is answered, and the next
 * request gets a new worker to try in.
 */
export function withLifetime<H extends Handlers>(handlers: H, rest: number, end: (why: Ending) => void): H {
  let underWay = 0;
  let failed = false;
  const start = () => setTimeout(() => end('rest'), rest);
  let timer = start();
  const giveUp = () => {
    end('broken');
    return new Promise<never>(() => {});
  };
  const guard =
    (handler: Handler, method: Method): Handler =>
    async (...args) => {
      if (failed && !light.has(method)) return await giveUp();
      underWay++;
      clearTimeout(timer);
      try {
        return await handler(...args);
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        if (error.code === 'lost') return await giveUp();
        failed ||= error.code === 'none' || (error.code === 'memory' && !inside.has(method));
        throw error;
      } finally {
        if (--underWay === 0) timer = start();
      }
    };
  return mapHandlers(handlers, guard);
}

/** What is answered by looking inside, in memory of its own: where there is none, the model runs all the same. */
const inside: ReadonlySet<Method> = new Set(['attention', 'attentionHeads', 'nextSentence', 'dependencies']);

/** What is answered without a model. */
const light: ReadonlySet<Method> = new Set(['analyze', 'meanings', 'collocations', 'rules', 'status', 'requests']);
