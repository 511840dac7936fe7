/** One kind of page, what is selected on it, and what the tooltip must show. The pages are in tests/pages/zoo. */
export interface ZooCase {
  /** Unique; also the row in docs/compatibility.md. */
  readonly name: string;
  readonly page: string;
  /** The name of the frame in which to select, with those around it (`outer/inner`); the page itself when absent. */
  readonly frame?: string;
  /** Runs in the page with `argument` and makes the selection. */
  readonly select: (argument: string) => void;
  readonly argument?: string;
  /** The words joined by spaces, `/` for a line break; null where no tooltip may open. */
  readonly words: string | null;
  /** True where the page changes itself, or keeps the test from watching it. */
  readonly restless?: boolean;
}

const RESTLESS = new Set(['rewriting.html', 'overridden.html']);

const selectAll = (selector: string) => getSelection()!.selectAllChildren(document.querySelector(selector)!);
const FRAME_WORDS = '枠 の 中 の 文 。';
const WORDS = '友達 と 遊ぶ 。';

/** Cases that select all of one element. */
const whole: readonly (readonly [name: string, page: string, words: string | null, selector: string])[] = [
  ['ruby: readings are left out', 'ruby.html', '東京 に 行っ た 。', '#all'],
  ['vertical writing', 'vertical.html', '吾輩 は 猫 で ある 。 名前 は まだ 無い 。', '#all'],
  [
    'inline elements, wbr, soft hyphen, hidden and unselectable parts',
    'inline.html',
    '僕 は 友達 と 遊ん だ 。',
    '#all',
  ],
  [
    'paragraphs, lists, tables and br: no word across a boundary',
    'blocks.html',
    '今日 は 晴れ だ / 明日 は 雨 だ / 東 / 京 / 大 / 阪 / 北 / 海 / 上 の 行 / 下 の 行',
    '#all',
  ],
  [
    'open shadow root around slotted text',
    'shadow-open.html',
    '外 の 文 。 / 影 の 中 の 文 。 / 差し込ん だ 文 。',
    'html',
  ],
  ['closed shadow root, selected from outside', 'shadow-closed.html', '外 の 文 。 / 閉じ た 影 の 文 。', 'html'],
  ['contenteditable', 'fields.html', '友達 と 遊ぶ', '#editable'],
  ['editor like CodeMirror (owns its DOM)', 'editor-lines.html', '今日 は 晴れ だ / 明日 は 雨 だ', '#all'],
  [
    'editor like ProseMirror (sets the selection again)',
    'editor-paragraphs.html',
    '今日 は 晴れ だ / 明日 は 雨 だ',
    '#all',
  ],
  ['SVG text in a page', 'svg.html', WORDS, '#all'],
  ['strict content security policy, trusted types, sandbox', 'policy.csp.html', WORDS, '#all'],
  ['all: unset !important on everything, and worse', 'reset.html', WORDS, '#all'],
  ['z-index wars, transforms and filters', 'layers.html', WORDS, '#all'],
  ['modal dialog', 'dialog.html', WORDS, '#all'],
  ['a page that rewrites its DOM all the time', 'rewriting.html', WORDS, '#all'],
  ['a page that stops every event', 'stopping.html', WORDS, '#all'],
  ['DOM clobbering', 'clobbered.html', WORDS, '#all'],
  ['a form with fields named as everything that a form has', 'form-fields.html', WORDS, '#all'],
  ['XHTML', 'xhtml.xhtml', WORDS, '#all'],
  ['an SVG document', 'picture.svg', WORDS, '#all'],
  ['a plain text file', 'plain.txt', '友達 と 遊ぶ 。 / 明日 は 雨 だ 。', 'pre'],
  ['an XML document with a style sheet', 'data.xml', WORDS, '文'],
  ['a document without body', 'bodiless.html', WORDS, '#all'],
  ['document.open and document.write after loading', 'written.html', WORDS, '#all'],
  ['right-to-left and mixed text', 'mixed.html', 'שלום 友達 と 遊ぶ 。 مرحبا Hello !', '#all'],
  ['half-width kana', 'characters.html', 'ｶﾞｯｺｳﾍ 行 ｸ 。', '#halfwidth'],
  ['combining marks', 'characters.html', 'か\u3099っ こう へ 行く 。', '#combining'],
  ['emoji and rare kanji', 'characters.html', '👩‍👩‍👧 と 🍣 を 食べる 。 𠮷 野家 へ 行く 。', '#emoji'],
  ['lone surrogates', 'characters.html', '友達 \ufffd と \ufffd 遊ぶ', '#surrogate'],
  ['no Japanese', 'characters.html', null, '#latin'],
  ['punctuation only', 'characters.html', null, '#punctuation'],
  ['a canvas: nothing to select', 'canvas.html', null, 'body'],
  ['a picture: nothing to select', 'image.html', null, 'body'],
  ['inert part of a sentence', 'unusual.html', '友達 と 楽しく 遊ぶ 。', '#inert'],
  ['user-select: none', 'unusual.html', null, '#none'],
  ['user-select: none on everything', 'unselectable.html', null, '#all'],
  ['user-select: text in a page of user-select: none', 'unselectable.html', '明日 は 雨 だ', '#allowed'],
  ['label', 'unusual.html', '友達 と 遊ぶ', '#label'],
  ['button', 'unusual.html', '友達 と 遊ぶ', '#button'],
  ['link', 'unusual.html', WORDS, '#link'],
  // MeCab groups 24 characters at most.
  ['a word as wide as the tooltip', 'unusual.html', `${'アア '.repeat(18)}${'ア'.repeat(24)}`, '#word'],
  ['::selection that cannot be seen', 'unusual.html', WORDS, '#invisible'],
  ['columns and display: contents', 'unusual.html', '今日 は 晴れ だ / 明日 は 雨 だ', '#columns'],
  ['document.designMode', 'designed.html', WORDS, '#all'],
  ['folded details', 'folded.html', '見出し の 文 。', '#all'],
  ['text-overflow: ellipsis', 'folded.html', '省略 さ れる 長い 文 。', '#cjk'],
  ['text-transform', 'folded.html', 'ABC の 友達', '#transformed'],
  ['line breaks in the source', 'folded.html', '友達 と 遊ぶ 、 Hello world 。', '#source'],
  ['a drop cap', 'real.html', '吾輩 は 猫 で ある 。 名前 は まだ 無い 。', '#cap'],
  ['for screen readers only, and the number of a note', 'real.html', WORDS, '#unseen'],
  ['variation selectors and marks of direction', 'real.html', '葛城 市 へ 行く 。', '#signs'],
  ['flex boxes in a word', 'real.html', 'この 図書館 へ', '#icon'],
  ['text that is laid over a picture run by run, as PDF.js does', 'real.html', 'どこ で 生れ た 。', '#layer'],
  ['Japanese where the page is said to be in Chinese', 'real.html', '東京 都庁 へ 行く 。', '#left-over'],
  ['Chinese that does not say so', 'real.html', null, '#chinese'],
  ['a password field is never read', 'fields.html', null, '#password'],
];

