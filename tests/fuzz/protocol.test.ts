import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/protocol/client.ts';
import { success } from '../../src/protocol/outcome.ts';
import { protocol, type Method } from '../../src/protocol/protocol.ts';
import { serve } from '../../src/protocol/server.ts';
import { SEED, sizes } from '../e2e/support/sizes.ts';
import { makeLine } from '../unit/protocol/line.ts';

const RUNS = { seed: SEED, numRuns: sizes.fuzz };
const methods = Object.keys(protocol) as Method[];

/** Nearly a message: each field right, wrong or missing. */
const message = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      kind: fc.oneof(fc.constantFrom('call', 'abort', 'taken', 'result', 'failure', 'status'), fc.jsonValue()),
      id: fc.oneof(fc.nat(8), fc.double(), fc.jsonValue()),
      method: fc.oneof(fc.constantFrom(...methods, '__proto__', 'constructor', 'toString'), fc.string()),
      params: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            text: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
            morphemes: fc.oneof(fc.array(fc.integer()), fc.jsonValue()),
            candidates: fc.oneof(fc.integer(), fc.jsonValue()),
          },
          { requiredKeys: [] },
        ),
      ),
      value: fc.jsonValue(),
      failure: fc.oneof(
        fc.record({ code: fc.constantFrom('aborted', 'model', 'x'), detail: fc.string() }),
        fc.jsonValue(),
      ),
      status: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
);

describe('the protocol', () => {
  it('runs a handler for nothing but well-formed calls of its caller', async () => {
    await fc.assert(
      fc.asyncProperty(message, fc.constantFrom('page', 'extension'), async (sent, caller) => {
        const ran: [Method, unknown][] = [];
        const line = makeLine();
        const handlers = Object.fromEntries(
          methods.map((method) => [
            method,
            async (params: unknown) => (ran.push([method, params]), success(null as never)),
          ]),
        );
        serve(line.far, caller, handlers, (error) => ({ code: 'internal', detail: String(error) }));
        const answers: { kind: string; id: unknown }[] = [];
        line.near.onMessage((answer) => answers.push(answer as { kind: string; id: unknown }));
        line.near.post(sent);
        await new Promise((resolve) => setImmediate(resolve));
        for (const [method, params] of ran) {
          expect(protocol[method].from as readonly string[]).toContain(caller);
          const { text } = params as { text?: string };
          if (method === 'analyze' || method === 'predict') expect(typeof text).toBe('string');
        }
        // That a handler runs is said first, and one answer is given.
        expect(answers.map(({ kind }) => kind).filter((kind) => kind === 'taken')).toHaveLength(ran.length);
        expect(answers.length - ran.length).toBeLessThanOrEqual(1);
        // As JSON: a channel knows no negative zero.
        for (const { id } of answers) expect(JSON.stringify(id)).toBe(JSON.stringify((sent as { id: unknown }).id));
      }),
      RUNS,
    );
  }, 3_600_000);

  it('settles a call once, whatever is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 4 }), async (answers) => {
        const line = makeLine();
        const { service, close } = createClient(() => line.near, protocol);
        let settled = 0;
        const call = service.analyze({ text: '猫' }).then((outcome) => {
          settled++;
          if (outcome.ok) expect(outcome.value.morphemes).toBeInstanceOf(Array);
        });
        for (const answer of answers) line.far.post(answer);
        await new Promise((resolve) => setImmediate(resolve));
        close();
        await call;
        expect(settled).toBe(1);
      }),
      RUNS,
    );
  }, 3_600_000);
});
