import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTooltip, launchSurfaces, messages, type Surfaces } from './support/surface.ts';

/** One word selected means that word in its sentence. */
let surfaces: Surfaces;
let texts: Awaited<ReturnType<typeof messages>>;
beforeAll(async () => {
  [surfaces, texts] = await Promise.all([launchSurfaces(), messages('en')]);
});
afterAll(() => surfaces?.close());

const open = (body: string) =>
  surfaces.page(`<!doctype html><html lang=ja><meta charset=utf-8><body style="font: 20px/2 serif">${body}`);

/** Where [start, end) of the text of #text stands. */
const at = (page: Page, start: number, end: number) =>
  page.evaluate(
    (from, to) => {
      const walker = document.createTreeWalker(document.querySelector('#text')!, NodeFilter.SHOW_TEXT);
      let before = 0;
      for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
        if (from < before + node.length) {
          const range = document.createRange();
          range.setStart(node, from - before);
          range.setEnd(node, Math.min(node.length, to - before));
          const { left, right, top, height } = range.getBoundingClientRect();
          return { left, right, y: top + height / 2 };
        }
        before += node.length;
      }
      throw new Error('no such text');
    },
    start,
    end,
  );

/** Opens the tooltip for what is selected, and tells what it shows once nothing is under way. */
async function shown(page: Page) {
  expect(await page.evaluate((all) => anaume.open(all), texts)).toBe(true);
  await inTooltip(
    page,
    (root) => root.querySelector('.word') && root.querySelector('.sheet')!.getAttribute('aria-busy') === 'false',
  );
  return await page.evaluate(() => {
    const root = anaumeRoots.at(-1)!;
    const all = (selector: string) =>
      [...root.querySelectorAll(selector)].map((element) => {
        const copy = element.cloneNode(true) as Element;
        for (const reading of copy.querySelectorAll('rt')) reading.remove();
        return copy.textContent;
      });
    return {
      words: all('.word .own'),
      around: all('.around'),
      candidates: all('.candidate .text'),
      snapped: all('.snapped'),
      asked: anaume.calls.filter(({ method }) => method === 'analyze').at(-1)!.params,
    };
  });
}

async function drag(page: Page, start: number, end: number): Promise<void> {
  const [from, to] = [await at(page, start, start + 1), await at(page, end - 1, end)];
  await page.mouse.move(from.left + 1, from.y);
  await page.mouse.down();
  await page.mouse.move(to.right - 1, to.y, { steps: 4 });
  await page.mouse.up();
}

it('a double click: the word is shown and blanked, its sentence is what the model reads, over inline elements', async () => {
  const page = await open('<p id=text>昨日は雨。ごめん、<b>寝坊</b>し<i>た！</i>今起きた。</p><p>次の段落</p>');
  const { left, right, y } = await at(page, 9, 11);
  await page.mouse.click((left + right) / 2, y, { count: 2 });
  const { words, around, candidates, asked } = await shown(page);
  expect(asked).toEqual({ text: 'ごめん、寝坊した！', selected: { start: 4, end: 6 } });
  expect(words).toEqual(['寝坊']);
  expect(around).toEqual(['ごめん、', 'した！']);
  expect(candidates).toHaveLength(5);
  for (const candidate of candidates) expect(candidate).not.toMatch(/^\p{P}/u);
  await page.close();
});

it('a triple click: the whole paragraph, and nothing is blanked', async () => {
  const page = await open('<p id=text>ごめん、寝坊した！今起きた。</p><p>次の段落</p>');
  const { left, y } = await at(page, 4, 6);
  await page.mouse.click(left + 5, y, { count: 3 });
  const { words, around, candidates } = await shown(page);
  expect(words.join('')).toBe('ごめん、寝坊した！今起きた。');
  expect([around, candidates]).toEqual([[], []]);
  await page.close();
});

it('a selection that cuts a word is widened to whole words, and says so', async () => {
  const page = await open('<p id=text>昨日、母に食べさせられた。</p>');
  await drag(page, 6, 9);
  const { words, snapped } = await shown(page);
  expect(words).toEqual(['食べ', 'させ']);
  expect(snapped).toEqual(['“べさせ” cuts a word: “食べさせ” is shown.']);
  await page.close();
});

it('a word of a field, in the line it is in', async () => {
  const page = await open('<textarea id=field rows=3 cols=40>一行目。\n学校へ行く。</textarea>');
  await page.$eval('#field', (field) => {
    (field as HTMLTextAreaElement).focus();
    (field as HTMLTextAreaElement).setSelectionRange(5, 7);
  });
  const { words, around } = await shown(page);
  expect([words, around]).toEqual([['学校'], ['へ行く。']]);
  await page.close();
});

