import type { Page } from 'puppeteer';
import { chooseInPanel, fillPair, pressShortcut, scoreInPanel, selectAsUser, selectText } from './gestures.ts';
import type { ExtensionBrowser } from './launch.ts';
import { bringModelBack, takeModelAway } from './model-away.ts';
import { chooseInField, drawn, practise, set } from './shot-steps.ts';
import { Tooltip } from './tooltip.ts';

/** A picture of one surface in one state. */
export interface Shot {
  readonly name: string;
  /** Of the web server's pages, or of the extension's own. */
  readonly page: string;
  readonly width: number;
  readonly height: number;
  readonly wholePage?: boolean;
  /** In both schemes of both languages. */
  readonly everyLook?: boolean;
  /** As a page is seen that is zoomed so far. */
  readonly zoom?: number;
  /** As with the system's contrast theme. */
  readonly forcedColors?: boolean;
  /** Brings the page into the state to show. */
  readonly prepare: (page: Page, extension: ExtensionBrowser) => Promise<unknown>;
  /** Undoes what would show in the next picture. */
  readonly after?: (extension: ExtensionBrowser) => Promise<unknown>;
}

const SEED = '僕は友達とXXXXをすることが好きだ';

const PROSE =
  '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。吾輩はここで始めて人間というものを見た。';

