/** One kind of page, what is selected on it, and what the tooltip must show. The pages are in tests/pages/zoo. */
export interface ZooCase {
  /** Unique; also the row in docs/compatibility.md. */
  readonly name: string;
  readonly page: string;
  /** The name of the frame in which to select; the page itself when absent. */
  readonly frame?: string;
  /** Runs in the page with `argument` and makes the selection. */
  readonly select: (argument: string) => void;
  readonly argument?: string;
  /** The words joined by spaces, `/` for a line break; null where no tooltip may open. */
  readonly words: string | null;
  /** True for a case that Firefox runs, too. */
  readonly firefox: boolean;
}

const selectAll = (selector: string) => getSelection()!.selectAllChildren(document.querySelector(selector)!);
const FRAME_WORDS = '枠 の 中 の 文 。';
const WORDS = '友達 と 遊ぶ 。';

/** [name, page, words, selector, in Firefox] for cases that select all of one element. */
const whole: readonly (readonly [name: string, page: string, words: string | null, selector?: string, firefox?: boolean])[] = [
  ['ruby: readings are left out', 'ruby.html', '東京 に 行っ た 。', '#all', true],
  ['vertical writing', 'vertical.html', '吾輩 は 猫 で ある 。 名前 は まだ 無い 。', '#all', true],
  ['inline elements, <wbr>, soft hyphen, hidden and unselectable parts', 'inline.html', '僕 は 友達 と 遊ん だ 。', '#all', true],
  ['paragraphs, lists, tables and <br>: no word across a boundary', 'blocks.html', '今日 は 晴れ だ / 明日 は 雨 だ / 東 / 京 / 大 / 阪 / 北 / 海 / 一 行 目 / 二 行 目', '#all', true],
  ['open shadow root around slotted text', 'shadow-open.html', '外 の 文 。 / 影 の 中 の 文 。 / 差し込ん だ 文 。', 'html', true],
  ['closed shadow root, selected from outside', 'shadow-closed.html', '閉じ た 影 の 文 。', 'html', true],
  ['contenteditable', 'fields.html', '友達 と 遊ぶ', '#editable', true],
  ['editor like CodeMirror (owns its DOM)', 'editor-lines.html', '今日 は 晴れ だ / 明日 は 雨 だ', '#all', true],
  ['editor like ProseMirror (sets the selection again)', 'editor-paragraphs.html', '今日 は 晴れ だ / 明日 は 雨 だ', '#all', true],
  ['SVG text in a page', 'svg.html', WORDS, '#all', true],
  ['strict content security policy, trusted types, sandbox', 'policy.csp.html', WORDS, '#all', true],
  ['* { all: unset !important } and worse', 'reset.html', WORDS, '#all', true],
  ['z-index wars, transforms and filters', 'layers.html', WORDS, '#all', true],
  ['modal dialog', 'dialog.html', WORDS, '#all', true],
  ['a page that rewrites its DOM all the time', 'rewriting.html', WORDS, '#all', true],
  ['a page that stops every event', 'stopping.html', WORDS, '#all', true],
  ['DOM clobbering', 'clobbered.html', WORDS, '#all', true],
  ['XHTML', 'xhtml.xhtml', WORDS, '#all', true],
  ['an SVG document', 'picture.svg', WORDS, '#all', true],
  ['a plain text file', 'plain.txt', '友達 と 遊ぶ 。 / 明日 は 雨 だ 。', 'pre', true],
  ['an XML document', 'data.xml', WORDS, '文', true],
  ['a document without body', 'bodiless.html', WORDS, '#all', true],
  ['document.open and document.write after loading', 'written.html', WORDS, '#all', true],
  ['right-to-left and mixed text', 'mixed.html', 'שלום 友達 と 遊ぶ 。 مرحبا Hello !', '#all', true],
  ['half-width kana', 'characters.html', 'ｶﾞｯｺｳﾍ 行 ｸ 。', '#halfwidth', true],
  ['combining marks', 'characters.html', 'か\u3099っ こう へ 行く 。', '#combining', true],
  ['emoji and rare kanji', 'characters.html', '👩 \u200d 👩 \u200d 👧 と 🍣 を 食べる 。 𠮷 野家 へ 行く 。', '#emoji', true],
  ['lone surrogates', 'characters.html', '友達 \ufffd と \ufffd 遊ぶ', '#surrogate', true],
  ['no Japanese', 'characters.html', null, '#latin', true],
  ['punctuation only', 'characters.html', null, '#punctuation', true],
  ['a canvas: nothing to select', 'canvas.html', null, 'body', true],
  ['folded <details>', 'folded.html', '見出し の 文 。', '#all', true],
  ['text-overflow: ellipsis', 'folded.html', '省略 さ れる 長い 文 。', '#cjk', true],
  ['text-transform', 'folded.html', 'ABC の 友達', '#transformed', true],
  ['line breaks in the source', 'folded.html', '友達 と 遊ぶ 、 Hello world 。', '#source', true],
  ['a password field is never read', 'fields.html', null, '#password', true],
];

