import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWatch, watchdog, type Section } from '../../../src/protocol/watchdog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An owner and a worker that answers as long as it lives. */
function pair() {
  const state = { hangs: false };
  const stuck: string[] = [];
  const asked = vi.fn(() => !state.hangs && dog.hear());
  const dog = watchdog(asked, (what) => stuck.push(what));
  const watch = createWatch(
    (section: Section) => dog.begin(section),
    (id) => dog.end(id),
  );
  return { state, stuck, asked, watch };
}
const never = () => new Promise<never>(() => {});

describe('a watched worker', () => {
  it('that gives no sign of life for as long as its work may take is stuck, and said to be once', async () => {
    const { state, stuck, watch } = pair();
    void watch('a model', 10, never);
    state.hangs = true;
    await vi.advanceTimersByTimeAsync(9_900);
    expect(stuck).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stuck).toEqual(['a model']);
  });

  it('may work for as long as it likes while it answers', async () => {
    const { state, stuck, watch } = pair();
    void watch('a model', 10, never);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(stuck).toEqual([]);
    state.hangs = true;
    await vi.advanceTimersByTimeAsync(12_000);
    expect(stuck).toEqual(['a model']);
  });

  it('is asked nothing while it is at nothing, also after work that failed', async () => {
    const { state, stuck, asked, watch } = pair();
    expect(watch('a', 10, () => 7)).toBe(7);
    expect(() =>
      watch('b', 10, () => {
        throw new Error('b');
      }),
    ).toThrow('b');
    await expect(watch('c', 10, () => Promise.reject(new Error('c')))).rejects.toThrow('c');
    state.hangs = true;
    await vi.advanceTimersByTimeAsync(600_000);
    expect([stuck, asked.mock.calls]).toEqual([[], []]);
  });

  it('is held to the least patient of what it is at', async () => {
    const { state, stuck, watch } = pair();
    void watch('a graph', 60, never);
    void watch('a tokenizer', 10, never);
    state.hangs = true;
    await vi.advanceTimersByTimeAsync(11_000);
    expect(stuck).toEqual(['a tokenizer']);
  });
});
