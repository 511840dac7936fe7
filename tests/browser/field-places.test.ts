import { describe, expect, it } from 'vitest';
import { html, useSurfaces } from './support/tooltip-page.ts';

const surfaces = useSurfaces();

/** Characters of 20 px in lines of 30, 6 px from the edges. */
const STYLE = `<style>#field { font: 20px/30px monospace; padding: 5px; border: 1px solid; width: 300px; height: 150px;
  box-sizing: content-box; margin: 40px; resize: none; overflow: hidden }</style>`;

/** Left, right, top and bottom of へ, in pixels of the field's own box, as the selection and an underline have them. */
async function placesOf(body: string, style = '', scroll = [0, 0]): Promise<(readonly number[] | null | undefined)[]> {
  const page = await surfaces().page(html(body, `${STYLE}<style>${style}</style>`));
  try {
    return await page.evaluate(([x, y]) => {
      const field = document.querySelector<HTMLTextAreaElement>('#field')!;
      const start = field.value.indexOf('へ');
      field.focus();
      field.setSelectionRange(start, start + 1);
      field.scrollTo(x!, y!);
      const ruler = document.createElement('div');
      ruler.style.cssText = 'position: fixed; inset: 0 auto auto 0; visibility: hidden';
      document.documentElement.append(ruler);
      const box = anaume.capture()!.anchor(ruler)!;
      ruler.remove();
      anaume.underline({ start, end: start + 1 });
      const mark = anaumeRoots.at(-1)!.querySelector('.mark')?.getBoundingClientRect();
      const outer = field.getBoundingClientRect();
      return [box, mark].map(
        (found) =>
          found && [found.left - outer.left, found.right - outer.left, found.top - outer.top, found.bottom - outer.top],
      );
    }, scroll);
  } finally {
    await page.close();
  }
}

/** Whether all edges are where they are expected, but for those of which nothing is said. */
const isAt = (place: readonly number[] | null | undefined, edges: readonly (number | null)[], scale = 1) =>
  expect(
    // The room that a font has around its characters is not the same on all sides.
    edges.every((edge, at) => edge === null || Math.abs((place?.[at] ?? NaN) - edge) <= 2 * scale),
    `${String(place)} for ${String(edges)}`,
  ).toBe(true);

describe('a word of a field whose lines are not broken', () => {
  const LONG = `${'あ'.repeat(40)}\nお茶へ飲みました。`;
  it.each([
    ['wrap=off', 'wrap=off', ''],
    ['white-space: pre', '', '#field { white-space: pre }'],
    ['white-space: nowrap', '', '#field { white-space: nowrap }'],
    ['white-space: break-spaces', '', '#field { white-space: break-spaces; width: 900px }'],
  ])('%s', async (_, attributes, style) => {
    const [box, mark] = await placesOf(`<textarea id=field ${attributes}>${LONG}</textarea>`, style);
    for (const place of [box, mark]) isAt(place, [46, 66]);
    // The middle of the second line.
    isAt([(box![2]! + box![3]!) / 2], [51]);
  });

  it('scrolled along its lines', async () => {
    const [box, mark] = await placesOf(
      `<textarea id=field wrap=off>${'あ'.repeat(20)}へ${'あ'.repeat(20)}</textarea>`,
      '',
      [200, 0],
    );
    for (const place of [box, mark]) isAt(place, [206, 226]);
  });
});

