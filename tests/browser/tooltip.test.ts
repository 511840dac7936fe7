import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
import { until } from '../e2e/support/shown.ts';
import {
  inTooltip,
  launchSurfaces,
  messages,
  openTooltip,
  select,
  untilStill,
  type PageOptions,
  type Surfaces,
} from './support/surface.ts';

let surfaces: Surfaces;
beforeAll(async () => {
  surfaces = await launchSurfaces();
});
afterAll(() => surfaces?.close());

const SEED = '僕は友達とXXXXをすることが好きだ';
const html = (body: string, head = '') =>
  `<!doctype html><html lang="ja"><meta charset="utf-8">${head}<body>${body}</body></html>`;
const open = async (
  body = `<p id=all>${SEED}</p>`,
  options: PageOptions & { head?: string; settings?: object } = {},
): Promise<Page> => {
  const page = await surfaces.page(html(body, options.head), options);
  await openTooltip(page, '#all', 'en', options.settings);
  return page;
};

/** Runs in the tooltip's closed shadow root. */
const tooltip = <A extends unknown[], R>(page: Page, run: (root: ShadowRoot, ...args: A) => R, ...args: A) =>
  page.evaluate(`(${run.toString()})(anaumeRoots.at(-1), ...${JSON.stringify(args)})`) as Promise<Awaited<R>>;
const texts = (page: Page, selector: string) =>
  tooltip(page, (root, query) => [...root.querySelectorAll(query)].map((element) => element.textContent), selector);
const click = async (page: Page, selector: string) => {
  await untilStill(page);
  const at = await tooltip(
    page,
    (root, query) => {
      const box = root.querySelector(query)!.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    },
    selector,
  );
  await page.mouse.click(at.x, at.y);
};
const hosts = (page: Page) => page.evaluate(() => document.querySelectorAll('div[popover=manual]').length);
const focused = (page: Page) => tooltip(page, (root) => root.activeElement?.textContent ?? null);

describe('readings', () => {
  const words = (page: Page) => texts(page, '.word .own');

  it("are the page's own where it has them, and stand over the words they belong to", async () => {
    const page = await open('<p id=all>一人で<ruby>聖剣<rt>エクスカリバー</rt></ruby>と3階へ</p>');
    expect(await words(page)).toEqual(['一人ひとり', 'で', '聖剣エクスカリバー', 'と', '3', '階がい', 'へ']);
  });

  it('blank a word out as a whole where they stand over several morphemes', async () => {
    const page = await open('<p id=all>一人で行く</p>');
    await click(page, '[data-word="0"]');
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    const call = await page.evaluate(() => anaume.calls.findLast(({ method }) => method === 'predict')!.params);
    expect(call).toMatchObject({ morphemes: [0, 1] });
  });

  it('come with what a candidate means', async () => {
    const page = await open();
    await inTooltip(page, (root) =>
      [...root.querySelectorAll('.candidate .meaning')].some((meaning) => meaning.getBoundingClientRect().width > 20),
    );
    await page.close();
  });

  it('come with how the word is built, and then with what it means', async () => {
    const page = await open('<p id=all>食べさせられなかった</p>');
    await page.evaluate(() => (anaumeRoots.at(-1)!.querySelector('.word') as HTMLElement).focus());
    await inTooltip(page, (root) => root.querySelector('.meanings'));
    expect(await texts(page, '.detail .forms')).toEqual(['食べる · causative · passive · negative · past']);
    expect((await texts(page, '.detail .kana'))[0]).toBe('たべさせられなかった');
    expect((await texts(page, '.meanings'))[0]).toContain('to eat');
  });
});