it.each([
  ['before a word', '<p>今日は|雨。</p>', '雨', '今日は雨。'],
  ['behind the last of a paragraph', '<p>今日は雨|</p><p>次。</p>', '雨', '今日は雨'],
  ['behind its full stop', '<p>昨日。今日は「雨」。|</p>', '雨', '今日は「雨」。'],
  [
    'behind a line of an editor',
    '<div contenteditable><div>今日は雨。|</div><div>次。</div></div>',
    '雨',
    '今日は雨。',
  ],
  ['behind a line that a break ends', '<p>今日は雨|<br>次。</p>', '雨', '今日は雨'],
  ['behind the last, in a line as it is written', '<pre>今日は雨。|\n次。</pre>', '雨', '今日は雨。'],
  ['behind a character of two units', '<p>今日は𠮷|</p>', '𠮷', '今日は𠮷'],
  ['before something else', '<p>今日は雨| today</p>', '雨', '今日は雨 today'],
  ['behind white space that is not seen', '<p>今日は雨。\n |</p>', '雨', '今日は雨。'],
  ['at the end of what goes on in another element', '<p>今日は|<b>雨</b>。</p>', '雨', '今日は雨。'],
  ['in something else', '<p>雨 to|day</p>', null, null],
])('a caret %s', async (_, body, character, text) => {
  const page = await open(body);
  const found = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const at = node.data.indexOf('|');
      if (at < 0) continue;
      node.deleteData(at, 1);
      getSelection()!.collapse(node, at);
      const caret = anaume.captureCaret();
      return (
        caret && { text: caret.text, passage: caret.passage, range: caret.rangeOf(0, caret.text.length)!.toString() }
      );
    }
    throw new Error('no caret');
  });
  const start = text?.indexOf(character!);
  expect(found).toEqual(text && { text: character, passage: { text, start, end: start }, range: character });
  await page.close();
});

it.each([
  ['a page', '<p id=text>今日は雨。</p>'],
  ['a shadow tree', '<div><template shadowrootmode=open><p id=text>今日は雨。</p></template></div>'],
  [
    'an editor in a shadow tree within another',
    '<div><template shadowrootmode=open><div><template shadowrootmode=open><p id=text contenteditable>今日は雨。</p></template></div></template></div>',
  ],
])('a caret that the mouse puts into %s', async (_, body) => {
  const page = await open(body);
  const at = await page.evaluate(() => {
    let root: Document | ShadowRoot = document;
    while (!root.querySelector('#text')) root = root.querySelector('div')!.shadowRoot!;
    const range = document.createRange();
    range.setStart(root.querySelector('#text')!.firstChild!, 3);
    const { x, y, height } = range.getBoundingClientRect();
    return { x: x + 1, y: y + height / 2 };
  });
  await page.mouse.click(at.x, at.y);
  const found = await page.evaluate(() => {
    const caret = anaume.captureCaret();
    return caret && [caret.text, caret.passage!.text, caret.rangeOf(0, 1)!.toString(), caret.isSelected()];
  });
  expect(found).toEqual(['雨', '今日は雨。', '雨', true]);
  await page.close();
});

it.each([
  ['joined emoji', 'すみません🙇‍♂️', 'すみません🙇‍♂️'],
  ['a family', '集合👨‍👩‍👧‍👦', '集合👨‍👩‍👧‍👦'],
  ['an emoji', '遅刻😅', '遅刻😅'],
  ['a sign in colour', '遅刻☺️', '遅刻☺'],
  ['a variant of a kanji', '葛󠄀', '葛'],
  ['a soft hyphen', '遅刻\u00AD', '遅刻'],
])('a selection that ends in %s has its sentence', async (_, selected, text) => {
  const page = await open(`<p id=text>昨日は雨。ごめん${selected}今起きた。明日。</p>`);
  const captured = await page.evaluate((length) => {
    const { firstChild } = document.querySelector('#text')!;
    getSelection()!.setBaseAndExtent(firstChild!, 8, firstChild!, 8 + length);
    const { text, passage } = anaume.capture()!;
    return { text, passage };
  }, selected.length);
  expect(captured).toEqual({
    text,
    passage: { text: `ごめん${text}今起きた。`, start: 3, end: 3 + text.length },
  });
  await page.close();
});

