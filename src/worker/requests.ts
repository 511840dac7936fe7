/**
 * Requests to other hosts than the extension's own package. The browser keeps a few hundred of all requests, so they
 * are counted as it tells of them.
 */
let elsewhere = 0;

function count(entries: readonly PerformanceEntry[]): void {
  // Node, where tests run the worker's rooms, has no package to tell requests from.
  if (typeof self === 'undefined') return;
  const { origin } = self.location;
  for (const { name } of entries) if (new URL(name, origin).origin !== origin) elsewhere++;
}

const observer = new PerformanceObserver((list) => count(list.getEntries()));
observer.observe({ type: 'resource', buffered: true });

/**
 * How many requests this context has made to other hosts since it started, as the browser's resource timing saw them:
 * one that was redirected is one request. Only the model store makes any, when the user wants a model of the hub's:
 * elsewhere the number must stay 0.
 */
export function requestsElsewhere(): number {
  count(observer.takeRecords());
  return elsewhere;
}
