import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
import { inTooltip, messages, openTooltip } from './support/surface.ts';
import { SEED, html, useSurfaces, tooltipOpener, tooltip, texts, click } from './support/tooltip-page.ts';

const surfaces = useSurfaces();
const open = tooltipOpener(surfaces);

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

  it.each([
    ['私', 'pronoun', 'pronoun'],
    ['東京', 'name', 'name'],
    ['元気', 'na-adjective', 'na-adjective'],
    ['読むのが', 'particle', 'noun'],
  ])('call %s what it is: a reader has %s, the dictionary %s', async (text, read, cut) => {
    const last = text === '読むのが' ? 1 : 0;
    for (const [pieces, name] of [
      [false, read],
      [true, cut],
    ] as const) {
      const page = await open(`<p id=all>${text}</p>`, { settings: { pieces } });
      await tooltip(page, (root, at) => (root.querySelector(`[data-word="${at}"]`) as HTMLElement).focus(), last);
      await inTooltip(page, (root) => root.querySelector('.detail .name'));
      expect(await texts(page, '.detail .name')).toEqual([name]);
      expect((await texts(page, `[data-word="${last}"] .unseen`))[0]).toContain(name);
      await page.close();
    }
  });

  it.each(['犬', '食べさせられなかった', '犬。'])(
    'come at once with what the only word selected means: %s',
    async (text) => {
      const page = await open(`<p id=all>${text}</p>`);
      await inTooltip(page, (root) => root.querySelector('.meanings'));
      expect(await texts(page, '.detail b')).toEqual([text.replace('。', '')]);
      await page.close();
    },
  );

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
      'pronoun',
      'particle',
      'noun',
      'particle',
      'blank',
      'particle',
      'verb',
      'noun',
      'particle',
      'na-adjective',
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

  it('know what is written among them, however wide it is written', async () => {
    const page = await open('<p id=all>ﾃﾚﾋﾞを見る。</p>');
    await click(page, '[data-word="0"]');
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    expect(await texts(page, '.written-there .text')).toEqual(['テレビ']);
    expect(await texts(page, '.original')).toEqual([]);
    await page.close();
  });

  it('shows words while the model is still loading, and how far it is', async () => {
    const page = await surfaces().page(html(`<p id=all>${SEED}</p>`), {
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
    await surfaces()
      .browser.defaultBrowserContext()
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
    await surfaces()
      .browser.defaultBrowserContext()
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
    await page.evaluate(() => anaume.handle!.focus());
    const stops: (string | undefined)[] = [];
    for (let steps = 0; steps < 8; steps++) {
      await page.keyboard.press('Tab');
      stops.push(await tooltip(page, (root) => root.activeElement?.localName));
    }
    expect(stops).toContain('summary');
    if (retry) {
      failing = false;
      await click(page, '.failure button');
      await inTooltip(page, (root) => root.querySelector('.failure') === null);
    }
    await page.close();
  });
});
