import { failure, success, type Outcome } from '../../src/protocol/outcome.ts';
import type { CallOptions, Method, Params, Result, Service } from '../../src/protocol/protocol.ts';

/** What a state's service answers; a method that is not named is never answered. */
export type Answers = {
  readonly [M in Method]?: (params: Params<M>, options?: CallOptions) => Promise<Outcome<Result<M>>>;
};

export const never = () => new Promise<never>(() => {});
export const always =
  <T>(value: T) =>
  async () =>
    success(value);
export const fails = (code: Parameters<typeof failure>[0]) => async () => failure(code, 'what the part said');
/** Fails at first, and never answers again. */
export const failsOnce = (code: Parameters<typeof failure>[0]) => {
  let asked = 0;
  return async () => (asked++ === 0 ? await fails(code)() : await never());
};

/** A service with a state's answers. */
export const serviceOf = (answers: Answers = {}): Service =>
  new Proxy(answers as Service, { get: (own, method: Method) => own[method] ?? never });
