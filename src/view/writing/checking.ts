import { MAX_SENTENCE } from '../../protocol/limits.ts';
import type { Service } from '../../protocol/protocol.ts';
import type { Hint } from '../../protocol/scores.ts';
import { hasJapaneseScript } from '../../selection/japanese.ts';
import { createRemembered } from '../shared/remembered.ts';
import { partsOf } from './parts.ts';

/** A find; its offsets are into all of the text. */
export type Find = Hint;

/** Whether two finds are one: each look makes them anew. */
export const isSame = (one: Find, other: Find): boolean =>
  one.start === other.start && one.written === other.written && one.instead === other.instead;

export interface Checking {
  /**
   * Looks for slips in a text as it has become; what was under way for another is aborted, and what has not changed is
   * known already.
   */
  check(text: string): void;
  /** Ends what is under way. */
  stop(): void;
}

/** Looks for slips in what is being written, part by part; `onFinds` hears all that is known of the text after each. */
export function createChecking(
  service: Service<'hints'>,
  onFinds: (text: string, finds: readonly Find[]) => void,
  onDone: () => void = () => {},
): Checking {
  /** What `model` has found, by part. */
  const known = createRemembered<readonly Hint[]>();
  let model: string | null = null;
  let work = new AbortController();
  const ofText = (text: string): Find[] =>
    partsOf(text, MAX_SENTENCE).flatMap(({ start, text: part }) =>
      (known.get(part) ?? []).map((hint) => ({ ...hint, start: start + hint.start, end: start + hint.end })),
    );
  const check = async (text: string) => {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    onFinds(text, ofText(text));
    const parts = partsOf(text, MAX_SENTENCE).map((part) => part.text);
    known.begin(parts);
    for (const part of parts) {
      if (known.get(part) || !hasJapaneseScript(part)) continue;
      const outcome = await service.hints({ text: part }, { signal });
      if (signal.aborted) return;
      // The next pause asks again.
      if (!outcome.ok) break;
      const { hints, model: name } = outcome.value;
      const changed = model !== null && name !== model;
      model = name;
      if (changed) known.clear();
      known.set(part, hints);
      // What another model has found counts no more.
      if (changed) return await check(text);
      if (hints.length > 0) onFinds(text, ofText(text));
    }
    onDone();
  };
  return {
    check: (text) => void check(text),
    stop: () => work.abort(),
  };
}
