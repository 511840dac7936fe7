import { render } from 'preact';
import en from '../../public/_locales/en/messages.json';
import ja from '../../public/_locales/ja/messages.json';
import panelStyles from '../../src/view/panel/styles/index.css?inline';
import practiceStyles from '../../src/view/practice/styles.css?inline';
import { createReader } from '../../src/view/shared/reader.ts';
import { defaultViewSettings, keepAppearance, liveSettings } from '../../src/view/shared/settings.ts';
import { Surface } from '../../src/view/shared/surface.tsx';
import type { Translate } from '../../src/view/shared/translate.ts';
import { adopt } from '../../src/view/shared/adopt.ts';
import pageStyles from './page.css?inline';
import { serviceOf } from './service.ts';
import { states, type State } from './states.tsx';

/**
 * Every component in its states on one page, without an extension and without a model: for looking at, for the
 * pictures, and for axe-core. `?language=ja&theme=dark` chooses the look.
 */
const asked = new URLSearchParams(location.search);
const language = asked.get('language') === 'ja' ? 'ja' : 'en';
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light';
const messages: Record<string, { readonly message: string }> = { en, ja }[language];
const translate: Translate = (key, substitutions = []) =>
  messages[key]!.message.replace(/\$(\d)/g, (_, n: string) => substitutions[Number(n) - 1] ?? '');

document.documentElement.lang = language;
adopt(document, document);
const sheet = new CSSStyleSheet();
sheet.replaceSync(panelStyles + practiceStyles + pageStyles);
document.adoptedStyleSheets.push(sheet);
keepAppearance(document.documentElement, liveSettings({ settings: { ...defaultViewSettings, theme } }));

const nav = document.body.appendChild(document.createElement('nav'));
nav.className = 'looks-nav';
for (const [otherLanguage, otherTheme] of [
  ['en', 'light'],
  ['en', 'dark'],
  ['ja', 'light'],
  ['ja', 'dark'],
] as const) {
  const link = nav.appendChild(document.createElement('a'));
  link.href = `?language=${otherLanguage}&theme=${otherTheme}`;
  link.textContent = `${otherLanguage}, ${otherTheme}`;
}

const main = document.body.appendChild(document.createElement('div'));
main.className = 'states';

async function show({ name, settings, answers, prepare, draw, press }: State): Promise<void> {
  const section = main.appendChild(document.createElement('section'));
  section.className = 'state';
  section.dataset['state'] = name;
  section.appendChild(document.createElement('h2')).textContent = name;
  const frame = section.appendChild(document.createElement('div'));
  const service = serviceOf(answers);
  const live = liveSettings({ settings: { ...defaultViewSettings, theme, ...settings } });
  const reader = createReader(service, () => live.read().candidates);
  await prepare?.(reader, service);
  render(
    <Surface reader={reader} translate={translate} settings={live}>
      {draw(service)}
    </Surface>,
    frame,
  );
  if (press) frame.querySelector<HTMLElement>(press)!.click();
}

for (const state of states) await show(state);
// What is asked for when a component is there has been answered by then.
await new Promise((resolve) => setTimeout(resolve, 200));
document.documentElement.dataset['shown'] = String(states.length);