/** The pictures of docs/pictures, in the order they are taken. */
export const shots: readonly Shot[] = [
  {
    name: 'tooltip',
    page: 'sample.html',
    width: 760,
    height: 640,
    prepare: async (page) => {
      await selectText(page, SEED);
      const tooltip = await Tooltip.wait(page);
      await drawn(tooltip);
      await tooltip.until((shadow) => shadow.querySelector('.candidate .meaning'));
    },
  },
  {
    name: 'pieces',
    page: 'sample.html',
    width: 760,
    height: 640,
    prepare: async (page) => {
      await selectText(page, 'お腹が痛いので遅れます。');
      const tooltip = await Tooltip.wait(page);
      await tooltip.click('button.toggle[aria-pressed]');
      await tooltip.click('[data-word="1"]');
      await drawn(tooltip);
    },
  },
  {
    name: 'vertical',
    page: 'zoo/vertical.html',
    width: 760,
    height: 640,
    prepare: async (page) => {
      await selectAsUser(page, 'p');
      const tooltip = await Tooltip.wait(page);
      await tooltip.click('[data-word="0"]');
      await drawn(tooltip);
    },
  },
  {
    name: 'field',
    page: 'sample.html',
    width: 760,
    height: 640,
    prepare: chooseInField,
  },
  {
    name: 'replaced',
    page: 'sample.html',
    width: 760,
    height: 640,
    prepare: async (page) => {
      const tooltip = await chooseInField(page);
      await tooltip.until((shadow) => shadow.querySelector('.preview'));
      await tooltip.click('.preview button:nth-child(2)');
      await tooltip.until((shadow) => !shadow.querySelector('.preview') && shadow.querySelector('[data-word]'));
    },
  },
  {
    name: 'several',
    page: 'sample.html',
    width: 760,
    height: 640,
    prepare: async (page) => {
      await selectText(page, '図書館で本を借りました。');
      const tooltip = await Tooltip.wait(page);
      for (const word of [0, 2, 3]) {
        await tooltip.click(`[data-word="${word}"]`);
        // What is answered meanwhile may move it, and a press on what moves is none.
        await tooltip.settled();
      }
      await tooltip.until((shadow) => shadow.querySelectorAll('.mask').length === 2);
      await drawn(tooltip);
    },
  },
  {
    name: 'unknown',
    page: 'sample.html',
    width: 760,
    height: 480,
    prepare: async (page) => {
      await selectText(page, '龘の字を見て驚きました。');
      await (await Tooltip.wait(page)).hover('.unreadable');
    },
  },
  {
    name: 'dependencies',
    page: 'sample.html',
    width: 760,
    height: 720,
    everyLook: true,
    prepare: async (page) => {
      await selectText(page, '先生は笑って手を振る生徒を見送った。');
      const tooltip = await Tooltip.wait(page);
      await tooltip.click('.dependencies summary');
      await tooltip.until((shadow) => shadow.querySelector('.bunsetsu'));
      await tooltip.click('.bunsetsu button:nth-child(2)');
      await tooltip.until((shadow) => shadow.querySelector('.bunsetsu .chosen:nth-child(2)'));
    },
  },
  {
    name: 'arcs',
    page: 'panel.html',
    width: 360,
    height: 900,
    everyLook: true,
    prepare: async (page) => {
      await scoreInPanel(page, '昨日駅前で買った古い本を妹は静かに読んでいた。');
      await chooseInPanel(page, '本');
      await page.$eval('.dependencies summary', (summary) => summary.click());
      await page.waitForSelector('.arcs path', { timeout: 40_000 });
      await page.$eval('.dependencies', (details) => details.scrollIntoView({ block: 'start' }));
    },
  },
  {
    name: 'copy',
    page: 'sample.html',
    width: 760,
    height: 640,
    prepare: async (page) => {
      await selectText(page, SEED);
      const tooltip = await Tooltip.wait(page);
      await drawn(tooltip);
      await tooltip.click('.toggle[aria-expanded]');
    },
  },
  {
    name: 'offer',
    page: 'sample.html',
    width: 760,
    height: 320,
    everyLook: true,
    prepare: async (page, extension) => {
      await set(extension, { trigger: 'button' });
      await selectText(page, SEED);
      await page.waitForSelector('[popover=manual]');
    },
  },
  {
    name: 'notice',
    page: 'zoo/canvas.html',
    width: 760,
    height: 160,
    everyLook: true,
    prepare: async (page, { worker }) => {
      await pressShortcut(await worker());
      await page.waitForSelector('[popover=manual]');
    },
  },
  {
    name: 'failure',
    page: 'sample.html',
    width: 760,
    height: 480,
    prepare: async (page, extension) => {
      await takeModelAway(extension);
      await selectText(page, SEED);
      await (await Tooltip.wait(page)).until((shadow) => shadow.querySelector('.failure button'));
    },
    after: bringModelBack,
  },
  {
    name: 'tooltip-contrast',
    page: 'sample.html',
    width: 760,
    height: 640,
    forcedColors: true,
    prepare: async (page) => {
      await selectText(page, 'お腹が痛いので遅れます。');
      const tooltip = await Tooltip.wait(page);
      await tooltip.click('[data-word="1"]');
      await drawn(tooltip);
      await tooltip.click('.candidate:nth-child(2)');
      await tooltip.until((shadow) => shadow.querySelector('.preview'));
    },
  },
  {
    name: 'tooltip-zoom',
    page: 'sample.html',
    width: 760,
    height: 640,
    zoom: 2,
    prepare: async (page) => {
      await page.$eval('#stomach', (paragraph) => paragraph.scrollIntoView({ block: 'start' }));
      await selectText(page, 'お腹が痛いので遅れます。');
      const tooltip = await Tooltip.wait(page);
      await tooltip.click('[data-word="1"]');
      await drawn(tooltip);
    },
  },
  { name: 'popup', page: 'popup.html', width: 420, height: 590, prepare: (page) => page.waitForSelector('.candidate') },
  {
    name: 'recent',
    page: 'popup.html',
    width: 420,
    height: 590,
    prepare: async (page) => {
      await page.waitForSelector('.candidate');
      await page.waitForSelector('.recent');
      await page.click('.recent summary');
    },
  },
  {
    name: 'panel',
    page: 'panel.html',
    width: 420,
    height: 640,
    prepare: (page) => scoreInPanel(page, PROSE),
  },
  {
    name: 'word',
    page: 'panel.html',
    width: 420,
    height: 840,
    prepare: async (page) => {
      await scoreInPanel(page, '部長は約束を忘れて、席を外していた。');
      await chooseInPanel(page, '約束');
      await page.waitForSelector('.dock .candidate .meaning');
      await page.waitForSelector('.dock .seen-with');
    },
  },
  {
    name: 'particles',
    page: 'panel.html',
    width: 420,
    height: 840,
    prepare: async (page) => {
      await scoreInPanel(page, '昨日は図書館で友達に会いました。');
      await chooseInPanel(page, 'に');
      await page.waitForSelector('.dock .candidate');
    },
  },
  {
    name: 'hints',
    page: 'panel.html',
    width: 420,
    height: 720,
    prepare: async (page) => {
      await scoreInPanel(page, '猫が好きです。私は東京に済んでいます。野党は大臣の責任を追求した。お茶へ飲みました。');
      await page.waitForFunction(() => document.querySelectorAll('.hint-list li').length === 3, {
        timeout: 40_000,
      });
    },
  },
  {
    name: 'attention',
    page: 'panel.html',
    width: 420,
    height: 840,
    prepare: async (page) => {
      await scoreInPanel(page, '彼女は昨日読んだ本を友達に返した。');
      await chooseInPanel(page, '返し');
      await page.waitForSelector('.dock .candidate');
      await page.$eval('.attention summary', (summary) => summary.click());
      await page.waitForSelector('.looks', { timeout: 40_000 });
      await page.waitForSelector('.head-matrix', { timeout: 40_000 });
    },
  },
  {
    name: 'practice',
    page: 'panel.html',
    width: 420,
    height: 640,
    prepare: async (page) => {
      await practise(page, '母から手紙が届いた。冷蔵庫に牛乳が入っている。');
      await page.keyboard.press('1');
      await page.waitForSelector('.option.its-word');
    },
  },
  {
    name: 'compare',
    page: 'panel.html',
    width: 420,
    height: 640,
    prepare: async (page) => {
      await fillPair(page, '電車が遅れて、会議に間に合わなかった。', '電車を遅れて、会議に間に合わなかった。');
      await page.click('.compare [type="submit"]');
      await page.waitForSelector('.pair', { timeout: 30_000 });
    },
  },
  {
    name: 'follows',
    page: 'panel.html',
    width: 420,
    height: 560,
    prepare: async (page) => {
      await fillPair(page, '駅前の本屋で本を買った。', '本屋で買った本を読んだ。');
      await page.click('.compare .actions button:nth-of-type(2)');
      await page.waitForSelector('.follows .verdict', { timeout: 40_000 });
    },
  },
  {
    name: 'panel-contrast',
    page: 'panel.html',
    width: 420,
    height: 640,
    forcedColors: true,
    prepare: (page) => scoreInPanel(page, PROSE),
  },
  {
    name: 'panel-zoom',
    page: 'panel.html',
    width: 420,
    height: 840,
    zoom: 2,
    prepare: (page) => scoreInPanel(page, '名前はまだ無い。'),
  },
  {
    name: 'options',
    page: 'options.html',
    width: 760,
    height: 900,
    wholePage: true,
    prepare: (page) => page.waitForSelector('kbd').then(() => page.waitForSelector('.model-row')),
  },
  {
    name: 'welcome',
    page: 'welcome.html',
    width: 760,
    height: 640,
    wholePage: true,
    prepare: (page) => page.waitForSelector('.live .meaning', { timeout: 40_000 }),
  },
  {
    name: 'conformance',
    page: 'conformance.html',
    width: 760,
    height: 560,
    prepare: async (page) => {
      await page.click('button.primary');
      await page.waitForSelector('.speed', { timeout: 60_000 });
    },
  },
];
