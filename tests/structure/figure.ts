/** Where a room stands in the figure, in px, and what it does. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly words: string;
}

const [WIDTH, HEIGHT, WIDE, TALL] = [780, 620, 200, 56] as const;
const boxes: Readonly<Record<string, Box>> = {
  entrypoints: { x: 290, y: 20, words: 'glue: one file a script or page' },
  view: { x: 20, y: 120, words: 'view model to DOM' },
  storage: { x: 290, y: 120, words: 'settings, recent texts' },
  worker: { x: 560, y: 120, words: 'answers the protocol' },
  selection: { x: 20, y: 345, words: 'range to text, and back' },
  extension: { x: 290, y: 208, words: 'the extension API, ports' },
  library: { x: 560, y: 250, words: 'models on this machine' },
  protocol: { x: 290, y: 345, words: 'what is asked and answered' },
  engine: { x: 560, y: 345, words: 'checkpoint to a model that runs' },
  predictions: { x: 560, y: 440, words: 'candidates, scores, hints' },
  language: { x: 290, y: 440, words: 'words, forms, readings' },
  pieces: { x: 560, y: 540, words: 'what a model reads' },
  morphemes: { x: 290, y: 540, words: 'lattice over a dictionary' },
};

/** The arrows that do not follow from others: a room that imports another by way of a third needs none of its own. */
export function needed(imports: Readonly<Record<string, readonly string[]>>): [from: string, to: string][] {
  const reaches = (from: string, to: string): boolean =>
    (imports[from] ?? []).some((next) => next === to || reaches(next, to));
  return Object.entries(imports).flatMap(([from, targets]) =>
    targets
      .filter((to) => !targets.some((other) => other !== to && reaches(other, to)))
      .map((to): [string, string] => [from, to]),
  );
}

/** The rooms and their imports, which have no circle, as SVG. @param pure Those that are blue. */
export function drawFigure(imports: Readonly<Record<string, readonly string[]>>, pure: ReadonlySet<string>): string {
  const place = (name: string): Box => {
    const box = boxes[name];
    if (!box) throw new Error(`tests/structure/figure.ts has no place for ${name}`);
    return box;
  };
  const drawn = Object.keys(imports).map((name) => {
    const { x, y, words } = place(name);
    const middle = x + WIDE / 2;
    return `<rect class="${pure.has(name) ? 'pure' : 'box'}" x="${x}" y="${y}" width="${WIDE}" height="${TALL}" rx="8"/>
<text x="${middle}" y="${y + 23}" text-anchor="middle" font-weight="600">${name}/</text>
<text class="small" x="${middle}" y="${y + 42}" text-anchor="middle">${words}</text>`;
  });
  const arrows = needed(imports).map(([from, to]) => {
    const [a, b] = [centre(place(from)), centre(place(to))];
    const [start, end] = [edge(a, b), edge(b, a)];
    return `<path class="arrow" d="M${start.x} ${start.y}L${end.x} ${end.y}"><title>${from} imports ${to}</title></path>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="14">
<title>The rooms of src/: an arrow leads from a room to one that it imports</title>
<style>
  .bg{fill:#fff}.box{fill:#f7f5f0;stroke:#8a8172}.pure{fill:#eef3f8;stroke:#5a7691}
  text{fill:#26221c}.small{font-size:12px;fill:#6b6458}.arrow{stroke:#26221c;stroke-width:1.4;marker-end:url(#tip)}.tip{fill:#26221c}
  @media (prefers-color-scheme:dark){.bg{fill:#16181c}.box{fill:#26241f;stroke:#8a8172}.pure{fill:#1d2731;stroke:#6f8fae}text{fill:#e8e4da}.small{fill:#a49c8e}.arrow{stroke:#e8e4da}.tip{fill:#e8e4da}}
</style>
<defs><marker id="tip" markerWidth="9" markerHeight="9" refX="8" refY="4.5" orient="auto"><path class="tip" d="M0 0 9 4.5 0 9z"/></marker></defs>
<rect class="bg" width="${WIDTH}" height="${HEIGHT}" rx="10"/>
${[...drawn, ...arrows].join('\n')}
</svg>
`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const centre = ({ x, y }: Box): Point => ({ x: x + WIDE / 2, y: y + TALL / 2 });

/** Where the line from the centre of a box towards another point leaves the box. */
function edge({ x, y }: Point, to: Point): Point {
  const [dx, dy] = [to.x - x, to.y - y];
  const share = Math.min(WIDE / 2 / Math.abs(dx || 1e-9), TALL / 2 / Math.abs(dy || 1e-9));
  return { x: Math.round(x + dx * share), y: Math.round(y + dy * share) };
}
