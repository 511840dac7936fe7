/**
 * The site in what the user typed or pasted: a host name, with or without `*.` or a dot before it, or a whole address.
 * Null where it is none.
 */
export function siteOf(typed: string): string | null {
  const text = typed.trim().replace(/^(?:\*\.|\.)/, '');
  if (text === '' || /[\s*]/.test(text)) return null;
  try {
    const { hostname } = new URL(text.includes('://') ? text : `http://${text}`);
    return hostname === '' || /%|\.\./.test(hostname) ? null : hostname.replace(/\.$/, '');
  } catch {
    return null;
  }
}

/** Whether one of `hosts`, those of a frame and of all around it, is one of `sites` or under one. */
export function isListed(sites: readonly string[], hosts: readonly string[]): boolean {
  return sites
    .map(siteOf)
    .some(
      (site) => site !== null && hosts.some((host) => host === site || (host.endsWith(`.${site}`) && !isAddress(host))),
    );
}

/** An IP address has no parts above it. */
const isAddress = (host: string): boolean => /^[\d.]+$|^\[/.test(host);
