import { render } from 'preact';
import type { Service } from '../../protocol/protocol.ts';
import type { RecentTexts } from './recent.tsx';
import { PopupFrame } from './popup-frame.tsx';
import { Surface } from '../shared/surface.tsx';
import { adopt } from '../tooltip/host.ts';
import { createReader } from '../shared/reader.ts';
import { applyAppearance, defaultViewSettings, liveSettings, type ViewSettings } from '../shared/settings.ts';
import type { Translate } from '../shared/translate.ts';

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
export function mountPopup(
  root: Element,
  { service, translate, recent, onPanel, settings = defaultViewSettings, onSettings }: PopupOptions,
): void {
  const live = liveSettings(settings, onSettings);
  const reader = createReader(service, live.candidates);
  adopt(root.ownerDocument, root.ownerDocument);
  applyAppearance(root.ownerDocument.documentElement, settings);
  render(
    <Surface reader={reader} translate={translate} settings={settings} onSettings={live.change}>
      <PopupFrame service={service} recent={recent} onPanel={onPanel} />
    </Surface>,
    root,
  );
  void service.latest({}).then((outcome) => {
    // Whoever has begun to type a sentence meanwhile wants to see that one.
    if (outcome.ok && outcome.value && reader.reading.phase === 'empty') reader.show(outcome.value);
  });
}
