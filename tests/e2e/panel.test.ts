import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseInPanel, fill, fillPair, readInPanel, selectAsUser } from '../../scripts/browser/gestures.ts';
import { root } from '../../scripts/node/paths.ts';
import { Tooltip } from '../../scripts/browser/tooltip.ts';
import { violations } from '../browser/support/axe.ts';
import { closeTabs, useExtension } from './support/extension.ts';
import { openPanel, scored } from './support/panel.ts';
import { until } from './support/shown.ts';

const bench = useExtension();
closeTabs(bench);

/** The names of the shipped model's tensors. */
function readHeader(): string {
  const file = readFileSync(join(root, 'models', 'default', 'model.safetensors'));
  return file.subarray(8, 8 + Number(file.readBigUInt64LE(0))).toString('utf8');
}

describe('the side panel', () => {
  it('opens beside the page from the tooltip and from the popup, and follows what is selected', async () => {
    const { browser, openPopup } = bench.extension;
    const page = await bench.open('sample.html');
    const select = async (query: string) => {
      await selectAsUser(page, query);
    };
    const opened = async (open: () => Promise<void>) => {
      const target = browser.waitForTarget((other) => other.url().endsWith('/panel.html'), { timeout: 20_000 });
      await open();
      const panel = await (await target).asPage();
      await panel.waitForSelector('.heat li');
      // A side panel is no tab.
      expect(await panel.evaluate('chrome.tabs.getCurrent().then((tab) => tab === undefined)')).toBe(true);
      return panel;
    };

    await select('#prose');
    const tooltip = await Tooltip.wait(page);
    const panel = await opened(() => tooltip.click('.panel-button'));
    expect(await panel.$$eval('.heat li', (items) => items.map((item) => item.textContent))).toEqual([
      '吾輩は猫である。',
      '名前はまだ無い。',
      'どこで生れたかとんと見当がつかぬ。',
      '何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。',
      '吾輩はここで始めて人間というものを見た。',
    ]);

    await page.bringToFront();
    await select('#stomach');
    await panel.waitForFunction(() => document.querySelector('.heat')?.textContent === 'お腹が痛いので遅れます。');
    await panel.close();

    const popup = await openPopup(page);
    await popup.waitForSelector('.panel-button');
    const again = await opened(() => popup.click('.panel-button'));
    expect(await again.$eval('.heat', (list) => list.textContent)).toBe('お腹が痛いので遅れます。');
    await again.close();
  });

  it('has a shortcut', async () => {
    const worker = await bench.extension.worker();
    const commands = (await worker.evaluate('chrome.commands.getAll()')) as { name: string; shortcut: string }[];
    expect(commands.find(({ name }) => name === 'open-panel')?.shortcut).toBe('Alt+Shift+Y');
  });
});

