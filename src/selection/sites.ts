/**
 * The site in what the user typed or pasted: a host name, with or without `*.` or a dot before it, or a whole address
 * of the web. Null where it is none; the last part of a name alone is one only where an address says so, as on a
 * network of one's own.
 */
export function siteOf(typed: string): string | null {
  const host = hostOf(typed);
  return host !== null && (hasParts(host) || typed.includes('://')) ? host : null;
}

/** The same as it is listed: where a name has other letters than ASCII's, with those that were typed. */
export function siteNameOf(typed: string): string | null {
  const site = siteOf(typed);
  if (!site?.includes('xn--')) return site;
  const name = withoutDot(/^(?:[a-z]+:\/\/)?(?:[^/?#@]*@)?([^/?#:]*)/i.exec(withoutStar(typed))![1]!);
  const read = name.normalize('NFKC').replaceAll('。', '.').toLowerCase();
  return hostOf(read) === site ? read : site;
}

/** Whether one of `hosts`, those of a frame and of all around it, is one of `sites` or under one. */
export function isListed(sites: readonly string[], hosts: readonly string[]): boolean {
  return sites
    .map(hostOf)
    .some(
      (site) =>
        site !== null &&
        hosts.some((host) => host === site || (hasParts(site) && host.endsWith(`.${site}`) && !isAddress(host))),
    );
}

function hostOf(typed: string): string | null {
  const text = withoutStar(typed);
  if (text === '' || /[\s*]/.test(text)) return null;
  try {
    const { hostname, protocol } = new URL(text.includes('://') ? text : `http://${text}`);
    return hostname === '' || /%|\.\./.test(hostname) || !/^https?:$/.test(protocol) ? null : withoutDot(hostname);
  } catch {
    return null;
  }
}

const withoutStar = (typed: string): string => typed.trim().replace(/^(?:\*\.|\.)/, '');
const withoutDot = (host: string): string => host.replace(/\.$/, '');

/** Whether a host can be anybody's: under a name of one part there are all sites that end in it. */
const hasParts = (host: string): boolean => /[.:]/.test(host) || host === 'localhost';

/** An IP address has no parts above it. */
const isAddress = (host: string): boolean => /^[\d.]+$|^\[/.test(host);
