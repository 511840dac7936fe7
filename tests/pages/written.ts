import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import katex from 'katex';
import { root } from '../../scripts/node/paths.ts';

/** Texts as real pages write them, each a body with `id=all` on what is read. */

/** Name, body, what a reader takes for its text. */
export type Written = readonly [name: string, body: string, text: string];

/**
 * As PDF.js 5 lays its text over a page: every run a span of its own, placed by its corner, and a break where a line
 * ends.
 */
const layer = (runs: readonly (readonly [text: string, left: number, top: number] | 'end')[]) =>
  `<style>.textLayer { position: absolute; inset: 0; line-height: 1; font-size: 20px }
  .textLayer :is(span, br) { position: absolute; white-space: pre; color: transparent }</style><div id=all class=textLayer>${runs
    .map((run) =>
      run === 'end'
        ? '<br role="presentation">'
        : `<span role="presentation" style="left:${run[1]}px;top:${run[2]}px">${run[0]}</span>`,
    )
    .join('')}</div>`;

/** Where boxes say nothing of it, lines are where characters stand. */
export const LINES: readonly Written[] = [
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
      'a PDF whose breaks are in the flow',
      `<style>.page { position: relative; height: 60px } .page span { position: absolute; white-space: pre }</style><div id=all class=page>${[
        ['言語モ', 0],
        ['デルを', 24],
      ]
        .map(([text, top]) => `<span style="left:0;top:${top}px">${text}</span><br>`)
        .join('')}</div>`,
      '言語モデルを',
    ],
    [
      'a break after a mark that is laid over the text',
      '<p id=all>友達<b style="position:absolute;left:200px">※</b><br>と遊ぶ</p>',
      '友達\n※\nと遊ぶ',
    ],
    [
      'a reading over its word, in a box of the line',
      '<p id=all>お<span style="display:inline-block;text-align:center"><span style="display:block;font-size:9px">みま</span>見舞</span>い、お<span style="display:inline-block"><span style="display:block;font-size:9px">ちゃ</span><span style="display:block">茶</span></span>を</p>',
      'お見舞い、お茶を',
    ],
    [
      'a small box over another that is no reading',
      '<p id=all>お<span style="display:inline-block"><span style="display:block;font-size:9px">新製品</span><span style="display:block">茶</span></span></p>',
      'お\n新製品\n茶',
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
];

/** Readings, notes and signs that are no text. */
export const NO_TEXT: readonly Written[] = [
    ['ruby-text by style', '<p id=all>東京<span style="display:ruby-text">とうきょう</span>へ</p>', '東京へ'],
    [
      'readings by class',
      '<p id=all><span class=ruby><span class=rb>友達</span><span class=rt>ともだち</span></span>と</p>',
      '友達と',
    ],
    [
      'readings laid over their words',
      '<p id=all><i style="position:relative">彼女<b style="position:absolute;top:-1em;left:0;font-size:8px">かのじょ</b></i>は<i style="position:relative">読<b style="position:absolute;top:-1em;left:0;font-size:8px">よ</b></i>んでいる</p>',
      '彼女は読んでいる',
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
];

/** Ways of not showing text: name, style. */
export const UNSEEN: readonly (readonly [name: string, style: string])[] = [
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
];

/** Styles that look like these, and show it. */
export const SEEN: readonly (readonly [name: string, style: string])[] = [
    ['transparent writing over a picture', 'color:transparent'],
    ['a little opacity', 'opacity:0.1'],
    ['a clip that shows', 'position:relative;clip-path:inset(0)'],
    ['an overflow that shows', 'display:inline-block;overflow:hidden'],
];

export const withPart = (style: string, part: string) => `<p id=all>友達と<span style="${style}">${part}</span>遊ぶ</p>`;

/** A page of a vertical PDF: characters one by one, columns from right to left. */
export const VERTICAL: Written = [
  'a vertical PDF',
  layer(
    [
      ['吾輩は猫', 100],
      ['である', 70],
    ].flatMap(([text, left]) => [...(text as string)].map((one, at) => [one, left as number, at * 20] as const)),
  ),
  '吾輩は猫である',
];

/** Read once, in one line. The fraction's parts come in the order in which the library writes them. */
export const formula = (): Written => [
  'a formula of KaTeX',
  `<style>${readFileSync(join(root, 'node_modules/katex/dist/katex.css'), 'utf8')}</style><p id=all>式は${katex.renderToString(String.raw`x^2 + \frac{a}{b}`)}である。</p>`,
  '式はx2+baである。',
];