describe('the heat map', () => {
  it('colours every word by its bits, which focus and pointer tell', async () => {
    const page = await openPanel(bench, '昨日は友達と映画を見ました。獰悪な書生を煮る。');
    await scored(page);
    await page.waitForFunction(() => document.querySelectorAll('[data-sentence="1"] .heat-word').length > 0);
    const words = await page.$$eval('.heat-word', (elements) =>
      elements.map((element) => ({
        text: element.textContent,
        step: Number(/\bs(\d)/.exec(element.className)?.[1]),
        label: element.getAttribute('aria-label')!,
        title: element.getAttribute('title'),
      })),
    );
    expect(words.length).toBeGreaterThan(10);
    for (const { text, step, label, title } of words) {
      const bits = Number(/([\d.]+) ?(?:bits|ビット)/.exec(label)?.[1]);
      expect(label.startsWith(`${text}, `)).toBe(true);
      expect(title).toContain(bits.toFixed(1));
      expect(step).toBe([3, 6, 9, 13].filter((bound) => bits >= bound).length);
    }
    const stepOf = (wanted: string) => words.find(({ text }) => text === wanted)!.step;
    expect(stepOf('獰悪')).toBe(4);
    expect(stepOf('。')).toBe(0);
  });

  it('is walked through with the arrow keys, from sentence to sentence', async () => {
    const page = await openPanel(bench, '猫が鳴く。犬も鳴く。');
    await scored(page);
    await page.focus('.heat-word');
    for (const [key, text] of [
      ['ArrowRight', 'が'],
      ['ArrowDown', '犬'],
      ['End', '。'],
      ['ArrowUp', '猫'],
    ] as const) {
      await page.keyboard.press(key);
      await page.waitForFunction((expected) => document.activeElement!.textContent === expected, {}, text);
    }
    await page.keyboard.press('Enter');
    expect(await page.$eval('.dock b', (word) => word.textContent)).toBe('猫');
  });

  it('draws words only near what is on screen, scores that first, stops and goes on', async () => {
    const page = await openPanel(bench);
    const sentences = Array.from({ length: 400 }, (_, i) => `${i + 1}番目の文です。`);
    await readInPanel(page, sentences.join(''));
    expect(await page.$$eval('.heat li', (items) => items.map((item) => item.textContent))).toEqual(sentences);
    expect(await page.$$eval('.heat-word', (words) => words.length)).toBeLessThan(900);
    await page.waitForSelector('.legend .progress progress');
    await page.$eval('.heat', (list) => (list.scrollTop = list.scrollHeight));
    const isScored = (index: number) =>
      page.$eval(`[data-sentence="${index}"]`, (item) => item.getAttribute('aria-busy') === 'false');
    await page.waitForFunction(
      () => document.querySelector('[data-sentence="399"]')?.getAttribute('aria-busy') === 'false',
      { timeout: 40_000 },
    );
    expect(await isScored(200)).toBe(false);
    await page.click('.progress button');
    const done = () => page.$$eval('.heat li[aria-busy="false"]', (items) => items.length);
    const stoppedAt = await done();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await done()).toBe(stoppedAt);
    await page.click('.progress button');
    await page.waitForFunction(
      (before) => document.querySelectorAll('.heat li[aria-busy="false"]').length > before,
      { timeout: 20_000 },
      stoppedAt,
    );
  });
});

