import { createContext } from 'preact';
import { useContext, useLayoutEffect, useReducer } from 'preact/hooks';
import type { Format } from './format.ts';
import type { Reader, ReaderState } from './reader.ts';
import type { ViewSettings } from './settings.ts';
import type { Translate } from './translate.ts';

/** What every component of one surface shares. */
export interface View {
  readonly reader: Reader;
  readonly translate: Translate;
  readonly format: Format;
  readonly settings: ViewSettings;
  /** Changes settings for this surface and, through the entry point, for all. */
  readonly change: (changes: Partial<ViewSettings>) => void;
}

export const ViewContext = createContext<View | null>(null);

/** What every component of a surface shares. Throws outside of one. */
export function useView(): View {
  const view = useContext(ViewContext);
  if (!view) throw new Error('a component outside a surface');
  return view;
}

/** The surface's state, drawn anew whenever it changes. */
export function useReaderState(): ReaderState {
  const { reader } = useView();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // An effect would wait for the next frame, and miss what changes until then: an answer from storage is quicker than
  // that.
  useLayoutEffect(() => reader.subscribe(() => redraw(undefined)), [reader]);
  return reader.state;
}
