import { dependencyStyles } from './dependency-styles.ts';

/** The tooltip's own limits, wherever there is more room. */
export const MAX_INLINE_SIZE = 'calc(500px * var(--text-size, 1))';
export const MAX_BLOCK_SIZE = 'calc(540px * var(--text-size, 1))';

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

.sheet { flex: 1 1 auto; min-block-size: 0; overflow: auto; overscroll-behavior: contain; scrollbar-width: thin; padding: 10px 14px 8px; }
.words { --tall: 278px; max-block-size: var(--tall); overflow: auto; overscroll-behavior: contain; scrollbar-width: thin; margin-inline: -5px; padding: 2px 1px; }
/* What is still to be drawn changes neither its size nor its place. */
.words.more { min-block-size: var(--tall); }
/* A box of its own: between inline elements that do not wrap Firefox breaks no line. */
.phrase { display: inline-block; max-inline-size: 100%; vertical-align: top; white-space: nowrap; }
.words .space { display: inline-block; inline-size: 10px; }
.word {
  display: inline-flex; flex-direction: column; align-items: center; vertical-align: top;
  min-inline-size: 24px; max-inline-size: calc(100% - 2px); margin: 0 1px 3px; padding: 0 3px 1px; border: 1px solid transparent; border-radius: 5px;
  --hue: var(--soft);
}
.word:hover { background: var(--sunk); }
.written { position: relative; display: flex; justify-content: center; align-items: flex-end; min-inline-size: 100%; block-size: 41px; font: 20px/20px var(--mincho); padding-block-end: 4px; border-block-end: 2px solid var(--hue); white-space: pre; }
.own { display: flex; align-items: flex-end; max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; }
/* Flex boxes: browsers set ruby differently, and only some keep the lines of words with and without it level. */
.own ruby { display: inline-flex; flex-direction: column-reverse; align-items: center; }
.own rt { display: block; margin-block-end: 2px; font: 10px/13px var(--gothic); color: var(--soft); }
.tag { min-block-size: 1.5em; font-size: 10.5px; line-height: 1.5; color: var(--hue); }
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
.blank .own { min-inline-size: 2em; max-inline-size: 4em; overflow: hidden; block-size: 20px; }
.masked .written::before {
  content: ""; box-sizing: border-box; position: absolute; inset: 11px 0 0; border: 1.5px dashed var(--red); border-radius: 4px; background: var(--red-wash);
}
.masked .filling { position: absolute; inset: 15px 0 auto; color: var(--red); text-align: center; }
.filled .own { display: none; }
.masked .filling:not(:empty) { position: relative; inset: auto; padding-inline: 4px; }
.covered .written::before { opacity: .35; }
.masked .tag { color: var(--red); }

.pieces { display: flex; gap: 4px; padding-block: 2px 1px; }
.piece { display: inline-flex; flex-direction: column; align-items: center; font: 11px/1.3 var(--mono); color: var(--ink); }
.pieces .piece { padding-inline: 4px; border-radius: 3px; background: var(--sunk); }
.piece .id { font-size: 10px; color: var(--soft); }
.piece.unk { color: var(--red); background: var(--red-wash); }

.detail { min-block-size: 42px; align-content: start; margin-block: 4px 6px; display: flex; flex-wrap: wrap; gap: 1px 9px; align-items: baseline; font-size: 12.5px; }
.detail b { font: 600 14px/1.4 var(--mincho); }
.detail .kana { font-family: var(--mincho); }
.detail .name { color: var(--hue); }
.fine { color: var(--soft); font-size: 11.5px; }
.notice { margin-block: 6px; padding: 7px 10px; border-radius: 6px; background: var(--sunk); font-size: 12.5px; }
.failure { border-inline-start: 3px solid var(--red); display: grid; gap: 5px; justify-items: start; overflow-wrap: anywhere; }

