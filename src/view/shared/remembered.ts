/** What is known of the parts of a text that changes, by what is written in them. */
export interface Remembered<T> {
  get(part: string): T | undefined;
  set(part: string, value: T): void;
  /** Begins with the parts that the text has now: of these nothing is forgotten. */
  begin(parts: readonly string[]): void;
  clear(): void;
}

/** Parts that are remembered beside the text's own: of what it was before, or is again once something is undone. */
const BESIDE = 500;

/** Remembers what the newest text has, and some of the texts before it. */
export function createRemembered<T>(): Remembered<T> {
  /** What is asked for no more is first, and goes first. */
  const known = new Map<string, T>();
  let most = BESIDE;
  return {
    get: (part) => known.get(part),
    set(part, value) {
      known.set(part, value);
      if (known.size > most) known.delete(known.keys().next().value!);
    },
    begin(parts) {
      most = parts.length + BESIDE;
      for (const part of parts) {
        const value = known.get(part);
        if (value === undefined) continue;
        known.delete(part);
        known.set(part, value);
      }
    },
    clear: () => known.clear(),
  };
}
