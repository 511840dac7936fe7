import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import katex from 'katex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
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

async function read(body: string, head = ''): Promise<Read> {
  const page = await surfaces.page(
    `<!doctype html><html lang="ja"><meta charset="utf-8"><style>body { font-size: 20px }</style>${head}<body>${body}</body></html>`,
  );
  await select(page, '#all');
  const result = await page.evaluate(() => {
    const selected = anaume.capture();
    return { text: selected?.text ?? null, vertical: selected?.vertical };
  });
  await page.close();
  return result;
}

/** As PDF.js 5 lays its text over a page: every run a span of its own, placed by its corner, and a break where a line ends. */
const layer = (runs: readonly (readonly [text: string, left: number, top: number] | 'end')[]) =>
  `<style>.textLayer { position: absolute; inset: 0; line-height: 1; font-size: 20px }
  .textLayer :is(span, br) { position: absolute; white-space: pre; color: transparent }</style><div id=all class=textLayer>${runs
    .map((run) =>
      run === 'end'
        ? '<br role="presentation">'
        : `<span role="presentation" style="left:${run[1]}px;top:${run[2]}px">${run[0]}</span>`,
    )
    .join('')}</div>`;

describe('lines', () => {
  it.each([
    [
      'a drop cap is the beginning of its word',
      '<p id=all style="width:300px"><span style="float:left;font-size:60px;line-height:1">吾</span>輩は猫である。名前はまだ無い。</p>',
      '吾輩は猫である。名前はまだ無い。',
    ],
    [
      'a float that stands beside the text is no part of its line',
      '<div id=all style="width:500px"><aside style="float:right;width:100px">広告の文</aside><p>友達と遊ぶ</p></div>',
      '広告の文\n友達と遊ぶ',
    ],
    [
      'an icon in a link of flex boxes',
      '<p id=all>こ<a style="display:inline-flex"><i>の</i><span>図書</span></a>館</p>',
      'この図書館',
    ],
    [
      'flex boxes apart are lines of their own',
      '<nav id=all style="display:flex;gap:40px"><a>東京</a><a>大阪</a></nav>',
      '東京\n大阪',
    ],
    [
      'a reading made of flex boxes',
      '<p id=all>お<span style="display:inline-flex;flex-direction:column"><span style="font-size:10px">みま</span><span>見舞</span></span>い</p>',
      'お見舞い',
    ],
    [
      'a mark on a word',
      '<p id=all>友達<span style="position:relative"><span style="position:absolute;left:200px;top:-60px">別の所</span></span>と遊ぶ</p>',
      '友達\n別の所\nと遊ぶ',
    ],
    [
      'a PDF: runs of a line, and a word over its end',
      layer([['どこで生', 0, 0], 'end', ['れた', 0, 24], ['か見当がつかぬ。', 40, 24], 'end']),
      'どこで生れたか見当がつかぬ。',
    ],
    [
      'a PDF: a heading and its text, and two columns',
      layer([
        [`<b style="font-size:40px">題</b>`, 0, 0],
        'end',
        ['友達と', 0, 60],
        'end',
        ['遊ぶ', 0, 84],
        'end',
        ['明日は雨', 400, 60],
      ]),
      '題\n友達と遊ぶ\n明日は雨',
    ],
    [
      'lines of a speech bubble that are placed one by one',
      '<div id=all style="position:relative"><span style="position:absolute;top:0;left:0">大型アップデ</span><span style="position:absolute;top:26px;left:0">ートの日</span></div>',
      '大型アップデートの日',
    ],
    [
      'a box of spaces',
      '<p id=all>友達と<span style="border: 1px solid">　　　</span>をする</p>',
      '友達と＿＿＿をする',
    ],
    ['underlined spaces', '<p id=all>友達と<u>　　</u>をする</p>', '友達と＿＿をする'],
    ['spaces that nothing frames', '<p id=all>友達と<span>　　</span>をする</p>', '友達と　　をする'],
    ['a box of words', '<p id=all>友達と<u>　話　</u>をする</p>', '友達と　話　をする'],
    [
      'emoji that are several, joined',
      '<p id=all>家族は👨\u200d👩\u200d👧と🏳\ufe0f\u200d🌈、友\u200d達</p>',
      '家族は👨\u200d👩\u200d👧と🏳\ufe0f\u200d🌈、友達',
    ],
  ])('%s', async (_, body, expected) => {
    expect((await read(body)).text).toBe(expected);
  });

  it('a vertical PDF: characters one by one, columns from right to left', async () => {
    const column = (text: string, left: number) => [...text].map((one, at) => [one, left, at * 20] as const);
    expect(await read(layer([...column('吾輩は猫', 100), ...column('である', 70)]))).toEqual({
      text: '吾輩は猫である',
      vertical: true,
    });
  });

  it('a formula of KaTeX is read once, in one line', async () => {
    const css = await readFile(join(root, 'node_modules/katex/dist/katex.css'), 'utf8');
    const formula = katex.renderToString(String.raw`x^2 + \frac{a}{b}`);
    const { text } = await read(`<p id=all>式は${formula}である。</p>`, `<style>${css}</style>`);
    expect(text).not.toContain('\n');
    expect(text!.replaceAll(' ', '')).toMatch(/^式はx2\+(?:ab|ba)である。$/);
  });
});