describe('words and candidates', () => {
  it('shows the words with readings and classes, and predicts the blank at once', async () => {
    const page = await open();
    expect(await texts(page, '.word:not(.blank) .own')).toEqual([
      '僕ぼく',
      'は',
      '友達ともだち',
      'と',
      'を',
      'する',
      'こと',
      'が',
      '好すき',
      'だ',
    ]);
    expect((await texts(page, '.word .unseen')).map((spoken) => spoken.split(', ').at(-1))).toEqual([
      'noun',
      'particle',
      'noun',
      'particle',
      'blank',
      'particle',
      'verb',
      'noun',
      'particle',
      'adjective',
      'auxiliary',
    ]);
    // Beside the pieces only.
    expect(await texts(page, '.tag')).toEqual([]);
    await inTooltip(page, (root) => root.querySelectorAll('.candidate').length === 5);
    const percents = await texts(page, '.candidate .percent');
    expect(percents).toHaveLength(5);
    for (const percent of percents) expect(percent).toMatch(/^(?:\d+|<1)%$/);
    await page.close();
  });

  it('masks a word by a click, says how the written word ranks, and unmasks it again', async () => {
    const page = await open('<p id=all>今日は学校へ行く。</p>');
    expect(await texts(page, '.candidate')).toEqual([]);
    await click(page, '[data-word="3"]');
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    expect(await texts(page, 'h2')).toEqual(['Candidates for “へ”']);
    expect(await texts(page, '.candidate.written-there .text')).toEqual(['へ']);
    expect(await texts(page, '.original')).toEqual([]);
    expect(await tooltip(page, (root) => root.querySelector('[data-word="3"]')!.getAttribute('aria-pressed'))).toBe(
      'true',
    );
    await click(page, '[data-word="3"]');
    await inTooltip(page, (root) => root.querySelector('.candidate') === null);
    await page.close();
  });

  it('shows words while the model is still loading, and how far it is', async () => {
    const page = await surfaces.page(html(`<p id=all>${SEED}</p>`), {
      answers: { predict: async () => await new Promise<never>(() => {}) },
    });
    await openTooltip(page, '#all');
    await inTooltip(page, (root) => root.querySelector('.thinking'));
    await page.evaluate(() => anaume.report({ model: 'default', state: 'loading', progress: 0.43, backend: null }));
    await inTooltip(page, (root) => root.querySelector('progress')?.value === 0.43);
    expect((await texts(page, '.loading label'))[0]).toContain('43%');
    expect((await texts(page, '.word')).length).toBe(11);
    await page.close();
  });

  it('puts a candidate into the preview and copies the sentence', async () => {
    const page = await open();
    await surfaces.browser
      .defaultBrowserContext()
      .overridePermissions('https://page.example', ['clipboard-read', 'clipboard-sanitized-write']);
    await page.bringToFront();
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    // There is a blank already: nobody is told to choose a word first.
    expect(await texts(page, '.detail')).toEqual(['Candidates for the blank']);
    await click(page, '.candidate:nth-child(2)');
    const [candidate] = await texts(page, '.candidate:nth-child(2) .text');
    expect(await texts(page, '.preview p')).toEqual([SEED.replace('XXXX', candidate!)]);
    await click(page, '.actions button');
    await inTooltip(page, (root) => root.querySelector('.actions [role="status"]')!.textContent !== '');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(SEED.replace('XXXX', candidate!));
    await click(page, '.candidate:nth-child(2)');
    expect(await texts(page, '.preview')).toEqual([]);
    await page.close();
  });

  it('copies on pages without a clipboard object, and the page neither hears nor changes it', async () => {
    const page = await open();
    await surfaces.browser
      .defaultBrowserContext()
      .overridePermissions('https://page.example', ['clipboard-read', 'clipboard-sanitized-write']);
    await page.bringToFront();
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    await page.evaluate(() => {
      Object.assign(window, { clipboard: navigator.clipboard, heard: 0 });
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
      document.addEventListener(
        'copy',
        (event) => {
          (window as unknown as { heard: number }).heard += 1;
          event.clipboardData!.setData('text/plain', 'changed');
          event.preventDefault();
        },
        true,
      );
    });
    await click(page, '.candidate');
    const [sentence] = await texts(page, '.preview p');
    await click(page, '.actions button');
    await inTooltip(page, (root) => root.querySelector('.actions [role="status"]')!.textContent === 'Copied');
    expect(
      await page.evaluate(async () => {
        const { clipboard, heard } = window as unknown as { clipboard: Clipboard; heard: number };
        return [await clipboard.readText(), heard];
      }),
    ).toEqual([sentence, 0]);
    await page.close();
  });

  it('predicts adjacent words together, and shows one candidate in place of them', async () => {
    const page = await open('<p id=all>お腹が痛いので遅れます。</p>');
    await click(page, '[data-word="4"]');
    await click(page, '[data-word="5"]');
    await inTooltip(page, (root) => root.querySelector('h2')?.textContent === 'Candidates for “遅れます”');
    await inTooltip(page, (root) => root.querySelector('.sheet')!.getAttribute('aria-busy') === 'false');
    expect(await texts(page, '.mask')).toHaveLength(1);
    const [candidate] = await texts(page, '.candidate .text');
    await click(page, '.candidate');
    expect(await texts(page, '.filling')).toEqual([candidate, '']);
    expect(await texts(page, '.preview p')).toEqual([`お腹が痛いので${candidate}。`]);
    await page.close();
  });

  it('aborts a prediction that a newer one replaces', async () => {
    const page = await open('<p id=all>今日は学校へ行く。</p>', {
      answers: { predict: async () => await new Promise<never>(() => {}) },
    });
    await click(page, '[data-word="0"]');
    await click(page, '[data-word="2"]');
    await click(page, '[data-word="4"]');
    const calls = await page.evaluate(() =>
      anaume.calls
        .filter(({ method }) => method === 'predict')
        .map(({ params, aborted }) => [(params as { morphemes: number[] }).morphemes, aborted]),
    );
    expect(calls).toEqual([
      [[0], true],
      [[0, 2], true],
      [[0, 2, 4], false],
    ]);
    await page.close();
  });

  it('shows word pieces and ids when asked to, and says so to whoever keeps settings', async () => {
    const page = await open('<p id=all>お腹が痛いので遅れます。</p>');
    expect(await texts(page, '.piece')).toEqual([]);
    await click(page, 'footer [aria-pressed]');
    const vocabulary = readFileSync(join(root, 'models/default/vocab.txt'), 'utf8').split('\n');
    expect((await texts(page, '.piece')).slice(0, 3)).toEqual(
      ['お', '##腹', 'が'].map((piece) => piece + vocabulary.indexOf(piece)),
    );
    expect(await page.evaluate(() => anaume.changes)).toEqual([{ pieces: true }]);
    await page.close();
  });

  it('makes unknown words visible', async () => {
    const page = await open('<p id=all>龘龗を見た</p>');
    await inTooltip(page, (root) => root.querySelector('.word.unreadable .unk'));
    await tooltip(page, (root) => (root.querySelector('.word') as HTMLElement).focus());
    expect((await texts(page, '.detail'))[0]).toContain('[UNK]');
    await page.close();
  });

  it('says how far a long text is read, and goes on', async () => {
    const page = await open(`<p id=all>${'猫が鳴く。'.repeat(6100)}</p>`);
    expect((await texts(page, '.notice'))[0]).toContain('30,000 of 30,500');
    const scrolls = await tooltip(page, (root) => {
      const words = root.querySelector('.words')!;
      return [
        words.scrollHeight > words.clientHeight,
        root.querySelector('.tooltip')!.getBoundingClientRect().height < 545,
      ];
    });
    expect(scrolls).toEqual([true, true]);
    await page.close();
  });

  it('five lines of words are seen whole, and so they are beside the candidates for one of them', async () => {
    const page = await open(`<p id=all>${'明日は友達と学校へ行く。'.repeat(7)}</p>`);
    const look = () =>
      page.evaluate(() => {
        const words = anaumeRoots.at(-1)!.querySelector('.words')!;
        return { lines: Math.round(words.clientHeight / 43), hidden: words.scrollHeight - words.clientHeight };
      });
    expect(await look()).toEqual({ lines: 5, hidden: 0 });
    await click(page, '[data-word="2"]');
    await inTooltip(page, (tooltip) => tooltip.querySelectorAll('.candidate').length === 5);
    expect(await look()).toEqual({ lines: 5, hidden: 0 });
    await page.close();
  });

  it('draws a long text as it is scrolled or walked through, and only what has changed', async () => {
    const page = await open(`<p id=all>${'猫が鳴く。'.repeat(400)}</p>`);
    const drawn = () => tooltip(page, (root) => root.querySelectorAll('.word').length);
    const first = await drawn();
    expect(first).toBeLessThan(400);
    await tooltip(page, (root) =>
      root.querySelectorAll('.words').forEach((words) => (words.scrollTop = words.scrollHeight)),
    );
    await inTooltip(page, `(root) => root.querySelectorAll('.word').length > ${first}`);
    await page.evaluate(() => anaume.handle!.focus());
    for (let count = await drawn(); count < 1600; count = await drawn()) {
      await page.keyboard.press('End');
      await inTooltip(page, `(root) => root.querySelectorAll('.word').length > ${count}`);
    }
    expect(await drawn()).toBe(1600);
    await tooltip(page, (root) => {
      const changed = ((globalThis as unknown as { changed: Set<string> }).changed = new Set<string>());
      root.querySelector('[data-word="4"]')!.scrollIntoView({ block: 'nearest' });
      new MutationObserver((records) => {
        for (const { target } of records)
          changed.add(
            (target instanceof Element ? target : target.parentElement!).closest('.word')?.getAttribute('data-word') ??
              'none',
          );
      }).observe(root.querySelector('.words')!, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
    await click(page, '[data-word="4"]');
    await inTooltip(page, (root) => root.querySelector('.candidate') !== null);
    const redrawn = await page.evaluate(() => [...(globalThis as unknown as { changed: Set<string> }).changed]);
    // The word itself, and the one that Tab reached before.
    expect(redrawn).toHaveLength(2);
    expect(redrawn).toContain('4');
    await page.close();
  });

  it.each([
    ['interrupted', true, 'failureInterrupted'],
    ['orphaned', false, 'failureOrphaned'],
    ['dictionary', true, 'failureDictionary'],
    ['internal', true, 'failureInternal'],
  ])('says %s in one message, with a retry where one helps: %s', async (code, retry, key) => {
    let failing = true;
    const page = await open(undefined, {
      answers: {
        analyze: () =>
          failing
            ? { ok: false, failure: { code: code as 'internal', detail: 'the details' } }
            : { ok: true, value: { text: '猫', omitted: 0, morphemes: [], pieces: [], words: [] } },
      },
    });
    expect(await texts(page, '.failure > p:not(.fine)')).toEqual([(await messages('en'))[key]!.message]);
    expect((await texts(page, '.failure button')).length).toBe(retry ? 1 : 0);
    if (retry) {
      failing = false;
      await click(page, '.failure button');
      await inTooltip(page, (root) => root.querySelector('.failure') === null);
    }
    await page.close();
  });
});

describe('the page', () => {
  it('gets one element and loses it again; nothing else changes', async () => {
    const page = await surfaces.page(html(`<p id=all>${SEED}</p><input>`));
    await select(page, '#all');
    const markup = () =>
      page.evaluate(() => document.documentElement.outerHTML.replace(/<div popover="manual"><\/div>/g, '<host>'));
    const before = await markup();
    await openTooltip(page, '#all');
    expect(await markup()).toBe(
      before.replace('</body></html>', '</body><host></html>').replace(/<host>(?=<\/html>)/, '<host>'),
    );
    expect(await page.evaluate(() => document.querySelector('div[popover=manual]')!.shadowRoot)).toBeNull();
    expect(await page.evaluate(() => getSelection()!.toString())).toBe(SEED);
    await page.keyboard.press('Escape');
    expect(await markup()).toBe(before);
    expect(await page.evaluate(() => [anaume.closed, getSelection()!.toString()])).toEqual([1, SEED]);
    await page.close();
  });

  it('keeps no listener of ours after closing', async () => {
    const page = await surfaces.page(html(`<p id=all>${SEED}</p>`));
    await page.evaluate(() => {
      const live = new Set<string>();
      let next = 0;
      const add = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (
        this: EventTarget,
        type: string,
        listener: EventListenerOrEventListenerObject | null,
        options?: AddEventListenerOptions | boolean,
      ) {
        if (
          this === window ||
          this === document ||
          this === visualViewport ||
          this === document.documentElement ||
          this === document.body
        ) {
          const name = `${next++} ${type}`;
          live.add(name);
          (options as AddEventListenerOptions | undefined)?.signal?.addEventListener('abort', () => live.delete(name));
        }
        add.call(this, type, listener, options);
      };
      Object.assign(window, { live });
    });
    await openTooltip(page, '#all');
    const live = () => page.evaluate(() => (window as unknown as { live: Set<string> }).live.size);
    expect(await live()).toBeGreaterThan(3);
    await page.evaluate(() => anaume.handle!.close());
    expect(await live()).toBe(0);
    await page.close();
  });

  it('does not hear keys and clicks in the tooltip', async () => {
    const page = await open();
    await page.evaluate(() => {
      const heard: string[] = [];
      for (const type of ['keydown', 'keyup', 'click', 'mousedown', 'pointerup'])
        document.addEventListener(type, () => heard.push(type));
      Object.assign(window, { heard });
    });
    await click(page, '[data-word="0"]');
    await page.evaluate(() => anaume.handle!.focus());
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    // The key that closes belongs to us as well; what comes after belongs to the page.
    expect(
      await page.evaluate(() => (window as unknown as { heard: string[] }).heard.filter((type) => type !== 'keyup')),
    ).toEqual(['keydown']);
    await page.close();
  });

  it('keeps its focus while the mouse is used, and gets it back from the keyboard', async () => {
    const page = await surfaces.page(html(`<textarea id=all>${SEED}</textarea>`));
    await openTooltip(page, '#all');
    await click(page, '[data-word="0"]');
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('all');
    await page.evaluate(() => anaume.handle!.focus());
    expect(await page.evaluate(() => document.activeElement!.localName)).toBe('div');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('all');
    await page.close();
  });

  it.each([
    ['Esc', (page: Page) => page.keyboard.press('Escape')],
    ['a press elsewhere', (page: Page) => page.mouse.click(880, 680)],
    [
      'the page removing the host',
      (page: Page) => page.evaluate(() => document.querySelector('div[popover=manual]')!.remove()),
    ],
    [
      'the page writing itself anew',
      (page: Page) =>
        page.evaluate(() => document.replaceChild(document.createElement('html'), document.documentElement)),
    ],
  ])('closes on %s', async (_, act) => {
    const page = await open();
    expect(await hosts(page)).toBe(1);
    await act(page);
    await page.waitForFunction(() => anaume.closed === 1);
    expect(await hosts(page)).toBe(0);
    await page.close();
  });

  it('closes on a press in a frame, and in a frame on a press outside of it', async () => {
    const page = await open(
      `<p id=all>${SEED}</p><iframe style="position:absolute;top:500px;left:0;width:800px;height:150px" srcdoc="<p id=in>枠の中の文</p>"></iframe>`,
    );
    await page.mouse.click(600, 600);
    await page.waitForFunction(() => anaume.closed === 1);
    await page.evaluate(
      async (texts) => {
        const { contentDocument, contentWindow } = document.querySelector('iframe')!;
        contentWindow!.getSelection()!.selectAllChildren(contentDocument!.querySelector('#in')!);
        anaume.open(texts, {}, contentDocument!);
      },
      await messages('en'),
    );
    expect(
      await page.evaluate(
        () => document.querySelector('iframe')!.contentDocument!.querySelectorAll('div[popover=manual]').length,
      ),
    ).toBe(1);
    await page.mouse.click(850, 400);
    await page.waitForFunction(() => anaume.closed === 2);
    await page.close();
  });

  it('stays open for a press on a scroll bar, of the page or of a box in it', async () => {
    const page = await open(
      `<p id=all>${SEED}</p><div style="position:absolute;left:100px;top:450px;width:300px;height:200px;overflow:scroll"><div style="height:900px"></div></div><div style="height:3000px"></div>`,
    );
    const bars = await page.evaluate(() => innerWidth - document.documentElement.clientWidth);
    expect(bars).toBeGreaterThan(5);
    await page.mouse.click(900 - bars / 2, 300);
    await page.mouse.click(400 - bars / 2, 500);
    expect(await hosts(page)).toBe(1);
    // While the page is still scrolling a press is nothing but the end of that.
    await until(async () => {
      await page.mouse.click(300, 500);
      return (await hosts(page)) === 0;
    }, 'a press beside the bars to close it');
    await page.close();
  });

  it('closes on a press beside the text of a page in quirks mode', async () => {
    const page = await surfaces.page(
      `<html><meta charset="utf-8"><body style="margin:0"><p id=all style="margin:0">${SEED}</p></body></html>`,
    );
    expect(await page.evaluate(() => document.compatMode)).toBe('BackCompat');
    await openTooltip(page, '#all');
    await page.mouse.click(880, 650);
    expect(await hosts(page)).toBe(0);
    await page.close();
  });

  it('stays open for a press inside and for keys of the page', async () => {
    const page = await open();
    await click(page, '.detail');
    await page.keyboard.press('a');
    expect(await hosts(page)).toBe(1);
    await page.close();
  });
});

describe('hostile pages', () => {
  const visible = (page: Page) =>
    tooltip(page, (root) => {
      const box = root.querySelector('.tooltip')!.getBoundingClientRect();
      const style = getComputedStyle(root.querySelector('.own')!);
      const top = root.elementFromPoint(box.left + 20, box.top + 20);
      return {
        width: box.width > 250,
        height: box.height > 100,
        size: style.fontSize,
        inside: top !== null && root.contains(top),
        left: box.left >= 0 && box.right <= innerWidth,
      };
    });
  const fine = { width: true, height: true, size: '19px', inside: true, left: true };

  it.each([
    [
      'all: unset for everything',
      '<style>* { all: unset !important } p { display: block !important; position: absolute !important; top: 20px !important }</style>',
      {},
    ],
    [
      'display: none, opacity and transforms for our host',
      '<style>div { display: none !important; opacity: 0 !important; transform: scale(.1) !important; visibility: hidden !important } [popover] { inset: 50% !important; width: 5px !important; overflow: hidden !important }</style>',
      {},
    ],
    [
      'huge root font and zoomed z-indexes',
      '<style>html { font-size: 100px } p { font-size: 20px } div { position: fixed; inset: 0; z-index: 2147483647 }</style>',
      {},
    ],
    [
      'a policy against everything, trusted types',
      '',
      {
        'content-security-policy':
          "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts",
      },
    ],
    [
      'a filter on the root element',
      '<style>html { filter: grayscale(1); transform: translate(5px, 300px) scale(.8) }</style>',
      {},
    ],
  ])('%s', async (_, head, headers) => {
    const page = await open(`<p id=all>${SEED}</p><div></div>`, { head, headers });
    expect(await visible(page)).toEqual(fine);
    await page.close();
  });

  it('works inside a modal dialog, where all else is inert', async () => {
    const page = await surfaces.page(html(`<dialog><p id=all>${SEED}</p></dialog>`));
    await page.evaluate(() => document.querySelector('dialog')!.showModal());
    await openTooltip(page, '#all');
    await click(page, '[data-word="0"]');
    expect(await tooltip(page, (root) => root.querySelector('[data-word="0"]')!.getAttribute('aria-pressed'))).toBe(
      'true',
    );
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => [anaume.closed, document.querySelector('dialog')!.open])).toEqual([1, true]);
    await page.close();
  });

  it('works in XHTML, and in a document without body', async () => {
    const xhtml = await surfaces.page(
      `<html xmlns="http://www.w3.org/1999/xhtml"><body><p id="all">${SEED}</p></body></html>`,
      { contentType: 'application/xhtml+xml; charset=utf-8' },
    );
    await openTooltip(xhtml, '#all');
    expect(await visible(xhtml)).toEqual(fine);
    await xhtml.close();
    const bodiless = await surfaces.page(html(`<p id=all>${SEED}</p>`));
    await bodiless.evaluate(() => {
      document.documentElement.append(document.querySelector('#all')!);
      document.body.remove();
    });
    await openTooltip(bodiless, '#all');
    expect(await visible(bodiless)).toEqual(fine);
    await bodiless.close();
  });
});

describe('place', () => {
  interface Boxes {
    readonly tip: { left: number; top: number; right: number; bottom: number };
    readonly text: { left: number; top: number; right: number; bottom: number };
    readonly side: string | undefined;
    readonly view: [number, number];
  }
  const boxes = (page: Page): Promise<Boxes> =>
    tooltip(page, (root) => {
      const plain = ({ left, top, right, bottom }: DOMRect) => ({ left, top, right, bottom });
      const tip = root.querySelector<HTMLElement>('.tooltip')!;
      return {
        tip: plain(tip.getBoundingClientRect()),
        text: plain(anaume.selected!.anchor()!),
        side: tip.dataset['side'],
        view: [innerWidth, innerHeight] as [number, number],
      };
    });
  const check = ({ tip, text, view }: Boxes) => {
    expect(tip.left).toBeGreaterThanOrEqual(0);
    expect(tip.top).toBeGreaterThanOrEqual(0);
    expect(tip.right).toBeLessThanOrEqual(view[0]);
    expect(tip.bottom).toBeLessThanOrEqual(view[1]);
    expect(
      tip.left < text.right && tip.right > text.left && tip.top < text.bottom && tip.bottom > text.top,
      'covers the selection',
    ).toBe(false);
  };

  it.each([
    ['below', 'left: 10px; top: 10px', 'below'],
    ['above near the bottom', 'left: 10px; bottom: 10px', 'above'],
    ['inside the right edge', 'right: 0; top: 300px', 'below'],
    ['left of vertical text', 'writing-mode: vertical-rl; right: 40px; top: 30px', 'left'],
    ['right of vertical text at the left edge', 'writing-mode: vertical-rl; left: 10px; top: 30px', 'right'],
  ])('%s', async (_, style, side) => {
    const page = await open(`<p id=all style="position: absolute; margin: 0; ${style}">${SEED}</p>`);
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    const found = await boxes(page);
    check(found);
    expect(found.side).toBe(side);
    await page.close();
  });

  it.each([
    [
      'textarea',
      `<textarea id=field style="width:600px;height:500px;font:16px/2 serif;padding:11px;border:3px solid">${'前の行\n'.repeat(4)}僕は友達と遊ぶ\n後の行</textarea>`,
    ],
    [
      'textarea that is scrolled',
      `<textarea id=field style="width:600px;height:200px;font:16px/2 serif">${'前の行\n'.repeat(40)}僕は友達と遊ぶ${'\n後の行'.repeat(40)}</textarea>`,
    ],
    ['input', '<input id=field style="width:500px;margin:200px 50px;font:20px serif" value="僕は友達と遊ぶ">'],
  ])('beside the selected words of a %s, not beside the whole field', async (_, body) => {
    const page = await surfaces.page(html(body));
    const expected = await page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>('#field')!;
      const start = field.value.indexOf('友達');
      field.focus();
      field.setSelectionRange(start, start + 2);
      const line = parseFloat(getComputedStyle(field).lineHeight) || 0;
      const before = field.value.slice(0, start).split('\n').length - 1;
      if (before > 10) field.scrollTop = (before - 3) * line;
      return {
        scroll: field.scrollTop,
        line,
        before,
        box: field.getBoundingClientRect().toJSON() as DOMRect,
        padding: parseFloat(getComputedStyle(field).paddingTop) + field.clientTop,
      };
    });
    await page.evaluate(async (texts) => anaume.open(texts), await messages('en'));
    await inTooltip(page, (root) => root.querySelector('.word'));
    const tip = await tooltip(
      page,
      (root) => root.querySelector('.tooltip')!.getBoundingClientRect().toJSON() as DOMRect,
    );
    if (expected.line > 0) {
      const bottom = expected.box.top + expected.padding + (expected.before + 1) * expected.line - expected.scroll;
      // The text itself is lower than its line, and the gap comes on top.
      expect(Math.abs(tip.top - bottom)).toBeLessThan(16);
    } else {
      expect(tip.top).toBe(expected.box.bottom + 8);
      expect(tip.left - expected.box.left).toBeGreaterThan(35);
      expect(tip.left - expected.box.left).toBeLessThan(55);
    }
    expect(await tooltip(page, (root) => root.querySelector('.ruler')!.childNodes.length)).toBe(0);
    await page.close();
  });

  it('keeps words with and without readings level', async () => {
    const page = await open('<p id=all>僕は友達とサッカーをする。</p>');
    const lines = await tooltip(page, (root) =>
      [...root.querySelectorAll('.written')].map((word) =>
        [word.getBoundingClientRect().top, word.getBoundingClientRect().height].join(),
      ),
    );
    expect(new Set(lines).size).toBe(1);
    await page.close();
  });

  it.each([
    [1800, 1400],
    [900, 700],
    [450, 350],
    [300, 233],
  ])('fits a viewport of %i by %i, as at 50 to 300 %% zoom', async (width, height) => {
    const page = await open(`<p id=all style="margin: 4px">${SEED}</p>`, { viewport: { width, height } });
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    check(await boxes(page));
    // All of it can be reached by scrolling inside.
    expect(
      await tooltip(page, (root) => {
        const answer = root.querySelector('.answer')!;
        answer.scrollTop = answer.scrollHeight;
        return (
          answer.scrollTop + answer.clientHeight >= answer.scrollHeight - 1 &&
          answer.scrollWidth <= answer.clientWidth + 1
        );
      }),
    ).toBe(true);
    await page.close();
  });

  it('follows scrolling of the page and of a box in it, and hides while the text is out of view', async () => {
    const page = await open(
      `<div style="height:200px"></div><div id=box style="overflow:auto;height:300px"><p id=all style="margin:40px 0">${SEED}</p><div style="height:2000px"></div></div><div style="height:3000px"></div>`,
    );
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    const before = await boxes(page);
    await page.evaluate(() => scrollTo(0, 60));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const after = await boxes(page);
    expect(before.tip.top - after.tip.top).toBeCloseTo(60, 0);
    await page.evaluate(() => (document.querySelector('#box')!.scrollTop = 20));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const inner = await boxes(page);
    expect(after.tip.top - inner.tip.top).toBeCloseTo(20, 0);
    await page.evaluate(() => scrollTo(0, 2000));
    await inTooltip(page, (root) => getComputedStyle(root.querySelector('.tooltip')!).visibility === 'hidden');
    await page.evaluate(() => scrollTo(0, 0));
    await inTooltip(page, (root) => getComputedStyle(root.querySelector('.tooltip')!).visibility === 'visible');
    await page.close();
  });
});

