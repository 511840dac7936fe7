export interface Announcements {
  /** Tells everybody who listens, in every other context of the extension. */
  announce(): void;
  /** Calls `listener` at each, for as long as this context lives. */
  onAnnounced(listener: () => void): void;
}

/**
 * That something which is kept in the private file system has changed is told on a broadcast channel: service workers,
 * pages and workers of both browsers share these two without the extension API.
 */
export function announcementsOn(name: string): Announcements {
  return {
    announce() {
      const channel = new BroadcastChannel(name);
      channel.postMessage(null);
      channel.close();
    },
    onAnnounced: (listener) => new BroadcastChannel(name).addEventListener('message', listener),
  };
}