.masks { border-block-start: 1px solid var(--rule); }
.mask { padding-block: 8px 4px; transition: opacity .15s; }
.mask.stale { opacity: .55; }
.candidates { display: grid; grid-template-columns: minmax(5em, max-content) minmax(48px, 1fr) max-content; margin-inline: -8px; }
.candidate { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: center; column-gap: 12px; padding: 2px 8px; border-radius: 5px; cursor: pointer; }
.candidate:hover { background: var(--sunk); }
.candidate .text { font: 16px/1.5 var(--mincho); overflow-wrap: anywhere; }
.candidate .track { block-size: 7px; border-radius: 2px; background: var(--sunk); }
.candidate .bar { display: block; block-size: 100%; min-inline-size: 2px; border-radius: 2px; background: var(--blue); transition: inline-size .25s ease-out; }
.candidate .percent { text-align: end; }
.percent { font-variant-numeric: tabular-nums; font-size: 12px; color: var(--soft); white-space: nowrap; }
.candidate[aria-selected="true"] .text { color: var(--red); font-weight: 600; }
.candidate[aria-selected="true"] { outline: 1.5px dashed var(--red); outline-offset: -1.5px; background: var(--red-wash); }
.candidate:focus-visible { outline: 2px solid var(--focus); outline-offset: -2px; }
.candidate.written-there .text { text-decoration: underline; text-underline-offset: 4px; text-decoration-thickness: 1px; }
.candidate .pieces { padding: 0; }
.original { display: flex; justify-content: space-between; gap: 8px; padding-block: 3px; font-size: 12px; color: var(--soft); }
.thinking { color: var(--soft); padding-block: 4px; }

.preview { border-block-start: 1px solid var(--rule); margin-block-start: 6px; padding-block: 8px 2px; }
.preview p { font: 16px/1.7 var(--mincho); white-space: pre-wrap; overflow-wrap: anywhere; max-block-size: 140px; overflow: auto; user-select: text; -webkit-user-select: text; }
mark { background: none; color: var(--red); }
mark.chosen { border-block-end: 1.5px solid var(--red); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-block-start: 6px; font-size: 12px; }
.actions [role="status"] { color: var(--soft); }

.loading { padding-block: 4px 6px; font-size: 12px; color: var(--soft); }
.loading label { display: block; }
progress { display: block; inline-size: 100%; block-size: 4px; margin-block-start: 3px; appearance: none; border: 0; border-radius: 2px; background: var(--sunk); accent-color: var(--blue); overflow: hidden; }
progress::-webkit-progress-bar { background: var(--sunk); }
progress::-webkit-progress-value { background: var(--blue); }
progress::-moz-progress-bar { background: var(--blue); }

footer { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; padding: 5px 8px 5px 14px; border-block-start: 1px solid var(--rule); font-size: 12px; }
.mark { font: 13px/1 var(--mincho); display: inline-flex; align-items: center; gap: 1px; }
footer .mark { color: var(--soft); margin-inline-end: auto; }
.mark .hole { inline-size: 11px; block-size: 11px; border: 1.5px dashed var(--red); border-radius: 2px; margin-inline: 1px; }
footer button { font-size: 12px; padding: 1px 8px; }
.toggle { border-color: transparent; color: var(--soft); }
.toggle[aria-pressed="true"] { color: var(--ink); background: var(--sunk); border-color: var(--edge); }
.toggle[aria-expanded="true"] { color: var(--ink); }
.formats { order: 9; flex: 1 0 100%; display: flex; flex-wrap: wrap; gap: 4px 6px; align-items: center; padding-block: 2px 3px; }
.formats [role="status"] { color: var(--soft); }
.close { border-color: transparent; font-size: 17px; line-height: 1.2; padding: 1px 8px; color: var(--soft); }

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
  .candidate .track { border: 1px solid CanvasText; }
  .candidate .bar { background: Highlight; forced-color-adjust: none; }
  .word[aria-pressed="true"], .toggle[aria-pressed="true"], .candidate[aria-selected="true"] { outline: 2px solid Highlight; }
  .masked .written::before { background: Canvas; border-color: CanvasText; }
  .symbol .written, .other .written { border-block-end-color: Canvas; }
  progress { border: 1px solid CanvasText; }
}
@media (pointer: coarse) { .word { min-inline-size: 36px; } .candidate { padding-block: 8px; } footer button { min-block-size: 32px; } }
`;

export const styles = surfaces + parts + dependencyStyles + preferences;
