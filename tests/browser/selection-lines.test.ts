import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formula, LINES, NO_TEXT, SEEN, UNSEEN, VERTICAL, withPart } from '../pages/written.ts';
import { launchSurfaces, select, type Surfaces } from './support/surface.ts';

/** What a reader takes for one line, and what nobody sees: written as real pages write it. */
let surfaces: Surfaces;
beforeAll(async () => {
  surfaces = await launchSurfaces();
});
afterAll(() => surfaces?.close());

interface Read {
  readonly text: string | null;
  readonly vertical: boolean | undefined;
}

async function read(body: string): Promise<Read> {
  const page = await surfaces.page(
    `<!doctype html><html lang="ja"><meta charset="utf-8"><style>body { font-size: 20px }</style><body>${body}</body></html>`,
  );
  await select(page, '#all');
  const result = await page.evaluate(() => {
    const selected = anaume.capture();
    return { text: selected?.text ?? null, vertical: selected?.vertical };
  });
  await page.close();
  return result;
}

describe('lines', () => {
  it.each(LINES)('%s', async (_, body, expected) => {
    expect((await read(body)).text).toBe(expected);
  });

  it('a vertical PDF: characters one by one, columns from right to left', async () => {
    expect(await read(VERTICAL[1])).toEqual({ text: VERTICAL[2], vertical: true });
  });

  it('a formula of KaTeX is read once, in one line', async () => {
    const [, body, expected] = formula();
    expect((await read(body)).text?.replaceAll(' ', '')).toBe(expected);
  });
});

describe('what nobody sees', () => {
  it.each(UNSEEN)('%s', async (_, style) => {
    const { text } = await read(withPart(style, '見えない文'));
    expect(text?.replaceAll('\n', '')).toBe('友達と遊ぶ');
  });

  const AWAY = '<i style="left:-9999px">見えない</i><i style="top:-9999px">見えない</i>';
  it.each([
    ['up', 'overflow:auto', AWAY, [0, 1000]],
    [
      'up, in a shadow tree',
      'overflow:auto',
      `<template shadowrootmode=open><slot></slot></template>${AWAY}`,
      [0, 1000],
    ],
    ['up from where a box begins', 'overflow:auto;display:flex;flex-direction:column-reverse', '', [0, 0]],
    ['up, where the page zooms', 'overflow:auto;zoom:2', AWAY, [0, 1000]],
    ['to the left', 'overflow:auto', AWAY, [2000, 0]],
    ['to the left from where vertical lines begin', 'overflow:auto;writing-mode:vertical-rl', '', [0, 0]],
  ])('but what can be scrolled to in a box is read: %s', async (_, style, away, [left, top]) => {
    const page = await surfaces.page(
      `<!doctype html><meta charset="utf-8"><style>i { position: absolute }</style>
      <div id=all style="position:relative;height:200px;width:200px;${style}"><div style="position:relative;width:3000px;height:3000px;flex:none">
        <i style="left:0;top:0">友達と</i><i style="left:2900px;top:2900px">遊ぶ</i>${away}
      </div></div>`,
    );
    await page.$eval('#all', (box, x, y) => box.scrollTo(x!, y!), left, top);
    await select(page, '#all');
    expect(await page.evaluate(() => anaume.capture()?.text)).toBe('友達と\n遊ぶ');
    await page.close();
  });

  it('in a shadow tree', async () => {
    const hidden = UNSEEN.map(([, style]) => `<span style="${style}">見えない文</span>`).join('');
    const { text } = await read(
      `<p id=all>友達<span><template shadowrootmode=open>${hidden}と</template></span>遊ぶ</p>`,
    );
    expect(text?.replaceAll('\n', '')).toBe('友達と遊ぶ');
  });

  it('hidden=until-found', async () => {
    expect((await read('<div id=all>友達<p hidden="until-found">見えない文</p></div>')).text).toBe('友達');
  });

  it.each(SEEN)('but %s is read', async (_, style) => {
    expect((await read(withPart(style, '見える'))).text).toBe('友達と見える遊ぶ');
  });

  it.each(NO_TEXT)('%s', async (_, body, expected) => {
    expect((await read(body)).text).toBe(expected);
  });

  it('a word is given back with its variation selector', async () => {
    const page = await surfaces.page('<!doctype html><meta charset="utf-8"><p id=all>葛\u{e0100}と辻\u{e0100}へ</p>');
    await select(page, '#all');
    const found = await page.evaluate(() => {
      const { text, rangeOf } = anaume.capture()!;
      return [text, rangeOf(0, 1)!.toString(), rangeOf(2, 3)!.toString()];
    });
    expect(found).toEqual(['葛と辻へ', '葛\u{e0100}', '辻\u{e0100}']);
    await page.close();
  });

  it('what stands behind an emoji that is several is given back from its place', async () => {
    const page = await surfaces.page(
      '<!doctype html><meta charset="utf-8"><p id=all>は👨\u200d👩\u200d👧と友\u200d達へ</p>',
    );
    await select(page, '#all');
    const found = await page.evaluate(() => {
      const { text, rangeOf } = anaume.capture()!;
      return ['👨\u200d👩\u200d👧', 'と', '友達', 'へ'].map((word) =>
        rangeOf(text.indexOf(word), text.indexOf(word) + word.length)!.toString(),
      );
    });
    expect(found).toEqual(['👨\u200d👩\u200d👧', 'と', '友\u200d達', 'へ']);
    await page.close();
  });
});
