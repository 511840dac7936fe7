import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { createFormat } from './format.ts';
import type { Reader } from './reader.ts';
import type { ViewSettings } from './settings.ts';
import type { Translate } from './translate.ts';
import { ViewContext } from './context.ts';

interface Props {
  readonly reader: Reader;
  readonly translate: Translate;
  readonly settings: ViewSettings;
  readonly onSettings: (changes: Partial<ViewSettings>) => void;
  readonly children: ComponentChildren;
}

/** What every surface has around its components. */
export function Surface({ reader, translate, settings: initial, onSettings, children }: Props) {
  const [settings, setSettings] = useState(initial);
  const format = useMemo(() => createFormat(translate), [translate]);
  const change = (changes: Partial<ViewSettings>) => {
    setSettings({ ...settings, ...changes });
    onSettings(changes);
  };
  return (
    <ViewContext.Provider value={{ reader, translate, format, settings, change }}>{children}</ViewContext.Provider>
  );
}
