/** What depends on what: not by colour alone, the head has a solid line under it, dependents a dotted one. */
export const dependencyStyles = `
.dependencies { border-block-start: 1px solid var(--rule); margin-block-start: 8px; padding-block-start: 6px; }
.dependencies summary { font-size: 12px; font-weight: 600; color: var(--soft); cursor: pointer; }
.dependencies button { font: 16px/1.6 var(--mincho); padding: 0 2px; border: 0; border-block-end: 2px solid transparent; border-radius: 3px; text-align: start; }
.dependencies .bunsetsu { margin-block: 4px; overflow-wrap: anywhere; }
.dependencies .chosen { outline: 2px solid var(--red); outline-offset: -1px; }
.dependencies .head { background: var(--blue-wash); border-block-end: 2px solid var(--blue); }
.dependencies .other-head { border-block-end: 2px dashed var(--blue); }
.dependencies .dependent { background: var(--red-wash); border-block-end: 2px dotted var(--red); }
.dependencies .said { font-size: 12.5px; margin-block: 4px; }
.dependencies .two-ways { color: var(--red); }
.tree, .tree ul { padding-inline-start: 0; }
.tree ul { margin-inline-start: 9px; padding-inline-start: 9px; border-inline-start: 1px solid var(--edge); }
.tree button { font-size: 14px; line-height: 1.4; }
.tree .relation { margin-inline-start: 6px; font-size: 11.5px; color: var(--soft); }
.arcs { display: flex; margin-block: 8px; }
.arcs svg { flex: none; overflow: visible; }
.arcs path { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.arcs path.lit { stroke: var(--red); stroke-width: 2; }
.arcs ol { position: relative; list-style: none; margin: 0; padding: 0; flex: 1; min-inline-size: 0; }
.arcs button { font-size: 14px; }
.arcs [aria-pressed="true"] { outline: 2px solid var(--red); outline-offset: -1px; }
.dependencies .formats { font-size: 12px; }
.dependencies .formats button { font: inherit; padding: 1px 8px; border: 1px solid var(--edge); border-radius: 6px; }
@media (forced-colors: active) {
  .dependencies .head, .dependencies .chosen { border-color: Highlight; outline-color: Highlight; }
  .dependencies .dependent, .dependencies .other-head { border-color: CanvasText; }
  .arcs path.lit { stroke: Highlight; }
}
`;
