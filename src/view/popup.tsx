import { render } from 'preact';
import type { Service } from '../messages/protocol.ts';
import type { RecentTexts } from './components/recent.tsx';
import { PopupFrame } from './components/popup-frame.tsx';
import { Surface } from './components/surface.tsx';
import { adopt } from './host.ts';
import { createReader } from './reader.ts';
import { applyAppearance, defaultViewSettings, type ViewSettings } from './settings.ts';
import type { Translate } from './translate.ts';

export interface PopupOptions {
  readonly service: Service;
  readonly translate: Translate;
  /** Recent texts, where they are kept. */
  readonly recent?: RecentTexts;
  /** Opens the side panel. */
  readonly onPanel?: () => void;
  readonly settings?: ViewSettings;
  /** Called when the reader changes a setting here, to keep it. */
  readonly onSettings?: (changes: Partial<ViewSettings>) => void;
}

/** The last analysis at once, a box to try sentences in, and what the model runs on. */
export function mountPopup(root: Element, { service, translate, recent, onPanel, settings = defaultViewSettings, onSettings }: PopupOptions): void {
  let current = settings;
  const reader = createReader(service, () => current.candidates);
  adopt(root.ownerDocument, root.ownerDocument);
  applyAppearance(root.ownerDocument.documentElement, settings);
  render(
    <Surface
      reader={reader}
      translate={translate}
      settings={settings}
      onSettings={(changes) => {
        current = { ...current, ...changes };
        onSettings?.(changes);
      }}
    >
      <PopupFrame service={service} recent={recent} onPanel={onPanel} />
    </Surface>,
    root,
  );
  void service.latest({}).then((outcome) => {
    // Whoever has begun to type a sentence meanwhile wants to see that one.
    if (outcome.ok && outcome.value && reader.reading.phase === 'empty') reader.show(outcome.value);
  });
}
