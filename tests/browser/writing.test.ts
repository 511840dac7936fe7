import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchSurfaces, type Surfaces } from './support/surface.ts';

let surfaces: Surfaces;
beforeAll(async () => {
  surfaces = await launchSurfaces();
});
afterAll(() => surfaces?.close());

const FIELD = '<textarea id=field>お茶へ飲みました。</textarea>';

/** How many underlines there are under one character of a field. */
async function underlines(body: string): Promise<number> {
  const page = await surfaces.page(`<!doctype html><meta charset="utf-8"><body>${body}`);
  try {
    return await page.evaluate(() => {
      document.querySelector<HTMLElement>('#field')!.focus({ preventScroll: true });
      anaume.underline({ start: 2, end: 3 });
      return anaumeRoots.at(-1)!.querySelectorAll('.mark').length;
    });
  } finally {
    await page.close();
  }
}

describe('an underline', () => {
  it.each([
    ['in the page', FIELD, 1],
    [
      'in a reply box that is fixed, in a box of no size that clips',
      `<div style="overflow:hidden;width:0;height:0"><div style="position:fixed;left:50px;top:50px">${FIELD}</div></div>`,
      1,
    ],
    [
      'in one that is placed beyond such a box',
      `<div style="position:relative"><div style="overflow:hidden;width:0;height:0"><div style="position:absolute;left:50px;top:50px">${FIELD}</div></div></div>`,
      1,
    ],
    ['in an inline box, which cannot clip', `<span style="overflow:hidden;font-size:1px">${FIELD}</span>`, 1],
    ['scrolled out of a box', `<div style="overflow:hidden;height:80px"><p style="height:200px"></p>${FIELD}</div>`, 0],
    ['cut off by a box without height', `<div style="overflow:hidden;height:0">${FIELD}</div>`, 0],
  ])('%s', async (_, body, expected) => {
    expect(await underlines(body)).toBe(expected);
  });
});
