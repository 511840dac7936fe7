import type { Failure } from './outcome.ts';

/**
 * A two-way line between a surface and the background (a runtime port) or the background and its worker (postMessage).
 */
export interface Channel {
  /** Sends a structured-cloneable, JSON-safe message. Throws when the line is already closed. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /**
   * Called once, when the other side goes away; not after our own `close`. With `why` where that answers all that is
   * under way: asking again would end the same.
   */
  onClose(listener: (why?: Failure) => void): void;
  close(): void;
}