describe('a word of a field that is drawn otherwise', () => {
  const SLIP = 'お茶へ飲みました。';
  const FIELD = `<textarea id=field>一\n${SLIP}</textarea>`;

  it.each([
    ['by itself', '#field { transform: scale(1.5) }', 1.5, 1.5],
    ['by what is around it', 'body { transform: scale(0.5); transform-origin: 0 0 }', 0.5, 0.5],
    ['by its own property, in one direction', '#field { scale: 2 1; transform-origin: 0 0 }', 2, 1],
    ['and zoomed', 'html { zoom: 1.25 } #field { transform: scale(2); transform-origin: 0 0 }', 2.5, 2.5],
    ['and moved', '#field { transform: translate(40px, 30px) scale(1.2) }', 1.2, 1.2],
  ])('scaled %s', async (_, style, x, y) => {
    const [box, mark] = await placesOf(FIELD, style);
    for (const place of [box, mark]) isAt(place, [46 * x, 66 * x, null, null]);
    isAt([(box![2]! + box![3]!) / 2], [51 * y], y);
  });

  it('scaled and scrolled', async () => {
    const field = `<textarea id=field>${'一\n'.repeat(10)}${SLIP}</textarea>`;
    const [box, mark] = await placesOf(field, '#field { transform: scale(1.5) }', [0, 180]);
    for (const place of [box, mark]) isAt(place, [69, 99, null, null]);
    isAt([(box![2]! + box![3]!) / 2], [1.5 * (6 + 315 - 180)]);
  });

  it.each([
    ['turned', '#field { transform: rotate(10deg) }'],
    ['turned by what is around it', 'body { rotate: 180deg }'],
    ['skewed', '#field { transform: skewX(10deg) }'],
    ['mirrored', '#field { transform: scaleX(-1) }'],
  ])('%s: the selection is the field, and nothing is underlined', async (_, style) => {
    const [box, mark] = await placesOf(FIELD, style);
    expect(mark ?? null).toBeNull();
    expect(box![0]).toBeCloseTo(0);
    expect(box![2]).toBeCloseTo(0);
  });

  it.each([
    ['text-autospace', 'html { text-autospace: normal }'],
    ['text-spacing-trim', 'html { text-spacing-trim: trim-both }'],
    ['font-size-adjust', '#field { font-size-adjust: 1 }'],
    ['font-kerning', '#field { font: 20px/30px sans-serif; font-kerning: none }'],
    ['text-wrap-style', '#field { text-wrap-style: balance }'],
  ])('set with %s: where the same text of the page stands', async (_, style) => {
    const text = `「お茶」AVAあaあbあcあdあe${SLIP}`;
    const page = await surfaces().page(
      html(
        `<textarea id=field>${text}</textarea><div id=same>${text}</div>`,
        `${STYLE}<style>${style.replace('#field', '#field, #same')}
          #same { font: 20px/30px monospace; padding: 5px; border: 1px solid; width: 300px; box-sizing: content-box }</style>
         <style>${style.replace('#field', '#same')}</style>`,
      ),
    );
    const [box, expected] = await page.evaluate(() => {
      const edges = ({ left, top, right }: DOMRect, of: Element) => {
        const outer = of.getBoundingClientRect();
        return [left - outer.left, right - outer.left, top - outer.top];
      };
      const field = document.querySelector<HTMLTextAreaElement>('#field')!;
      const same = document.querySelector('#same')!;
      const start = field.value.indexOf('へ');
      const range = document.createRange();
      range.setStart(same.firstChild!, start);
      range.setEnd(same.firstChild!, start + 1);
      field.focus();
      field.setSelectionRange(start, start + 1);
      const ruler = document.createElement('div');
      ruler.style.cssText = 'position: fixed; inset: 0 auto auto 0; visibility: hidden';
      document.documentElement.append(ruler);
      return [edges(anaume.capture()!.anchor(ruler)!, field), edges(range.getBoundingClientRect(), same)];
    });
    isAt(box, expected!);
    await page.close();
  });

  it('beside a scroll bar at its left', async () => {
    const field = `<textarea id=field dir=rtl>${'一\n'.repeat(10)}${SLIP}</textarea>`;
    const [box] = await placesOf(field, '#field { overflow: scroll }', [0, 200]);
    // From the right edge: 飲みました; the full stop is at the other end.
    const right = 312 - 6 - 20 * 5;
    isAt(box, [right - 20, right]);
  });

  it.each(['vertical-rl', 'sideways-rl', 'vertical-lr'])('in lines that go down: %s', async (mode) => {
    const style = `#field { writing-mode: ${mode} }`;
    const [box, mark] = await placesOf(FIELD, style);
    // The second line is 45 px from the first side.
    const middle = mode.endsWith('rl') ? 312 - 51 : 51;
    isAt(box, [null, null, 46, 66]);
    isAt([(box![0]! + box![1]!) / 2], [middle]);
    isAt(mark, [null, null, 46, 66]);
    // At the right of its line.
    expect(mark![0]).toBeGreaterThan(middle + 7);
    expect(mark![1]! - mark![0]!).toBeLessThan(5);
  });

  it('in lines that go down, scrolled', async () => {
    const field = `<textarea id=field>${'一\n'.repeat(12)}${SLIP}</textarea>`;
    const style = '#field { writing-mode: vertical-rl; height: 250px; overflow: scroll }';
    const [box, mark] = await placesOf(field, style, [-100, 0]);
    for (const place of [box, mark]) isAt(place, [null, null, 46, 66]);
    isAt([(box![0]! + box![1]!) / 2], [312 - 15 - (6 + 375 - 100)]);
  });

  it('in an input whose line goes down', async () => {
    const [box, mark] = await placesOf(
      `<input id=field value="${SLIP}">`,
      '#field { writing-mode: vertical-rl; width: 80px; height: 300px; line-height: normal }',
    );
    isAt(box, [0, 92, 46, 66]);
    isAt(mark, [null, null, 46, 66]);
    expect(mark![0]).toBeGreaterThan(46 + 7);
    expect(mark![1]).toBeLessThan(46 + 22);
  });
});