describe('a chosen word', () => {
  it('stays in view while what is told of it takes room from the text', async () => {
    const page = await openPanel(bench, `${'駅前の店で本を買って、'.repeat(25)}帰った。`);
    await page.setViewport({ width: 360, height: 560 });
    await page.waitForSelector('.heat-word');
    await page.$eval('.heat', (list) => {
      const edge = list.getBoundingClientRect().bottom;
      [...list.querySelectorAll<HTMLElement>('.heat-word')]
        .findLast((word) => word.getBoundingClientRect().bottom <= edge)!
        .click();
    });
    await page.waitForSelector('.dock .candidate');
    await page.waitForFunction(() => {
      const list = document.querySelector('.heat')!.getBoundingClientRect();
      const word = document.querySelector('.heat [aria-pressed="true"]')!.getBoundingClientRect();
      return word.top >= list.top && word.bottom <= list.bottom;
    });
  });

  it('shows the nine particles in their place, with what each makes of the noun, and compares the sentence with one', async () => {
    const page = await openPanel(bench, '毎朝パンを焼いて食べる。');
    await chooseInPanel(page, 'を');
    await page.waitForSelector('.dock .candidate');
    const particles = await page.$$eval('.particles .candidate', (rows) =>
      rows.map((row) => ({
        text: row.querySelector('.text')!.textContent,
        role: row.querySelector('.meaning')?.textContent,
        percent: row.querySelector('.percent')!.textContent,
        written: row.classList.contains('written-there'),
      })),
    );
    expect(particles.slice(0, 9).map(({ text }) => text)).toEqual(
      ['は', 'が', 'を', 'に', 'で', 'へ', 'と', 'から', 'まで'].map((particle) => `毎朝パン${particle}焼いて食`),
    );
    expect(particles.filter(({ written }) => written)).toEqual([
      { text: '毎朝パンを焼いて食', role: 'direct object', percent: expect.stringMatching(/^9\d%$/), written: true },
    ]);
    // How unexpected it is, and how likely, are one number: 0.1 bits and 93 %.
    const bits = Number(/[\d.]+/.exec(await page.$eval('.dock .bits', (line) => line.textContent))![0]);
    const written = particles.find((particle) => particle.written)!;
    expect(Math.abs(bits + Math.log2(parseFloat(written.percent) / 100))).toBeLessThan(0.1);
    // What else the model would put there is told once, and not again in a list of its own.
    expect(await page.$$eval('.dock .candidates', (lists) => lists.length)).toBe(1);

    await page.click('.particles .candidate:nth-child(5)');
    await page.waitForSelector('.dock .preview');
    expect(await page.$eval('.dock .preview p', (line) => line.textContent)).toBe('毎朝パンで焼いて食べる。');
    await page.click('.dock .preview button:nth-of-type(2)');
    expect(await page.$$eval('.compare textarea', (fields) => fields.map(({ value }) => value))).toEqual([
      '毎朝パンを焼いて食べる。',
      '毎朝パンで焼いて食べる。',
    ]);
    await page.click('#tab-text');
    await chooseInPanel(page, '食べる');
    await page.waitForFunction(
      () => document.querySelectorAll('.dock .candidate').length === 5 && !document.querySelector('.particles'),
    );
  });

  it('has the candidates of the tooltip, with what they mean, and puts them into the sentence by keyboard', async () => {
    const page = await openPanel(bench, '毎朝パンを焼いて食べる。');
    await chooseInPanel(page, 'パン');
    await page.waitForSelector('.dock .candidate .meaning[lang="en"]');
    await page.focus('.dock .candidate[tabindex="0"]');
    await page.keyboard.press('ArrowDown');
    const second = await page.$eval('.dock .candidate:nth-child(2) .text', (text) => text.textContent);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dock .preview');
    expect(await page.$eval('.dock .preview p', (line) => line.textContent)).toBe(`毎朝${second}を焼いて食べる。`);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('.dock .preview'));
  });

  it('says what it is seen with most, and nothing of a particle', async () => {
    const page = await openPanel(bench, '腹が立ったので、席を離れた。');
    const says = (phrase: string) =>
      page.waitForFunction((told) => document.querySelector('.seen-with')?.textContent.includes(told), {}, phrase);
    // The word itself, though 腹が立つ is one.
    await chooseInPanel(page, '腹');
    await says('腹を立てる');
    await chooseInPanel(page, '席');
    await says('席を立つ');
    await chooseInPanel(page, 'を');
    await page.waitForFunction(() => document.querySelector('.particles') && !document.querySelector('.seen-with'));
  });

  it('has them for what is drawn as one word, and puts them in its place', async () => {
    const page = await openPanel(bench, '一人で行く。');
    await chooseInPanel(page, '人');
    await page.waitForSelector('.dock .candidate');
    await page.click('.dock .candidate');
    await page.waitForSelector('.dock .preview');
    const [chosen, sentence] = await Promise.all(
      ['.dock .candidate .text', '.dock .preview p'].map((selector) =>
        page.$eval(selector, (line) => line.textContent),
      ),
    );
    expect(sentence).toBe(`${chosen}で行く。`);
  });
});

