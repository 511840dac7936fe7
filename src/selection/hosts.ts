/** The host in an address; empty where it has none. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

/** Of this frame. One without an address of its own (srcdoc, about:blank) has the origin of the one around it. */
export const ownHosts = (): string[] => [location.hostname, hostOf(self.origin)];
