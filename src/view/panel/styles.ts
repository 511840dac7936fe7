/**
 * What only the side panel has. The heat scale is one hue that grows darker on paper and lighter in the dark, so that it reads the same under every
 * kind of colour vision and in grey, and each step has a thicker line under it as well, in whole pixels: colour never says it alone. Ink on every step has at least 4.5:1.
 */
export const panelStyles = `
:root {
  --heat-1: light-dark(#fdeccb, #43341c);
  --heat-2: light-dark(#fbd597, #5c4419);
  --heat-3: light-dark(#f5b75e, #7a5714);
  --heat-4: light-dark(#e8953a, #855a08);
  --heat-line: light-dark(#a8430a, #ffc46b);
}
body { block-size: 100vh; }
.panel { zoom: var(--text-size, 1); display: flex; flex-direction: column; block-size: calc(100vh / var(--text-size, 1)); min-inline-size: 0; font: 13px/1.5 var(--gothic); color: var(--ink); background: var(--paper); }
.panel .page { flex: 1 1 auto; display: flex; flex-direction: column; min-block-size: 0; overflow: auto; scrollbar-width: thin; }
.panel .page[hidden] { display: none; }
.tabs { flex: none; display: flex; gap: 2px; padding: 6px 10px 0; border-block-end: 1px solid var(--rule); }
.tabs button { border: 0; border-block-end: 2px solid transparent; border-radius: 6px 6px 0 0; padding: 5px 12px; color: var(--soft); }
.tabs button[aria-selected="true"] { color: var(--ink); border-block-end-color: var(--red); font-weight: 600; }

.own-text { flex: none; padding: 6px 14px; border-block-end: 1px solid var(--rule); }
.own-text summary { font-size: 12px; color: var(--soft); cursor: pointer; }
.legend { flex: none; padding: 8px 14px 6px; border-block-end: 1px solid var(--rule); font-size: 12px; }
.scale { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 3px; color: var(--soft); }
.scale > :first-child { margin-inline-end: 4px; }
.scale > :last-child { margin-inline-start: 4px; }
.swatch { min-inline-size: 28px; padding: 1px 4px; text-align: center; color: var(--ink); font-variant-numeric: tabular-nums; border-radius: 2px; }
.legend .hint { margin-block-start: 5px; font-size: 11.5px; line-height: 1.45; }
.progress { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin-block-start: 5px; color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
.progress progress { margin: 0; flex: 1; min-inline-size: 40px; }
.progress button { font-size: 12px; padding: 1px 8px; color: var(--ink); }
.panel .notice { margin: 6px 14px; }

.heat { flex: 1 1 auto; min-block-size: 84px; overflow: auto; margin: 0; padding: 8px 14px 16px; list-style: none; font: 17px/1.95 var(--mincho); scrollbar-width: thin; overscroll-behavior: contain; }
.heat li { overflow-wrap: anywhere; padding-block: 1px; }
.heat li.paragraph:not(:first-child) { margin-block-start: 12px; }
.heat li[aria-busy="true"] { color: var(--soft); }
.heat-word { border-radius: 2px; padding-block: 2px; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
/* The gap takes no room: words and plain text must break their lines alike. */
.heat .heat-word { cursor: pointer; box-shadow: inset -1px 0 var(--paper); }
.heat .heat-word:hover { outline: 1px solid var(--edge); }
.heat .heat-word:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
.heat .heat-word[aria-pressed="true"] { outline: 2px solid var(--red); outline-offset: 1px; }
.s0 { border-block-end: 1px solid transparent; }
.s1 { background: var(--heat-1); border-block-end: 1px solid var(--heat-line); }
.s2 { background: var(--heat-2); border-block-end: 2px solid var(--heat-line); }
.s3 { background: var(--heat-3); border-block-end: 3px solid var(--heat-line); }
.s4 { background: var(--heat-4); border-block-end: 4px solid var(--heat-line); }

.hinted { text-decoration: underline wavy var(--red) 1.5px; text-underline-offset: 3px; text-decoration-skip-ink: none; }
.hint-list { flex: none; display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 8px; max-block-size: 168px; overflow: auto; padding: 6px 14px; border-block-end: 1px solid var(--rule); font-size: 12px; color: var(--soft); }
.hint-list label { display: inline-flex; align-items: center; gap: 6px; margin-inline-start: auto; }
.hint-list input { inline-size: 72px; accent-color: var(--red); }
.hint-list ul { flex: 1 0 100%; display: grid; gap: 2px; margin: 0; padding: 0; list-style: none; }
.hint-list li { display: flex; gap: 4px; align-items: baseline; }
.hint-list .fine { flex: 1 0 100%; margin: 0; font-size: 11.5px; }
.hint-list .ignore { flex: none; inline-size: auto; font: inherit; }
.hint-list button:not(.ignore) { flex: 1; text-align: start; font: 14px/1.5 var(--mincho); padding: 1px 8px; color: var(--soft); }
.hint-list del { color: var(--ink); text-decoration: underline wavy var(--red) 1.5px; text-underline-offset: 3px; }
.hint-list ins { color: var(--ink); font-weight: 600; text-decoration: none; }
.hint-note { margin-block: 4px; padding: 6px 10px; border-inline-start: 3px solid var(--red); background: var(--sunk); font-size: 12.5px; }
.hint-note b { font: 600 15px/1.4 var(--mincho); }
.dock { flex: none; max-block-size: 52%; overflow: auto; padding: 8px 14px; border-block-start: 1px solid var(--edge); box-shadow: 0 -4px 14px rgb(0 0 0 / .05); scrollbar-width: thin; }
.dock-head { display: flex; align-items: flex-start; gap: 8px; }
.dock-head .detail { flex: 1; margin-block: 1px; }
.dock .bits { font-size: 12.5px; margin-block-end: 4px; }
.dock .mask[aria-busy="true"] { min-block-size: 176px; }
.dock .particles[aria-busy="true"] { min-block-size: 248px; }
.bars .candidate { cursor: default; }
.bars .candidate:hover { background: none; }
.particles .candidates { grid-template-columns: max-content minmax(48px, 1fr) max-content; }
.particles .candidate { padding-block: 0; }
.particles .text { font-size: 15px; white-space: nowrap; }
.dock .actions { margin-block-start: 8px; }

.attention { border-block-start: 1px solid var(--rule); margin-block-start: 6px; padding-block-start: 6px; }
.attention summary { font-size: 12px; font-weight: 600; color: var(--soft); cursor: pointer; }
.choices { display: flex; gap: 12px; margin-block: 6px; font-size: 12px; color: var(--soft); }
select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: 6px; padding: 2px 6px; }
.looks { font: 16px/1.9 var(--mincho); overflow-wrap: anywhere; }
.looks span { border-radius: 2px; padding-block: 2px; background: color-mix(in srgb, var(--blue) var(--look), transparent); }
.looks .from { outline: 2px solid var(--red); outline-offset: 1px; }
.follows { margin-block-start: 10px; }
.compare { overflow: auto; padding: 10px 14px; }
.compare form { display: grid; gap: 8px; margin-block: 8px; }
.compare label { display: grid; gap: 2px; font-size: 12px; font-weight: 600; color: var(--soft); }
.compare textarea { resize: vertical; font: 400 16px/1.5 var(--mincho); color: var(--ink); background: var(--sunk); border: 1px solid var(--edge); border-radius: 6px; padding: 6px 8px; field-sizing: content; min-block-size: 44px; }
.compare .notice { margin-inline: 0; }
.verdict { font-size: 14px; font-weight: 600; margin-block: 10px 6px; text-wrap: balance; }
.pair { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
.pair li { padding: 6px 10px; border: 1px solid var(--rule); border-radius: 6px; }
.pair li.best { border-color: var(--ink); }
.pair p { font: 17px/1.9 var(--mincho); overflow-wrap: anywhere; }
.pair mark { color: var(--ink); outline: 1.5px dashed var(--red); outline-offset: 1px; }
.pair mark small { font: 10px/1 var(--gothic); color: var(--ink); margin-inline: 2px; }
.likelier .hint { margin-block-start: 8px; font-size: 11.5px; }
@media (forced-colors: active) {
  .heat-word, .swatch { forced-color-adjust: none; color: CanvasText; background: Canvas; border-block-end-color: Highlight; }
  .heat .heat-word { box-shadow: none; }
  .s0 { border-block-end-color: transparent; }
  .tabs button[aria-selected="true"] { border-block-end-color: Highlight; }
}
`;
