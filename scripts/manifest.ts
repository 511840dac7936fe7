export type Target = 'chrome' | 'firefox';

/**
 * The one manifest source as each browser wants it: Chrome runs a service worker and has side panels, Firefox an event page and a sidebar,
 * and each warns about the other's keys.
 */
export function manifestFor(target: Target, source: unknown): Record<string, unknown> {
  const { background, side_panel, sidebar_action, permissions, minimum_chrome_version, browser_specific_settings, ...shared } = source as Record<string, unknown> & {
    background: { service_worker: string; scripts: string[]; type: string };
    permissions: string[];
  };
  const { service_worker, scripts, type } = background;
  return target === 'chrome'
    ? { ...shared, background: { service_worker, type }, side_panel, permissions, minimum_chrome_version }
    : {
        ...shared,
        background: { scripts, type },
        sidebar_action,
        permissions: permissions.filter((permission) => permission !== 'sidePanel'),
        browser_specific_settings,
      };
}
