import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useReducer } from 'preact/hooks';
import { createFormat } from './format.ts';
import type { Reader } from './reader.ts';
import type { LiveSettings } from './settings.ts';
import type { Translate } from './translate.ts';
import { ViewContext } from './context.ts';

interface Props {
  readonly reader: Reader;
  readonly translate: Translate;
  readonly settings: LiveSettings;
  readonly children: ComponentChildren;
}

/** What every surface has around its components. */
export function Surface({ reader, translate, settings, children }: Props) {
  const format = useMemo(() => createFormat(translate), [translate]);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => settings.subscribe(() => redraw(undefined)), [settings]);
  const view = { reader, translate, format, settings: settings.read(), change: settings.change };
  return <ViewContext.Provider value={view}>{children}</ViewContext.Provider>;
}