describe('by keyboard alone', () => {
  it('goes in, along the words, masks, to the candidates, round, and out', async () => {
    const page = await open();
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    await page.evaluate(() => anaume.handle!.focus());
    expect(await focused(page)).toContain('僕');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toContain('友達');
    await page.keyboard.press('Enter');
    await inTooltip(page, (root) => root.querySelectorAll('.mask').length === 2);
    await page.keyboard.press('End');
    expect(await focused(page)).toContain('だ');
    await page.keyboard.press('Home');
    expect(await focused(page)).toContain('僕');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await tooltip(page, (root) => root.activeElement!.getAttribute('aria-selected'))).toBe('true');
    expect(await texts(page, '.preview')).toHaveLength(1);
    for (
      let steps = 0;
      steps < 10 && !(await tooltip(page, (root) => root.activeElement!.classList.contains('close')));
      steps++
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('僕');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => anaume.closed === 1);
    await page.close();
  });

  it('goes from line to line', async () => {
    const page = await open(`<p id=all>${'猫が鳴く。'.repeat(12)}</p>`);
    await page.evaluate(() => anaume.handle!.focus());
    const at = () => tooltip(page, (root) => Number(root.activeElement!.getAttribute('data-word')));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const below = await at();
    expect(below).toBeGreaterThan(5);
    await page.keyboard.press('ArrowUp');
    // Words of the two lines stand in no columns.
    expect(await at()).toBeLessThan(3);
    await page.close();
  });

  it('tells a screen reader what appears', async () => {
    const page = await open();
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    const tree = await page.accessibility.snapshot({ interestingOnly: false });
    const nodes: { role: string; name: string | undefined }[] = [];
    const walk = (node: typeof tree): void => {
      if (!node) return;
      nodes.push({ role: node.role, name: node.name });
      for (const child of node.children ?? []) walk(child);
    };
    walk(tree);
    const named = (role: string) => nodes.filter((node) => node.role === role).map((node) => node.name);
    expect(named('dialog')).toEqual(['Anaume: the selected text word by word']);
    expect(named('button')).toContainEqual(expect.stringMatching(/^友達 ?ともだち, noun$/));
    expect(named('listbox')).toEqual(['Candidates for the blank']);
    expect(named('option')).toHaveLength(5);
    expect(await texts(page, '[aria-live]')).toEqual([
      expect.stringMatching(/^Candidates for the blank: .+ [\d.]+%, .+, .+/),
    ]);
    await page.close();
  });
});

