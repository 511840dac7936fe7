/**
 * How many requests this context has made to hosts other than the extension's own package since it started, as the browser's
 * resource timing saw them. Only the model store makes any, when the user wants a model of the hub's: elsewhere the number must stay 0.
 */
export function requestsElsewhere(): number {
  const { origin } = self.location;
  return performance.getEntriesByType('resource').filter(({ name }) => new URL(name, origin).origin !== origin).length;
}