it('a passage takes no character of two units apart, in a page', async () => {
  const page = await open(`<p id=text>あ${'𠮷'.repeat(300)}<b>猫</b>${'𠮷'.repeat(300)}</p>`);
  const passage = await page.evaluate(() => {
    getSelection()!.selectAllChildren(document.querySelector('b')!);
    return anaume.capture()!.passage!;
  });
  expect(passage).toEqual({ text: `${'𠮷'.repeat(100)}猫${'𠮷'.repeat(100)}`, start: 200, end: 201 });
  await page.$eval('#text', (text) => (text.firstChild as Text).appendData('いい'));
  const other = await page.evaluate(() => {
    const { firstChild } = document.querySelector('#text')!;
    getSelection()!.setBaseAndExtent(firstChild!, 602, firstChild!, 603);
    return anaume.capture()!.passage!;
  });
  expect(other.text.isWellFormed()).toBe(true);
  await page.close();
});

const FLEX = (reading: string, word: string) =>
  `<span style="display:inline-flex;flex-direction:column;line-height:1"><span style="font-size:9px">${reading}</span><span>${word}</span></span>`;
const LAID = (reading: string, word: string) =>
  `<i style="position:relative">${word}<b style="position:absolute;top:-1em;left:0;font-size:8px">${reading}</b></i>`;
const PDF = `<div style="position:relative;height:120px"><style>em { position: absolute; white-space: pre; line-height: 1; font-style: normal }</style>
  <em style="left:0;top:0">前の文。　言語モ</em><br><em style="left:0;top:26px">デルを用いた</em><em style="left:120px;top:26px">研究が盛</em><em style="left:200px;top:26px">んだ。次の</em><br><em style="left:0;top:52px">文。</em></div>`;

const HIDDEN = '<span style="display:none">見えない文だ。</span>'.repeat(40);

it.each([
  ['a style sheet', `<style>${'i { color: red } '.repeat(20)}</style>`],
  ['what is hidden', HIDDEN],
  ['readings', '<ruby><rt>ながいよみ</rt></ruby>'.repeat(60)],
  ['the spaces of markup', `\n${' '.repeat(300)}`],
])('the sentence goes on over %s, however long', async (_, between) => {
  const page = await open(`<p>寒い。今日は${between}<b>雨</b>${between}だった。暑い。</p>`);
  const passage = await page.evaluate(() => {
    getSelection()!.selectAllChildren(document.querySelector('b')!);
    return anaume.capture()!.passage;
  });
  expect(passage).toEqual({ text: '今日は雨だった。', start: 3, end: 4 });
  await page.close();
});

it.each([
  [
    'readings in flex boxes',
    `<p>朝だ。${FLEX('わたし', '私')}は${FLEX('い', '行')}きます。</p>`,
    '私',
    '行',
    '私は行きます。',
    [0, 3],
  ],
  [
    'readings laid over',
    `<p>朝だ。${LAID('かのじょ', '彼女')}は${LAID('よ', '読')}んでいる。</p>`,
    '彼女',
    'は',
    '彼女は読んでいる。',
    [0, 3],
  ],
  ['runs of a PDF', PDF, '用', '研究', '言語モデルを用いた研究が盛んだ。', [6, 11]],
  [
    'a drop cap',
    '<p><b style="float:left;font-size:60px;line-height:1">吾</b>輩は猫である。名前はまだ無い。</p>',
    '吾',
    '吾',
    '吾輩は猫である。',
    [0, 1],
  ],
  [
    'none but its own box of a menu',
    '<nav style="display:flex;gap:12px"><a>東京へ行く</a><a>大阪で食べる</a></nav>',
    '東京',
    '東京',
    '東京へ行く',
    [0, 2],
  ],
] as const)('the sentence goes on over %s', async (_, body, from, to, text, [start, end]) => {
  const page = await open(body);
  const passage = await page.evaluate(
    (first, last) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const nodes: Text[] = [];
      while (walker.nextNode())
        if (!walker.currentNode.parentElement!.matches('style')) nodes.push(walker.currentNode as Text);
      const [one, other] = [
        nodes.find(({ data }) => data.includes(first))!,
        nodes.find(({ data }) => data.includes(last))!,
      ];
      getSelection()!.setBaseAndExtent(one, one.data.indexOf(first), other, other.data.indexOf(last) + last.length);
      return anaume.capture()!.passage;
    },
    from,
    to,
  );
  expect(passage).toEqual({ text, start, end });
  await page.close();
});
