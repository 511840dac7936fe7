import { render } from 'preact';
import type { Service } from '../../protocol/protocol.ts';
import practiceStyles from '../practice/styles.css?inline';
import type { RecentTexts } from './recent.tsx';
import { PopupFrame } from './popup-frame.tsx';
import { Surface } from '../shared/surface.tsx';
import { adopt } from '../shared/adopt.ts';
import { createReader } from '../shared/reader.ts';
import { keepAppearance, liveSettings, type SettingsOptions } from '../shared/settings.ts';
import type { Translate } from '../shared/translate.ts';

export interface PopupOptions extends SettingsOptions {
  readonly service: Service;
  readonly translate: Translate;
  /** Recent texts, where they are kept. */
  readonly recent?: RecentTexts;
  /** Opens the side panel. */
  readonly onPanel?: () => void;
}

/** The last analysis at once, a box to try sentences in, and what the model runs on. */
export function mountPopup(root: Element, { service, translate, recent, onPanel, ...settings }: PopupOptions): void {
  const live = liveSettings(settings);
  const reader = createReader(
    service,
    () => live.read().candidates,
    () => live.read().anyClass,
  );
  adopt(root.ownerDocument, root.ownerDocument);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(practiceStyles);
  root.ownerDocument.adoptedStyleSheets.push(sheet);
  keepAppearance(root.ownerDocument.documentElement, live);
  render(
    <Surface reader={reader} translate={translate} settings={live}>
      <PopupFrame service={service} recent={recent} onPanel={onPanel} />
    </Surface>,
    root,
  );
  void service.latest({}).then((outcome) => {
    // Whoever has begun to type a sentence meanwhile wants to see that one.
    if (outcome.ok && outcome.value && reader.state.phase === 'empty') reader.show(outcome.value);
  });
}