describe('editable fields', () => {
  it('replaces the word in place when asked, and shows the new sentence', async () => {
    const page = await surfaces.page(html(`<textarea id=all>${SEED}</textarea>`));
    await openTooltip(page, '#all');
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    await click(page, '.candidate');
    const [candidate] = await texts(page, '.candidate .text');
    await click(page, '.actions button:nth-child(2)');
    // An editor is told of the selection before the text comes: it takes a turn.
    await expect
      .poll(() => page.evaluate(() => document.querySelector('textarea')!.value))
      .toBe(SEED.replace('XXXX', candidate!));
    await inTooltip(page, (root) => root.querySelector('.words') && root.querySelector('.blank') === null);
    expect(
      await page.evaluate((text) => anaume.handle!.shows({ text, passage: null }), SEED.replace('XXXX', candidate!)),
    ).toBe(true);
    await page.close();
  });

  it('offers nothing to replace in a paragraph', async () => {
    const page = await open();
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    await click(page, '.candidate');
    expect(await texts(page, '.actions button')).toEqual(['Copy']);
    await page.close();
  });
});

it('speaks Japanese, follows the dark, and leaves motion out when asked', async () => {
  const page = await surfaces.page(html(`<p id=all>${SEED}</p>`), {
    features: [
      { name: 'prefers-color-scheme', value: 'dark' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
  await openTooltip(page, '#all', 'ja');
  await inTooltip(page, (root) => root.querySelector('.candidate'));
  expect((await texts(page, '.word .unseen'))[0]).toBe('ぼく, 名詞');
  const style = await tooltip(page, (root) => [
    getComputedStyle(root.querySelector('.tooltip')!).backgroundColor,
    getComputedStyle(root.querySelector('.bar')!).transitionDuration,
  ]);
  expect(style).toEqual(['rgb(31, 29, 26)', '0s']);
  expect(Object.keys(await messages('ja')).length).toBeGreaterThan(50);
  await page.close();
});
