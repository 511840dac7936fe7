/**
 * How many requests this context has made to hosts other than the extension's own package since it started, as the browser's
 * resource timing saw them. The content security policy forbids every one, so the number is a check on the policy.
 */
export function requestsElsewhere(): number {
  const { origin } = self.location;
  return performance.getEntriesByType('resource').filter(({ name }) => new URL(name, origin).origin !== origin).length;
}