const inField = (selector: string) => {
  const field = document.querySelector<HTMLInputElement>(selector)!;
  field.focus();
  field.select();
};

const cases: readonly ZooCase[] = [
  ...whole.map(([name, page, words, argument]): ZooCase => ({ name, page, words, argument, select: selectAll })),
  {
    name: 'ruby: selection from inside a ruby',
    page: 'ruby.html',
    select: () => {
      const base = document.querySelector('ruby')!.firstChild!;
      const end = document.querySelector('#all')!.childNodes[1]!;
      getSelection()!.setBaseAndExtent(base, 1, end, 1);
    },
    // A word that a selection cuts is shown whole.
    words: '東京 に',
  },
  {
    name: 'ruby: only a reading selected',
    page: 'ruby.html',
    select: () => getSelection()!.selectAllChildren(document.querySelector('rt')!),
    words: null,
  },
  {
    name: 'selection backwards',
    page: 'inline.html',
    select: () => {
      const all = document.querySelector('#all')!;
      getSelection()!.setBaseAndExtent(all, all.childNodes.length, all, 0);
    },
    words: '僕 は 友達 と 遊ん だ 。',
  },
  {
    name: 'open shadow root, selected inside',
    page: 'shadow-open.html',
    select: () => {
      const text = document.querySelector('#host')!.shadowRoot!.querySelector('#inside')!.firstChild!;
      getSelection()!.setBaseAndExtent(text, 2, text, 6);
    },
    words: '中 の 文 。',
  },
  {
    name: 'from the page into a shadow root',
    page: 'shadow-open.html',
    select: () => {
      const text = document.querySelector('#host')!.shadowRoot!.querySelector('#inside')!.firstChild!;
      getSelection()!.setBaseAndExtent(document.querySelector('#before')!.firstChild!, 0, text, 1);
    },
    words: '外 の 文 。 / 影',
  },
  {
    name: 'closed shadow root, selected inside',
    page: 'shadow-closed.html',
    select: () => dispatchEvent(new Event('select-inside')),
    words: '閉じ た 影 の 文 。',
  },
  ...['same', 'cross', 'sandboxed', 'srcdoc', 'sandboxed-srcdoc', 'blank'].map((frame): ZooCase => ({
    name: `frame: ${frame}`,
    page: 'frames.html',
    frame,
    select: selectAll,
    argument: '#all',
    words: FRAME_WORDS,
  })),
  {
    name: 'frame in a frame',
    page: 'frames-nested.html',
    frame: 'outer/inner',
    select: selectAll,
    argument: '#all',
    words: FRAME_WORDS,
  },
  { name: 'frameset', page: 'frameset.html', frame: 'only', select: selectAll, argument: '#all', words: FRAME_WORDS },
  ...(
    [
      ['input', '#text', '友達 と 遊ぶ'],
      ['input type=search', '#search', '友達 と 遊ぶ'],
      ['read-only input', '#readonly', '友達 と 遊ぶ'],
      ['password input', '#password', null],
      ['textarea', '#area', '今日 は 晴れ だ / 明日 は 雨 だ'],
    ] as const
  ).map(([name, argument, words]): ZooCase => ({ name, page: 'fields.html', select: inField, argument, words })),
  {
    name: 'textarea in a shadow root',
    page: 'fields.html',
    select: () => {
      const area = document.querySelector('#host')!.shadowRoot!.querySelector('textarea')!;
      area.focus();
      area.select();
    },
    words: '影 の 欄 の 文',
  },
  {
    name: 'popover of the page',
    page: 'unusual.html',
    select: () => {
      document.querySelector<HTMLElement>('#popover')!.showPopover();
      getSelection()!.selectAllChildren(document.querySelector('#popped')!);
    },
    words: WORDS,
  },
  {
    name: 'editor like Monaco (a hidden field has the selection)',
    page: 'editor-hidden.html',
    select: () => (globalThis as unknown as { selectLine(): void }).selectLine(),
    words: '明日 は 雨 だ',
  },
  {
    name: 'a page that overrides Range, Selection and the rest',
    page: 'overridden.html',
    select: () =>
      (globalThis as unknown as { selectAll(element: Element): void }).selectAll(document.querySelector('#all')!),
    words: WORDS,
  },
];

export const zoo: readonly ZooCase[] = cases.map((one) => ({
  ...one,
  restless: RESTLESS.has(one.page),
}));
