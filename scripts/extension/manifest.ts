export type Target = 'chrome' | 'firefox';

const chromeOnly: ReadonlySet<string> = new Set(['sidePanel', 'offscreen']);

/**
 * The one manifest source as each browser wants it: Chrome runs a service worker and has side panels and offscreen
 * documents, Firefox an event page and a sidebar, and each warns about the other's keys. The version is package.json's.
 */
export function manifestFor(target: Target, source: unknown, version: string): Record<string, unknown> {
  const {
    background,
    side_panel,
    sidebar_action,
    permissions,
    cross_origin_embedder_policy,
    cross_origin_opener_policy,
    minimum_chrome_version,
    browser_specific_settings,
    ...others
  } = source as Record<string, unknown> & {
    background: { service_worker: string; scripts: string[]; type: string };
    permissions: string[];
  };
  const { service_worker, scripts, type } = background;
  const shared = { ...others, version };
  return target === 'chrome'
    ? {
        ...shared,
        background: { service_worker, type },
        side_panel,
        permissions,
        cross_origin_embedder_policy,
        cross_origin_opener_policy,
        minimum_chrome_version,
      }
    : {
        ...shared,
        background: { scripts, type },
        sidebar_action,
        permissions: permissions.filter((permission) => !chromeOnly.has(permission)),
        browser_specific_settings,
      };
}