describe('what depends on what', () => {
  it('lights up head and dependents, as a tree and with arcs, by pointer and keyboard', async () => {
    const page = await openPanel(bench, '昨日買った本を読む。');
    await chooseInPanel(page, '本');
    await page.$eval('.dependencies summary', (summary) => (summary as HTMLElement).click());
    await page.waitForSelector('.arcs path');
    const roles = () =>
      page.$$eval('.bunsetsu button', (phrases) =>
        phrases.map(({ className, textContent }) => `${className} ${textContent}`),
      );
    expect(await roles()).toEqual(['none 昨日', 'dependent 買った', 'chosen 本を', 'head 読む。']);
    const said = () => page.$$eval('.said p', (lines) => lines.map(({ textContent }) => textContent));
    expect(await said()).toEqual([
      '“本を” depends on “読む”: what is acted on',
      '“買った” depends on “本を”: a clause that says which one',
    ]);
    expect(await page.$$eval('.arcs path', (arcs) => arcs.length)).toBe(3);
    expect(await page.$eval('.tree > li > button', (top) => top.textContent)).toBe('読む');

    await page.focus('.bunsetsu .chosen');
    await page.keyboard.press('ArrowLeft');
    expect(await roles()).toEqual(['dependent 昨日', 'chosen 買った', 'head 本を', 'none 読む。']);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('買った');

    await bench.extension.browser
      .defaultBrowserContext()
      .overridePermissions(`chrome-extension://${bench.extension.id}`, ['clipboard-read', 'clipboard-sanitized-write']);
    const copied: string[] = [];
    for (const nth of [1, 2, 3]) {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await page.click(`.dependencies .formats button:nth-of-type(${nth})`);
      copied.push(await until(() => page.evaluate(() => navigator.clipboard.readText()), 'something on the clipboard'));
    }
    const [conllu, knp, cabocha] = copied;
    expect(conllu).toMatch(/^1\t昨日\t/m);
    expect(knp).toMatch(/^\* 1D/m);
    expect(cabocha).toMatch(/^\* 0 1D/m);
    await page.close();
  });
});

describe('attention', () => {
  it('shows where the heads look, on average or one by one', async () => {
    const page = await openPanel(bench, 'リンゴを食べる。');
    await scored(page);
    await chooseInPanel(page, '食べる');
    await page.waitForSelector('.dock .candidate');
    await page.$eval('.attention summary', (summary) => summary.scrollIntoView());
    await page.click('.attention summary');
    await page.waitForSelector('.looks', { timeout: 40_000 });
    const shown = () =>
      page.$$eval('.looks span', (words) =>
        words.map((word) => [word.textContent, word.getAttribute('title')] as const),
      );
    const average = await shown();
    expect(average.map(([text]) => text)).toEqual(['リンゴ', 'を', '食べる', '。']);
    expect(await page.$eval('.looks .from', (word) => word.textContent)).toBe('食べる');
    const options = await page.$$eval('.choices label:nth-of-type(1) option', (all) => all.map(({ value }) => value));
    expect(options.slice(0, 3)).toEqual(['', '0', '1']);
    await page.select('.choices label:nth-of-type(1) select', '0');
    await page.select('.choices label:nth-of-type(2) select', '1');
    await page.waitForFunction(
      (before) =>
        JSON.stringify(
          [...document.querySelectorAll('.looks span')].map((word) => [word.textContent, word.getAttribute('title')]),
        ) !== before && document.querySelector('.attention [aria-busy="false"]'),
      {},
      JSON.stringify(average),
    );
    expect((await shown()).map(([text]) => text)).toEqual(['リンゴ', 'を', '食べる', '。']);
    // All heads at once; a press looks at one of them.
    const heads = await page.$$eval('.heads', (rows) => rows.map((row) => row.querySelectorAll('button').length));
    expect(heads).toHaveLength(options.length - 1);
    expect(new Set(heads).size).toBe(1);
    expect(await page.$$eval('.heads [aria-pressed="true"]', (pressed) => pressed.length)).toBe(1);
    await page.click('.heads:nth-child(2) button:nth-of-type(1)');
    expect(await page.$$eval('.choices select', (selects) => selects.map(({ value }) => value))).toEqual(['1', '0']);
    await page.click('.choices [type="checkbox"]');
    await page.waitForFunction(() => {
      const shares = [...document.querySelectorAll('.looks span')].map((word) =>
        Number(/\d+/.exec(word.getAttribute('title')!)![0]),
      );
      return Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100) < shares.length;
    });
  });
});