const inField = (selector: string) => {
  const field = document.querySelector<HTMLInputElement>(selector)!;
  field.focus();
  field.select();
};

export const zoo: readonly ZooCase[] = [
  ...whole.map(([name, page, words, selector = '#all', firefox = false]): ZooCase => ({ name, page, words, argument: selector, firefox, select: selectAll })),
  {
    name: 'ruby: selection from inside a ruby',
    page: 'ruby.html',
    select: () => {
      const base = document.querySelector('ruby')!.firstChild!;
      const end = document.querySelector('#all')!.childNodes[1]!;
      getSelection()!.setBaseAndExtent(base, 1, end, 1);
    },
    words: '京 に',
    firefox: true,
  },
  {
    name: 'ruby: only a reading selected',
    page: 'ruby.html',
    select: () => getSelection()!.selectAllChildren(document.querySelector('rt')!),
    words: null,
    firefox: true,
  },
  {
    name: 'selection backwards',
    page: 'inline.html',
    select: () => {
      const all = document.querySelector('#all')!;
      getSelection()!.setBaseAndExtent(all, all.childNodes.length, all, 0);
    },
    words: '僕 は 友達 と 遊ん だ 。',
    firefox: true,
  },
  {
    name: 'open shadow root, selected inside',
    page: 'shadow-open.html',
    select: () => {
      const text = document.querySelector('#host')!.shadowRoot!.querySelector('#inside')!.firstChild!;
      getSelection()!.setBaseAndExtent(text, 2, text, 6);
    },
    words: '中 の 文 。',
    firefox: true,
  },
  {
    name: 'from the page into a shadow root',
    page: 'shadow-open.html',
    select: () => {
      const text = document.querySelector('#host')!.shadowRoot!.querySelector('#inside')!.firstChild!;
      getSelection()!.setBaseAndExtent(document.querySelector('#before')!.firstChild!, 0, text, 1);
    },
    words: '外 の 文 。 / 影',
    firefox: true,
  },
  {
    name: 'closed shadow root, selected inside',
    page: 'shadow-closed.html',
    select: () => dispatchEvent(new Event('select-inside')),
    words: '閉じ た 影 の 文 。',
    firefox: true,
  },
  ...['same', 'cross', 'sandboxed', 'srcdoc', 'sandboxed-srcdoc', 'blank'].map(
    (frame): ZooCase => ({ name: `frame: ${frame}`, page: 'frames.html', frame, select: selectAll, argument: '#all', words: FRAME_WORDS, firefox: true }),
  ),
  { name: 'frameset', page: 'frameset.html', frame: 'only', select: selectAll, argument: '#all', words: FRAME_WORDS, firefox: true },
  ...(
    [
      ['input', '#text', '友達 と 遊ぶ'],
      ['input type=search', '#search', '友達 と 遊ぶ'],
      ['read-only input', '#readonly', '友達 と 遊ぶ'],
      ['password input', '#password', null],
      ['textarea', '#area', '今日 は 晴れ だ / 明日 は 雨 だ'],
    ] as const
  ).map(([name, argument, words]): ZooCase => ({ name, page: 'fields.html', select: inField, argument, words, firefox: true })),
  {
    name: 'textarea in a shadow root',
    page: 'fields.html',
    select: () => {
      const area = document.querySelector('#host')!.shadowRoot!.querySelector('textarea')!;
      area.focus();
      area.select();
    },
    words: '影 の 欄 の 文',
    firefox: true,
  },
  {
    name: 'a page that overrides Range, Selection and the rest',
    page: 'overridden.html',
    select: () => (globalThis as unknown as { selectAll(element: Element): void }).selectAll(document.querySelector('#all')!),
    words: WORDS,
    firefox: true,
  },
];
