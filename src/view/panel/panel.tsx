import { render } from 'preact';
import type { Latest, Service } from '../../protocol/protocol.ts';
import { Surface } from '../shared/surface.tsx';
import { adopt } from '../shared/adopt.ts';
import { createReader } from '../shared/reader.ts';
import { keepAppearance, liveSettings, type SettingsOptions } from '../shared/settings.ts';
import type { Translate } from '../shared/translate.ts';
import practiceStyles from '../practice/styles.css?inline';
import { createHeat } from './heat.ts';
import { PanelFrame } from './panel-frame.tsx';
import type { Store } from '../shared/store.ts';
import panelStyles from './styles/index.css?inline';
import { splitSentences } from '../shared/sentences.ts';
import { createListeners } from '../shared/listeners.ts';

export interface PanelOptions extends SettingsOptions {
  readonly service: Service;
  readonly translate: Translate;
}

export interface PanelHandle {
  /** Shows a newer analysis, unless it is of the text already shown. */
  follow(latest: Latest): void;
}

/** The side panel: the newest analysis sentence by sentence, and two sentences side by side. */
export function mountPanel(root: Element, { service, translate, ...settings }: PanelOptions): PanelHandle {
  const document = root.ownerDocument;
  const live = liveSettings(settings);
  const reader = createReader(service, () => live.read().candidates);
  const heat = createHeat(service);
  const field = createField();
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
      <PanelFrame service={service} heat={heat} field={field} />
    </Surface>,
    root,
  );
  const follow = (latest: Latest) => {
    field.follow(latest);
    const { text, own } = reader.state;
    // The same text in a page's field is the field's, whoever pasted it here before.
    if (latest.analysis.text !== text || (latest.field && own !== null)) reader.show(latest);
  };
  void service.latest({}).then((outcome) => {
    if (outcome.ok && outcome.value && reader.state.phase === 'empty') follow(outcome.value);
  });
  return { follow };
}

/** The newest text that stands in a field of a page. */
function createField(): Store<string | null> & Pick<PanelHandle, 'follow'> {
  let state: string | null = null;
  const listeners = createListeners();
  return {
    get state() {
      return state;
    },
    subscribe: listeners.subscribe,
    follow({ analysis, field }) {
      state = field ? analysis.text : null;
      listeners.notify();
    },
  };
}
