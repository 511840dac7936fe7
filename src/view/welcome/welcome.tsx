import { render } from 'preact';
import { adopt } from '../shared/adopt.ts';
import type { Service } from '../../protocol/protocol.ts';
import { createReader, type Reader } from '../shared/reader.ts';
import { keepAppearance, liveSettings, type LiveSettings, type SettingsOptions } from '../shared/settings.ts';
import { Sheet } from '../shared/sheet.tsx';
import { Surface } from '../shared/surface.tsx';
import type { MessageKey, Translate } from '../shared/translate.ts';

export interface WelcomeParts extends SettingsOptions {
  readonly service: Service;
  readonly translate: Translate;
  /** The shortcut as the browser granted it; empty where it did not. */
  readonly shortcut: string;
}

const SAMPLE = '僕は友達とXXXXをすることが好きだ';

const cards: readonly (readonly [name: MessageKey, text: MessageKey])[] = [
  ['welcomeRead', 'welcomeReadText'],
  ['welcomeWrite', 'welcomeWriteText'],
  ['welcomeInspect', 'welcomeInspectText'],
];

/**
 * The page shown once after installing: sentences ready to select, one of them read already, and what there is to do.
 */
export function mountWelcome(root: Element, { service, ...parts }: WelcomeParts): void {
  adopt(root.ownerDocument, root.ownerDocument);
  const settings = liveSettings(parts);
  keepAppearance(root.ownerDocument.documentElement, settings);
  // The sample is ours: it is none of the texts that the user has read.
  const unkept: Service = {
    ...service,
    analyze: (params, ...rest) => service.analyze({ ...params, keep: false }, ...rest),
  };
  const reader = createReader(unkept, () => settings.read().candidates);
  render(<Welcome translate={parts.translate} shortcut={parts.shortcut} reader={reader} settings={settings} />, root);
  void reader.read(SAMPLE);
}

interface Props extends Pick<WelcomeParts, 'translate' | 'shortcut'> {
  readonly reader: Reader;
  readonly settings: LiveSettings;
}

function Welcome({ translate, shortcut, reader, settings }: Props) {
  return (
    <main class="page welcome">
      <h1 lang="ja" aria-label="穴埋め">
        穴<span class="hole" />め
      </h1>
      <p class="lead">{translate('welcomeLead')}</p>
      <p class="samples" lang="ja">
        <span id="sample">{SAMPLE}</span>
        <br />
        <span>お腹が痛いので遅れます。</span>
      </p>
      <section class="live" aria-label={translate('tooltipLabel')}>
        <Surface reader={reader} translate={translate} settings={settings}>
          <Sheet />
        </Surface>
      </section>
      <ul class="cards">
        {cards.map(([name, text]) => (
          <li key={name}>
            <h2>{translate(name)}</h2>
            {translate(text)}
          </li>
        ))}
      </ul>
      {shortcut && (
        <p>
          {translate('welcomeKeyboard')} <kbd>{shortcut}</kbd>
        </p>
      )}
      <p class="hint">{translate('welcomePrivacy')}</p>
      <p>
        <a href="options.html">{translate('welcomeOptions')}</a> ·{' '}
        <a href="conformance.html">{translate('conformanceLink')}</a>
      </p>
    </main>
  );
}
