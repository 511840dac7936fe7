/**
 * Runs one thing at a time; of what comes meanwhile only the newest waits, and the rest is dropped. What a thing throws
 * counts for nothing.
 */
export function keepNewest(): (work: () => Promise<void>) => void {
  let running = false;
  let next: (() => Promise<void>) | null = null;
  const run = async () => {
    running = true;
    while (next) {
      const work = next;
      next = null;
      await work().catch(() => {});
    }
    running = false;
  };
  return (work) => {
    next = work;
    if (!running) void run();
  };
}
