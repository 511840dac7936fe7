export type Target = 'chrome' | 'firefox';

/**
 * The one manifest source as each browser wants it: Chrome runs a service worker, Firefox an event page,
 * and each warns about the other's keys.
 */
export function manifestFor(target: Target, source: unknown): Record<string, unknown> {
  const { background, minimum_chrome_version, browser_specific_settings, ...shared } = source as Record<string, unknown> & {
    background: { service_worker: string; scripts: string[]; type: string };
  };
  const { service_worker, scripts, type } = background;
  return target === 'chrome'
    ? { ...shared, background: { service_worker, type }, minimum_chrome_version }
    : { ...shared, background: { scripts, type }, browser_specific_settings };
}