describe('two sentences', () => {
  it("follow each other as far as the first helps to guess the second, or as the model's own head says", async () => {
    const page = await openPanel(bench);
    const hasHead = readHeader().includes('cls.seq_relationship.weight');
    const ask = async (first: string, second: string) => {
      const shown = () =>
        page.$$eval('.follows .verdict, .follows .hint', (lines) => lines.map((line) => line.textContent));
      const before = (await shown()).join();
      await fillPair(page, first, second);
      await page.click('.compare .actions button:nth-of-type(2)');
      await expect
        .poll(async () => (await shown()).join(), { timeout: 40_000 })
        .toSatisfy((text: string) => text !== '' && text !== before);
      const [verdict, hint = ''] = await shown();
      return { verdict: verdict!, bits: Number(/^[+-]?\d+\.\d\d(?= bits a word)/.exec(hint)?.[0]) };
    };
    const same = await ask('駅前の本屋で本を買った。', '本屋で買った本を読んだ。');
    const other = await ask('駅前の本屋で本を買った。', '明日の天気は雨でしょう。');
    if (hasHead) {
      const percents = [same, other].map(({ verdict }) =>
        Number(/^The second follows the first: <? ?([\d.]+)%\.$/.exec(verdict)?.[1]),
      );
      expect(percents[0]).toBeGreaterThan(percents[1]!);
      return;
    }
    expect(same.bits).toBeGreaterThan(other.bits);
    expect(same.verdict).toBe('The first sentence helps a lot to guess the second.');
    for (const { verdict, bits } of [same, other]) {
      const helps = bits >= 0.4 ? 'helps a lot' : bits >= 0.1 ? 'helps a little' : 'does not help';
      expect(verdict).toBe(`The first sentence ${helps} to guess the second.`);
    }
  });

  it('are compared: which is likelier, and where they differ', async () => {
    const page = await openPanel(bench);
    await fillPair(page, 'リンゴを食べる。', 'リンゴへ食べる。');
    await page.click('.compare [type="submit"]');
    await page.waitForSelector('.pair', { timeout: 30_000 });
    expect(await page.$$eval('.pair mark', (marks) => marks.map((mark) => mark.firstChild!.textContent))).toEqual([
      'を',
      'へ',
    ]);
    expect(await page.$$eval('.pair li', (items) => items.map((item) => item.classList.contains('best')))).toEqual([
      true,
      false,
    ]);
    expect(await page.$eval('.verdict', (text) => text.textContent)).toMatch(
      /^The first is about [\d.,]+\w*(?: \w+)? times likelier \([\d.]+ bits apart\)\.$/,
    );
  });
});

describe('the panel as axe-core sees it', () => {
  it.each(['light', 'dark'])('has no violation, %s', async (scheme) => {
    const page = await openPanel(bench);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    expect(await violations(page)).toEqual([]);
    await readInPanel(page, '猫が好きです。水へ飲みます。');
    await page.waitForSelector('.hint-list li', { timeout: 40_000 });
    await page.click('.hint-list button');
    await page.waitForSelector('.dock .candidate');
    await page.$eval('.attention summary', (summary) => summary.click());
    await page.waitForSelector('.looks', { timeout: 40_000 });
    await page.$eval('.dependencies summary', (summary) => (summary as HTMLElement).click());
    await page.waitForSelector('.dependencies .tree', { timeout: 40_000 });
    expect(await violations(page)).toEqual([]);
    await page.$eval('.dock .actions button', (button) => (button as HTMLElement).click());
    await fill(page, '.compare label:nth-of-type(1) textarea', '水を飲みます。');
    await page.click('.compare [type="submit"]');
    await page.waitForSelector('.pair', { timeout: 30_000 });
    expect(await violations(page)).toEqual([]);
  });
});
