import { expect, it } from 'vitest';
import { MAX_ENTRIES, MAX_OF_A_TAB, withNewest, type HistoryEntry } from '../../../src/storage/recent.ts';

const texts = (count: number, tab?: number): HistoryEntry[] =>
  Array.from({ length: count }, (_, i) => ({ text: `${tab} ${i}`, at: count - i, ...(tab !== undefined && { tab }) }));

it('has the newest first, and every text once', () => {
  const list = withNewest(texts(3, 1), { text: '1 2', at: 9, tab: 2 });
  expect(list.map(({ text }) => text)).toEqual(['1 2', '1 0', '1 1']);
  expect(list[0]).toEqual({ text: '1 2', at: 9, tab: 2 });
});

it('lets the oldest go', () => {
  const list = withNewest([...texts(20, 1), ...texts(20, 2), ...texts(10)], { text: 'new', at: 99, tab: 3 });
  expect(list).toHaveLength(MAX_ENTRIES);
  expect(list.at(-1)!.text).toBe('undefined 8');
});

it('takes a tab for the same only in one session of the browser', () => {
  let list: HistoryEntry[] = texts(20, 7).map((entry) => ({ ...entry, session: 'before' }));
  for (let i = 0; i < 30; i++) list = withNewest(list, { text: `page ${i}`, at: i, tab: 7, session: 'now' });
  expect(list.filter(({ session }) => session === 'now')).toHaveLength(MAX_OF_A_TAB);
  expect(list.filter(({ session }) => session === 'before')).toHaveLength(20);
});

it('keeps the texts of others, however many one tab has read', () => {
  let list = [...texts(20, 1), ...texts(20)];
  for (let i = 0; i < 200; i++) list = withNewest(list, { text: `page ${i}`, at: i, tab: 7 });
  expect(list.filter(({ tab }) => tab === 7).map(({ text }) => text)).toEqual(
    Array.from({ length: MAX_OF_A_TAB }, (_, i) => `page ${199 - i}`),
  );
  expect(list.filter(({ tab }) => tab === 1)).toHaveLength(20);
  expect(list.filter(({ tab }) => tab === undefined)).toHaveLength(5);
});
