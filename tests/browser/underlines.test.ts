import { describe, expect, it } from 'vitest';
import type { Page } from 'puppeteer';
import { html, useSurfaces } from './support/tooltip-page.ts';

const surfaces = useSurfaces();

const STYLE = `<style>#field { font: 20px/30px monospace; padding: 5px; border: 1px solid; width: 300px; height: 100px;
  margin: 40px; resize: none }
  #around { display: flow-root }</style>`;
const FIELD = '<div id=around><textarea id=field>お茶へ飲みました。</textarea></div>';
const EDITOR = '<div id=around><div id=field contenteditable>お茶へ飲みました。</div></div>';

/** A page with へ underlined in its field. */
async function open(body = FIELD): Promise<Page> {
  const page = await surfaces().page(html(body, STYLE));
  await page.evaluate(() => {
    const field = document.querySelector<HTMLElement>('#field')!;
    field.focus({ preventScroll: true });
    const start = ((field as HTMLTextAreaElement).value ?? field.textContent).indexOf('へ');
    anaume.underline({ start, end: start + 1 });
  });
  return page;
}

/** Left and top of the underlines. */
const marks = (page: Page) =>
  page.evaluate(() =>
    [...anaumeRoots.at(-1)!.querySelectorAll('.mark')].map((mark) => {
      const { left, top } = mark.getBoundingClientRect();
      return [Math.round(left), Math.round(top)];
    }),
  );

/** Runs in the page, which tells nobody. */
const change = (page: Page, script: string) => page.evaluate(script);

describe.each([
  ['a field', FIELD],
  ['an editor', EDITOR],
])('the underlines of %s that nobody scrolls', (_, body) => {
  it.each([
    [
      'a bar is inserted above',
      "document.body.insertAdjacentHTML('afterbegin', '<p style=margin:0;height:50px>')",
      0,
      50,
    ],
    ['what is around it is moved', "document.querySelector('#around').style.marginLeft = '70px'", 70, 0],
    ['it is moved by a transform', "document.querySelector('#around').style.transform = 'translateY(33px)'", 0, 33],
    ['its characters grow', "document.querySelector('#field').style.fontSize = '30px'", 20, null],
  ])('follow when %s', async (_, script, x, y) => {
    const page = await open(body);
    const [[left, top]] = (await marks(page)) as [[number, number]];
    await change(page, script);
    await expect
      .poll(async () => (await marks(page)).map((at) => [at[0], y === null ? null : at[1]]))
      .toEqual([[left + x, y === null ? null : top + y]]);
    await page.close();
  });

  it.each([
    ['is hidden', 'visibility', 'hidden'],
    ['is transparent', 'opacity', '0'],
    ['has no box', 'display', 'none'],
    ['is folded', 'contentVisibility', 'hidden'],
  ])('are gone while what is around it %s', async (_, property, value) => {
    const page = await open(body);
    const before = await marks(page);
    await change(page, `document.querySelector('#around').style.${property} = '${value}'`);
    await expect.poll(() => marks(page)).toEqual([]);
    await change(page, `document.querySelector('#around').style.${property} = ''`);
    await expect.poll(() => marks(page)).toEqual(before);
    await page.close();
  });

  it('are gone while the box around it is closed', async () => {
    const page = await open(body);
    const before = await marks(page);
    await change(page, "document.querySelector('#around').style.cssText = 'overflow: hidden; height: 10px'");
    await expect.poll(() => marks(page)).toEqual([]);
    await change(page, "document.querySelector('#around').style.cssText = 'overflow: hidden; height: 200px'");
    await expect.poll(() => marks(page)).toHaveLength(before.length);
    await page.close();
  });

  it('are gone where a menu is laid over it, and only there', async () => {
    const page = await open(body);
    const before = await marks(page);
    await change(
      page,
      `const menu = Object.assign(document.createElement('div'), { id: 'menu', innerHTML: '<span>切り取り<br>写し</span>' });
       menu.style.cssText = 'position: absolute; left: 60px; top: 20px; width: 100px; height: 80px; background: white';
       document.body.append(menu);`,
    );
    await expect.poll(() => marks(page)).toEqual([]);
    await change(page, "document.querySelector('#menu').style.left = '200px'");
    await expect.poll(() => marks(page)).toEqual(before);
    await change(page, "document.querySelector('#menu').style.left = '60px'");
    await expect.poll(() => marks(page)).toEqual([]);
    await change(page, "document.querySelector('#menu').remove()");
    await expect.poll(() => marks(page)).toEqual(before);
    await page.close();
  });

  it.each([
    ['nothing is to be seen of', 'opacity: 0; background: white'],
    ['has nothing of its own to show', ''],
    ['lets presses through', 'pointer-events: none; background: rgb(255 255 0 / 0.2)'],
  ])('stay under what %s', async (_, style) => {
    const page = await open(
      `${body}<div style="position:absolute;left:0;top:0;width:500px;height:300px;${style}"></div>`,
    );
    expect(await marks(page)).toHaveLength(1);
    await page.close();
  });
});

it('a field in a closed shadow tree has its underlines, but where it is covered', async () => {
  const page = await surfaces().page(
    html(`<p>前</p><x-field></x-field><script>
      const root = document.querySelector('x-field').attachShadow({ mode: 'open' });
      root.innerHTML = '${STYLE.replaceAll('\n', ' ')}${FIELD}';
      root.querySelector('#field').focus();
    </script>`),
  );
  await page.evaluate(() => anaume.underline({ start: 2, end: 3 }));
  await expect.poll(() => marks(page)).toHaveLength(1);
  await change(
    page,
    "document.body.insertAdjacentHTML('beforeend', '<div style=\"position:fixed;inset:0;background:white\">')",
  );
  await expect.poll(() => marks(page)).toEqual([]);
  await page.close();
});
