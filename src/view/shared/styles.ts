import { dependencyStyles } from './dependency-styles.ts';

/** The tooltip's own limits, wherever there is more room. */
export const MAX_INLINE_SIZE = 'calc(440px * var(--text-size, 1))';
export const MAX_BLOCK_SIZE = 'calc(400px * var(--text-size, 1))';

/**
 * The one stylesheet of every surface. Sizes are in px, since rem would be the page's; colours have a light and a dark value
 * and at least 4.5:1 against the paper; hues are told apart under the common colour blindnesses and never carry meaning alone.
 */
const surfaces = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  inline-size: 0 !important;
  block-size: 0 !important;
  overflow: visible !important;
  z-index: 2147483647 !important;
}
:host::before, :host::after { content: none !important; }
bgsound { display: contents; }
:host, :root {
  --paper: light-dark(#fffdf8, #1f1d1a);
  --sunk: light-dark(#f6f1e7, #292622);
  --ink: light-dark(#26221c, #ece6da);
  --soft: light-dark(#6b6255, #a89f90);
  --rule: light-dark(#e4dccd, #3b3731);
  --edge: light-dark(#cfc5b2, #4a453d);
  --red: light-dark(#b03320, #f08c77);
  --red-wash: light-dark(#fbeae5, #3b2621);
  --blue-wash: light-dark(#e3ebf4, #2a3645);
  --blue: light-dark(#1f5fa8, #8ab8f0);
  --focus: light-dark(#1f5fa8, #8ab8f0);
  --mincho: "Hiragino Mincho ProN", "Yu Mincho", "YuMincho", "Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif JP", serif;
  --gothic: system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Yu Gothic UI", "Noto Sans CJK JP", "Noto Sans JP", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", "Noto Sans CJK JP", monospace;
}
* { box-sizing: border-box; }
:root, .tooltip { color-scheme: light dark; }
[data-theme="light"] { color-scheme: light; }
[data-theme="dark"] { color-scheme: dark; }
.tooltip {
  position: fixed;
  inset: 0 auto auto 0;
  display: flex;
  inline-size: max-content;
  max-inline-size: min(${MAX_INLINE_SIZE}, 100vw);
  max-block-size: min(${MAX_BLOCK_SIZE}, 100vh);
  opacity: 0;
  color: var(--ink);
  background: var(--paper);
  border: 1px solid var(--edge);
  border-radius: 10px;
  box-shadow: 0 1px 2px rgb(0 0 0 / .08), 0 10px 32px light-dark(rgb(0 0 0 / .16), rgb(0 0 0 / .5));
  overflow: hidden;
}
.tooltip[data-side] { opacity: 1; }
.nothing-read p { display: flex; align-items: center; gap: 8px; padding: 8px 6px 8px 14px; text-wrap: balance; }
.tooltip.offer { border-radius: 7px; box-shadow: 0 1px 3px rgb(0 0 0 / .25); }
.offer button { display: flex; border: 0; padding: 7px 10px; }
.ruler { position: fixed; inset: 0 auto auto 0; visibility: hidden; pointer-events: none; }
.tooltip, .popup {
  font: 13px/1.5 var(--gothic);
  text-align: start;
  writing-mode: horizontal-tb;
}
.frame { display: flex; flex-direction: column; min-inline-size: min(300px, 100%); min-block-size: 0; user-select: none; -webkit-user-select: none; }
:root { background: var(--paper); color: var(--ink); }
:root body { margin: 0; }
.popup .words { --tall: 230px; }
/* In low windows and frames: no readings above, one line of words, the footer's essentials; in the lowest one line that says where there is room. */
.pointer { display: none; align-items: center; gap: 8px; padding: 2px 4px 2px 10px; font-size: 12px; white-space: nowrap; }
.pointer span { flex: 1; overflow: hidden; text-overflow: ellipsis; }
.pointer button { flex: none; padding: 0 8px; }
[data-room="low"] .words { --tall: 34px; }
[data-room="low"] .written { block-size: 24px; }
[data-room="low"] .own rt { display: none; }
[data-room="low"] .masked .written::before { inset-block-start: 0; }
[data-room="low"] .masked .filling { inset-block-start: 2px; }
[data-room="low"] footer { padding-block: 0; }
[data-room="low"] footer .mark, [data-room="low"] footer .pieces-toggle { display: none; }
[data-room="low"] footer .toggle:first-of-type { margin-inline-start: auto; }
[data-room="low"] .detail { block-size: 22px; padding-block: 2px 0; flex-wrap: nowrap; white-space: nowrap; }
[data-room="tiny"] .frame > :not(.pointer) { display: none; }
[data-room="tiny"] .pointer { display: flex; }
.popup { display: flex; flex-direction: column; inline-size: min(420px, calc(780px / var(--text-size, 1))); max-inline-size: 100%; min-block-size: 220px; max-block-size: calc(590px / var(--text-size, 1)); margin-inline: auto; }
.frame, .popup { zoom: var(--text-size, 1); }
`;

const parts = `
p, h2, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
h2 { font-size: 12px; font-weight: 600; color: var(--soft); }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.hint { color: var(--soft); }
/* Lines of Japanese break between phrases, where the browser knows how. */
.hint, .notice, .nothing, .nothing-read, .verdict { text-wrap: pretty; word-break: auto-phrase; }
.warn { color: var(--red); }
button {
  font: inherit; color: inherit; background: none; border: 1px solid var(--edge); border-radius: 6px; padding: 3px 10px; cursor: pointer;
}
button:hover:not(:disabled) { background: var(--sunk); }
button:disabled { opacity: .5; cursor: default; }
button.primary { color: var(--paper); background: var(--ink); border-color: var(--ink); }
button.primary:disabled { opacity: 1; color: var(--soft); background: none; border-color: var(--edge); }
button.primary:hover:not(:disabled) { background: var(--ink); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }

/* The words give way first, down to one line of them: what was asked for stays in view. Theirs is the one scroll bar. */
.sheet { flex: 0 1 auto; min-block-size: 0; display: flex; flex-direction: column; overflow: hidden; }
.sheet > :not(.unseen) { padding-inline: 12px; }
.words { --tall: 136px; flex: 0 1000 auto; min-block-size: min(46px, var(--tall)); max-block-size: var(--tall); overflow: hidden auto; overscroll-behavior: contain; scrollbar-width: thin; padding-block: 4px 1px; }
.sheet > .words { padding-inline: 8px; }
.answer { flex: 0 1 auto; min-block-size: 0; overflow: hidden auto; overscroll-behavior: contain; scrollbar-width: none; padding-block-end: 5px; border-block-start: 1px solid var(--rule); }
/* What is still to be drawn changes neither its size nor its place. */
.words.more { min-block-size: var(--tall); }
/* A box of its own: between inline elements that do not wrap Firefox breaks no line. */
.phrase { display: inline-block; max-inline-size: 100%; vertical-align: top; white-space: nowrap; }
.around { font: 15px/1.5 var(--mincho); color: var(--soft); opacity: .8; display: inline-block; padding-block-start: 15px; vertical-align: top; max-inline-size: 100%; }
[data-room="low"] .around { padding-block-start: 1px; }
.words .space { display: inline-block; inline-size: 10px; }
.word {
  display: inline-flex; flex-direction: column; align-items: center; vertical-align: top;
  min-inline-size: 20px; max-inline-size: calc(100% - 2px); margin: 0 0 3px; padding: 0 2px 1px; border: 1px solid transparent; border-radius: 5px;
  --hue: var(--soft);
}
.word:hover { background: var(--sunk); }
.written { position: relative; display: flex; justify-content: center; align-items: flex-end; min-inline-size: 100%; max-inline-size: 100%; block-size: 37px; font: 19px/19px var(--mincho); padding-block-end: 3px; border-block-end: 2px solid var(--hue); white-space: pre; }
.own { display: flex; align-items: flex-end; max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; }
/* Flex boxes: browsers set ruby differently, and only some keep the lines of words with and without it level. */
.own ruby { display: inline-flex; flex-direction: column-reverse; align-items: center; }
.own rt { display: block; margin-block-end: 1px; font: 10px/12px var(--gothic); color: var(--soft); }
.tag { font-size: 10.5px; line-height: 1.5; color: var(--hue); }
.noun { --hue: light-dark(#1f5fa8, #8ab8f0); }
.verb { --hue: light-dark(#a8430a, #f0a070); }
.adjective { --hue: light-dark(#0b6e53, #5fd0aa); }
.adverb { --hue: light-dark(#76600a, #dcc25a); }
.auxiliary { --hue: light-dark(#73479a, #c9a3e6); }
.adnominal, .conjunction, .interjection, .prefix { --hue: light-dark(#92386b, #eb9fca); }
.particle { --hue: light-dark(#6b6255, #a89f90); }
.particle .written { border-block-end-style: dotted; }
.symbol, .other { --hue: light-dark(#6b6255, #a89f90); }
.symbol .written, .other .written { border-block-end-color: transparent; }
.symbol { min-inline-size: 0; }
.unknown .written { border-block-end-style: dashed; }

.masked .written { border-block-end-color: transparent; }
.masked .own { visibility: hidden; }
.blank .own { min-inline-size: 2em; max-inline-size: 4em; overflow: hidden; block-size: 19px; }
.masked .written::before {
  content: ""; box-sizing: border-box; position: absolute; inset: 10px 0 0; border: 1.5px dashed var(--red); border-radius: 4px; background: var(--red-wash);
}
.masked .filling { position: absolute; inset: 14px 0 auto; color: var(--red); text-align: center; }
.masked.guessed .filling { opacity: .5; }
.filled .own { display: none; }
.masked .filling:not(:empty) { position: relative; inset: auto; padding-inline: 4px; }
.covered .written::before { opacity: .35; }
.masked .tag { color: var(--red); }

.pieces { display: flex; gap: 4px; padding-block: 2px 1px; }
.piece { display: inline-flex; flex-direction: column; align-items: center; font: 11px/1.3 var(--mono); color: var(--ink); }
.pieces .piece { padding-inline: 4px; border-radius: 3px; background: var(--sunk); }
.piece .id { font-size: 10px; color: var(--soft); }
.piece.unk { color: var(--red); background: var(--red-wash); }

/* Two lines whatever the word: under a pointer that goes along the words nothing may move. */
.detail { block-size: 44px; margin: 0; padding-block: 4px 0; align-content: start; display: flex; flex-wrap: wrap; gap: 0 9px; align-items: baseline; font-size: 12.5px; overflow: hidden; }
.detail.hint { block-size: 27px; }
.detail b { font: 600 15px/1.3 var(--mincho); }
.detail .kana { font-family: var(--mincho); }
.detail .name { color: var(--hue); }
.fine { color: var(--soft); font-size: 11.5px; }
.notice { margin-block: 6px; padding: 7px 10px; border-radius: 6px; background: var(--sunk); font-size: 12.5px; }
.failure { border-inline-start: 3px solid var(--red); display: grid; gap: 5px; justify-items: start; overflow-wrap: anywhere; }

.mask { transition: opacity .15s; }
.mask.stale { opacity: .55; }
.masks:not(.several) h2 { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.masks.several { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr)); gap: 4px 14px; }
.candidates { display: grid; gap: 2px; margin-inline: -8px; }
.candidate { position: relative; display: flex; align-items: baseline; gap: 10px; padding: 0 8px; border-radius: 5px; cursor: pointer; }
.candidate:hover { background: var(--sunk); }
.candidate > :not(.track) { position: relative; }
.candidate .text { flex: none; min-inline-size: 4.5em; max-inline-size: 75%; font: 16px/1.5 var(--mincho); overflow-wrap: anywhere; }
.candidate .meaning { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 12px; color: var(--soft); }
.candidate .track { position: absolute; inset: 0; border-radius: 5px; overflow: hidden; }
.candidate .bar { display: block; block-size: 100%; min-inline-size: 2px; background: var(--blue-wash); transition: inline-size .25s ease-out; }
.candidate .percent { text-align: end; }
.percent { font-variant-numeric: tabular-nums; font-size: 12px; color: var(--soft); white-space: nowrap; }
.candidate[aria-selected="true"] .text { color: var(--red); font-weight: 600; }
.candidate[aria-selected="true"] { outline: 1.5px dashed var(--red); outline-offset: -1.5px; background: var(--red-wash); }
.candidate:focus-visible { outline: 2px solid var(--focus); outline-offset: -2px; }
.candidate.written-there .text { text-decoration: underline; text-underline-offset: 4px; text-decoration-thickness: 1px; }
.candidate .pieces { display: inline-flex; margin-inline-start: 8px; padding: 0; }
.original { display: flex; justify-content: space-between; gap: 8px; padding-block: 2px; font-size: 12px; color: var(--soft); }
.thinking { color: var(--soft); padding-block: 4px; }

/* What a choice brings is seen at once, however many candidates there are. */
.answer .preview { position: sticky; inset-block-end: -5px; background: var(--paper); z-index: 1; }
.preview { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; border-block-start: 1px solid var(--rule); margin-block-start: 4px; padding-block: 4px 0; }
.preview p { flex: 1 1 12em; font: 15px/1.5 var(--mincho); white-space: pre-wrap; overflow-wrap: anywhere; max-block-size: 3em; overflow: auto; scrollbar-width: none; user-select: text; -webkit-user-select: text; }
mark { background: none; color: var(--red); }
mark.chosen { border-block-end: 1.5px solid var(--red); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; font-size: 12px; }
.preview .actions button { padding: 1px 8px; }
.actions [role="status"] { color: var(--soft); }

.loading { padding-block: 4px 6px; font-size: 12px; color: var(--soft); }
.loading label { display: block; }
progress { display: block; inline-size: 100%; block-size: 4px; margin-block-start: 3px; appearance: none; border: 0; border-radius: 2px; background: var(--sunk); accent-color: var(--blue); overflow: hidden; }
progress::-webkit-progress-bar { background: var(--sunk); }
progress::-webkit-progress-value { background: var(--blue); }
progress::-moz-progress-bar { background: var(--blue); }

footer { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 2px 4px; padding: 3px 8px 3px 12px; border-block-start: 1px solid var(--rule); font-size: 12px; }
.mark { font: 13px/1 var(--mincho); display: inline-flex; align-items: center; gap: 1px; }
footer .mark { color: var(--soft); margin-inline-end: auto; }
.mark .hole { inline-size: 11px; block-size: 11px; border: 1.5px dashed var(--red); border-radius: 2px; margin-inline: 1px; }
footer button { font-size: 12px; padding: 1px 8px; }
.toggle { border-color: transparent; color: var(--soft); }
.toggle[aria-pressed="true"] { color: var(--ink); background: var(--sunk); border-color: var(--edge); }
.toggle[aria-expanded="true"] { color: var(--ink); }
.formats { order: 9; flex: 1 0 100%; display: flex; flex-wrap: wrap; gap: 4px 6px; align-items: center; padding-block: 2px 3px; }
.formats [role="status"] { color: var(--soft); }
.close { border-color: transparent; font-size: 16px; line-height: 1.2; padding: 1px 8px; color: var(--soft); }

.try { padding: 12px 14px 8px; border-block-end: 1px solid var(--rule); }
.try label { font-size: 12px; font-weight: 600; color: var(--soft); }
.field { display: flex; gap: 8px; align-items: stretch; margin-block: 4px; }
.field textarea { flex: 1; min-inline-size: 0; resize: none; font: 16px/1.5 var(--mincho); color: inherit; background: var(--sunk); border: 1px solid var(--edge); border-radius: 6px; padding: 6px 8px; field-sizing: content; min-block-size: 62px; max-block-size: 130px; }
.field textarea::placeholder { color: var(--soft); opacity: 1; }
.try .hint { font-size: 11.5px; }
.nothing { flex: 1; display: grid; gap: 10px; place-content: center; justify-items: center; padding: 20px 24px; color: var(--soft); text-align: center; }
.recent { flex: none; border-block-start: 1px solid var(--rule); padding: 5px 14px; }
.recent summary { font-size: 12px; font-weight: 600; color: var(--soft); cursor: pointer; }
.recent ul { max-block-size: 150px; overflow: auto; scrollbar-width: thin; margin-block: 4px; }
.recent li { display: flex; align-items: center; gap: 4px; }
.recent li button { border-color: transparent; }
.detail .forms { color: var(--soft); }
.detail .meanings { flex: 1 0 100%; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.recent .text { flex: 1; min-inline-size: 0; padding-inline: 4px; text-align: start; font: 15px/1.6 var(--mincho); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.recent .actions { justify-content: space-between; margin: 0; }
.badge { flex: 1; display: flex; flex-wrap: wrap; gap: 2px 8px; align-items: baseline; color: var(--soft); font-size: 11.5px; min-inline-size: 0; }
.badge dt { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.badge .model { color: var(--ink); }
.badge .device { border: 1px solid var(--edge); border-radius: 9px; padding-inline: 7px; color: var(--ink); }
`;

const preferences = `
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { transition: none !important; animation: none !important; } }
@media print { :host { display: none !important; } }
@media (forced-colors: active) {
  .tooltip, .candidate, .notice { border: 1px solid CanvasText; }
  .candidate .bar { border-inline-end: 3px solid Highlight; }
  .word[aria-pressed="true"], .toggle[aria-pressed="true"], .candidate[aria-selected="true"] { outline: 2px solid Highlight; }
  .masked .written::before { background: Canvas; border-color: CanvasText; }
  .symbol .written, .other .written { border-block-end-color: Canvas; }
  progress { border: 1px solid CanvasText; }
}
@media (pointer: coarse) { .word { min-inline-size: 36px; } .candidate { padding-block: 8px; } footer button { min-block-size: 32px; } }
`;

export const styles = surfaces + parts + dependencyStyles + preferences;
