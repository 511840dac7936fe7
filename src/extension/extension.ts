import { browser } from './browser.ts';

/**
 * The keyboard shortcuts as they are now: the browser may not have granted what the manifest suggests, and the user may
 * have changed them.
 */
export async function shortcuts(): Promise<{ name: string; description: string; keys: string }[]> {
  const commands = await browser.commands.getAll();
  return commands
    .filter(({ name }) => !name?.startsWith('_execute'))
    .map(({ name, description, shortcut }) => ({
      name: name ?? '',
      description: description ?? '',
      keys: shortcut ?? '',
    }));
}

/** The content security policy under which our pages and the background run. */
export function pagePolicy(): string {
  const policy = browser.runtime.getManifest().content_security_policy;
  return typeof policy === 'object' ? ((policy as { extension_pages?: string }).extension_pages ?? '') : (policy ?? '');
}
