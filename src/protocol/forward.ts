import type { CallOptions, Method, Service } from './protocol.ts';
import type { Handlers, Request } from './server.ts';

/** Handlers that hand every call on to a service, with its abort and its reports of loading. */
export function forward<Used extends Method>(service: Service<Used>): Required<Pick<Handlers, Used>> {
  const handler =
    (method: Used) =>
    (params: never, { signal, report }: Request) =>
      (service[method] as (params: never, options: CallOptions) => Promise<unknown>)(params, {
        signal,
        onStatus: report,
      });
  // The table gives every method its types; the cast joins the untyped loop to them.
  return Object.fromEntries(
    (Object.keys(service) as Used[]).map((method) => [method, handler(method)]),
  ) as unknown as Required<Pick<Handlers, Used>>;
}