describe('what nobody sees', () => {
  it.each([
    ['for screen readers only', 'position:absolute;width:1px;height:1px;overflow:hidden'],
    ['clipped', 'position:absolute;clip:rect(0,0,0,0)'],
    ['clip-path', 'clip-path:inset(50%);display:inline-block'],
    ['opacity', 'opacity:0'],
    ['font-size', 'font-size:0'],
    ['max-height', 'display:inline-block;max-height:0;overflow:hidden'],
    ['content-visibility', 'display:inline-block;content-visibility:hidden'],
    ['far left', 'position:absolute;left:-9999px'],
    ['far up', 'position:absolute;top:-9999px'],
    ['an indent', 'display:inline-block;text-indent:-9999px'],
    ['scaled to nothing', 'display:inline-block;transform:scale(0)'],
  ])('%s', async (_, style) => {
    const { text } = await read(`<p id=all>友達と<span style="${style}">見えない文</span>遊ぶ</p>`);
    expect(text?.replaceAll('\n', '')).toBe('友達と遊ぶ');
  });

  it('hidden=until-found', async () => {
    expect((await read('<div id=all>友達<p hidden="until-found">見えない文</p></div>')).text).toBe('友達');
  });

  it.each([
    ['transparent writing over a picture', 'color:transparent'],
    ['a little opacity', 'opacity:0.1'],
    ['a clip that shows', 'position:relative;clip-path:inset(0)'],
    ['an overflow that shows', 'display:inline-block;overflow:hidden'],
  ])('but %s is read', async (_, style) => {
    expect((await read(`<p id=all>友達と<span style="${style}">見える</span>遊ぶ</p>`)).text).toBe('友達と見える遊ぶ');
  });

  it.each([
    ['ruby-text by style', '<p id=all>東京<span style="display:ruby-text">とうきょう</span>へ</p>', '東京へ'],
    [
      'readings by class',
      '<p id=all><span class=ruby><span class=rb>友達</span><span class=rt>ともだち</span></span>と</p>',
      '友達と',
    ],
    ['a note of Wikipedia', '<p id=all>東京大<sup class=reference><a href="#n1">[1]</a></sup>学</p>', '東京大学'],
    ['a note by role', '<p id=all>東京大<a role=doc-noteref href="#n1">1</a>学</p>', '東京大学'],
    ['a power is no note', '<p id=all>面積はx<sup>2</sup>だ</p>', '面積はx2だ'],
    ['spaces between the bases of a ruby', '<p id=all><ruby>短 <rt>たん</rt> 槍 <rt>そう</rt></ruby>を</p>', '短槍を'],
    [
      'signs without a width',
      '<p id=all>友\u200c達\u200d と\u200e遊\u200fぶ\u2061。葛\u{e0100}城市\ufe00\u3164へ</p>',
      '友達 と遊ぶ。葛城市へ',
    ],
  ])('%s', async (_, body, expected) => {
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
