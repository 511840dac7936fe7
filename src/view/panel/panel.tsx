import { render } from 'preact';
import type { Service } from '../../protocol/protocol.ts';
import { Surface } from '../shared/surface.tsx';
import { adopt } from '../shared/adopt.ts';
import { createReader } from '../shared/reader.ts';
import { keepAppearance, liveSettings, type SettingsOptions } from '../shared/settings.ts';
import type { Translate } from '../shared/translate.ts';
import practiceStyles from '../practice/styles.css?inline';
import { createFollowing, type Following } from './following.ts';
import { createHeat } from './heat.ts';
import { PanelFrame } from './panel-frame.tsx';
import panelStyles from './styles/index.css?inline';
import { splitSentences } from '../shared/sentences.ts';

export interface PanelOptions extends SettingsOptions {
  readonly service: Service;
  readonly translate: Translate;
}

export type PanelHandle = Pick<Following, 'follow'>;

/** The side panel: the newest analysis sentence by sentence, and two sentences side by side. */
export function mountPanel(root: Element, { service, translate, ...settings }: PanelOptions): PanelHandle {
  const document = root.ownerDocument;
  const live = liveSettings(settings);
  const reader = createReader(service, () => live.read().candidates);
  const heat = createHeat(service);
  const following = createFollowing(reader);
  adopt(document, document);
  keepAppearance(document.documentElement, live);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(panelStyles + practiceStyles);
  document.adoptedStyleSheets.push(sheet);

  let scored = reader.state.analysis?.morphemes;
  reader.subscribe(() => {
    const { analysis, text, words } = reader.state;
    // A reading that the model has chosen makes a new analysis of the same morphemes.
    if (analysis?.morphemes === scored) return;
    scored = analysis?.morphemes;
    heat.start(text, words, analysis ? splitSentences(text, words) : []);
  });

  render(
    <Surface reader={reader} translate={translate} settings={live}>
      <PanelFrame service={service} heat={heat} following={following} />
    </Surface>,
    root,
  );
  void service.latest({}).then((outcome) => {
    if (outcome.ok && outcome.value && reader.state.phase === 'empty') following.follow(outcome.value);
  });
  return following;
}
