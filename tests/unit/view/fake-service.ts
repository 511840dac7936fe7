import type { Outcome } from '../../../src/protocol/outcome.ts';
import type { CallOptions, Service } from '../../../src/protocol/protocol.ts';
import { createReader } from '../../../src/view/shared/reader.ts';

interface Made {
  readonly method: string;
  readonly params: unknown;
  readonly options: CallOptions;
  answer(outcome: Outcome<unknown>): Promise<void>;
}

/** A reader whose service answers what the test gives, when it wants to. */
export function fake() {
  const calls: Made[] = [];
  const service = new Proxy({} as Service, {
    get:
      (_, method: string) =>
      (params: unknown, options: CallOptions = {}) =>
        new Promise((resolve) => {
          calls.push({
            method,
            params,
            options,
            answer: async (outcome) => {
              resolve(outcome);
              await new Promise((done) => setTimeout(done));
            },
          });
        }),
  });
  const reader = createReader(service, () => 5);
  return { calls, reader, last: () => calls.at(-1) };
}
