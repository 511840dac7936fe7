import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface RowFocus<E extends HTMLElement> {
  /** For the list, which can be focused itself (`tabIndex={-1}`): it has the focus where no row is left. */
  readonly list: RefObject<E | null>;
  /** To be called when a row, counted from 0, is about to be taken away; with null where it stays after all. */
  readonly leave: (row: number | null) => void;
}

/**
 * The keyboard goes on in the next row when one is taken away, in the last where that was the last.
 * @param rows How many there are.
 * @param selector What has the focus of a row.
 */
export function useRowFocus<E extends HTMLElement>(rows: number, selector: string): RowFocus<E> {
  const list = useRef<E>(null);
  const left = useRef<{ readonly row: number; readonly of: number } | null>(null);
  useLayoutEffect(() => {
    if (left.current === null || left.current.of === rows) return;
    const all = list.current?.querySelectorAll<HTMLElement>(selector) ?? [];
    (all[Math.min(left.current.row, all.length - 1)] ?? list.current)?.focus();
    left.current = null;
  }, [rows]);
  return { list, leave: (row) => (left.current = row === null ? null : { row, of: rows }) };
}
