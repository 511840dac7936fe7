import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchSurfaces, type Surfaces } from './support/surface.ts';

let surfaces: Surfaces;
beforeAll(async () => {
  surfaces = await launchSurfaces();
});
afterAll(() => surfaces?.close());

const TREES = 2000;
/** 100,000 trees in `npm run fuzz`. */
const SEEDS = Array.from({ length: process.env['ANAUME_FULL'] === '1' ? 50 : 1 }, (_, round) => 20_160_923 + round);

it.each(SEEDS)(
  `reads ${TREES} random trees between random places (seed %d): all that is seen there and nothing else, every unit leads back, the page unchanged`,
  async (chosen) => {
    const page = await surfaces.page('<!doctype html><html lang="ja"><meta charset="utf-8"><body></body></html>');
    const result = await page.evaluate(
      (trees, seed) => {
        // mulberry32: a random number from a seed, the same in every browser.
        let state = seed;
        const random = () => {
          state = (state + 0x6d2b79f5) | 0;
          let t = Math.imul(state ^ (state >>> 15), 1 | state);
          t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
          return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
        };
        const below = (n: number) => Math.floor(random() * n);
        const pick = <T>(of: readonly T[]): T => of[below(of.length)]!;
        const letters = [
          '日',
          '本',
          'か',
          'ナ',
          'a',
          'b',
          ' ',
          '\n',
          '\t',
          '　',
          '\u00ad',
          '\u200b',
          '𠮷',
          '\ud83d',
          '\udc00',
          'e\u0301',
          '。',
        ];
        const hidden = '隠';
        const seen = (text: string) => text.replace(/[\s\u00ad\u200b]/g, '');

        /** The text nodes that are seen, in their order, each with the outermost host of the shadow trees it is in. */
        let shown: { node: Text; host: Element | null }[] = [];
        const hostOf = (node: Node): Element | null => {
          const root = node.getRootNode();
          return root instanceof ShadowRoot ? (hostOf(root.host) ?? root.host) : null;
        };
        /** What is seen of them in a range that ends in no shadow tree. */
        const seenIn = (range: Range): string =>
          shown
            .flatMap(({ node, host }) => {
              if (!host)
                return node.data.split('').filter((_, at) => holds(range, node, at) && holds(range, node, at + 1));
              const { parentNode } = host;
              const index = [...parentNode!.childNodes].indexOf(host);
              const endsBefore = range.endContainer === parentNode && range.endOffset === index;
              return holds(range, parentNode!, index) && !endsBefore ? [node.data] : [];
            })
            .join('');
        const holds = (range: Range, node: Node, offset: number) => range.comparePoint(node, offset) === 0;

        /** Appends a random subtree. `visible` and `selectable` are those of the parent. */
        const grow = (parent: Element | ShadowRoot, depth: number, visible: boolean, selectable: boolean): void => {
          for (let children = below(4); children >= 0; children--) {
            const kind =
              depth <= 0
                ? 'text'
                : pick([
                    'text',
                    'text',
                    'span',
                    'div',
                    'none',
                    'unseen',
                    'unselectable',
                    'selectable',
                    'ruby',
                    'br',
                    'table',
                    'shadow',
                    'comment',
                    'pre',
                    'svg',
                    'details',
                    'script',
                  ]);
            if (kind === 'text') {
              const made =
                visible && selectable ? Array.from({ length: below(6) }, () => pick(letters)).join('') : hidden;
              const node = document.createTextNode(made);
              parent.append(node);
              if (visible && selectable) shown.push({ node, host: hostOf(node) });
            } else if (kind === 'comment') parent.append(document.createComment(hidden));
            else if (kind === 'br') parent.append(document.createElement('br'));
            else {
              const name =
                {
                  table: 'table',
                  ruby: 'ruby',
                  div: 'div',
                  pre: 'pre',
                  script: 'script',
                  details: 'details',
                  shadow: 'section',
                }[kind] ?? 'span';
              const element =
                kind === 'svg'
                  ? document.createElementNS('http://www.w3.org/2000/svg', 'svg')
                  : document.createElement(name);
              if (name === 'script') element.setAttribute('type', 'text/plain');
              parent.append(element);
              if (kind === 'none') element.setAttribute('style', 'display:none');
              if (kind === 'unseen') element.setAttribute('style', 'visibility:hidden');
              if (kind === 'unselectable') element.setAttribute('style', 'user-select:none');
              if (kind === 'selectable') element.setAttribute('style', 'user-select:text;visibility:visible');
              if (kind === 'none' || kind === 'script') element.append(hidden);
              else if (kind === 'unseen') grow(element, depth - 1, false, selectable);
              else if (kind === 'unselectable') grow(element, depth - 1, visible, false);
              else if (kind === 'selectable') grow(element, depth - 1, true, true);
              else if (kind === 'ruby') {
                grow(element, 0, visible, selectable);
                element.append(Object.assign(document.createElement('rt'), { textContent: hidden }));
              } else if (kind === 'svg') {
                element.append(document.createElementNS('http://www.w3.org/2000/svg', 'title'));
                element.firstElementChild!.append(hidden);
                const inner = document.createElementNS('http://www.w3.org/2000/svg', 'text');
                element.append(inner);
                grow(inner, 0, visible, selectable);
              } else if (kind === 'details') {
                const summary = element.appendChild(document.createElement('summary'));
                grow(summary, 0, visible, selectable);
                element.append(hidden);
              } else if (kind === 'table') {
                const row = (element as HTMLTableElement).insertRow();
                for (let cells = below(3); cells >= 0; cells--) grow(row.insertCell(), depth - 1, visible, selectable);
              } else if (kind === 'shadow') {
                const root = element.attachShadow({ mode: 'open' });
                grow(root, depth - 1, visible, selectable);
                element.append(hidden);
              } else grow(element, depth - 1, visible, selectable);
            }
          }
        };

        const problems: string[] = [];
        let japanese = 0;
        for (let tree = 0; tree < trees && problems.length < 3; tree++) {
          document.body.replaceChildren();
          shown = [];
          grow(document.body, 3, true, true);
          const nodes: Node[] = [];
          for (const walker = document.createTreeWalker(document.body); walker.nextNode();)
            nodes.push(walker.currentNode);
          const selection = getSelection()!;
          const place = () => {
            const node = pick([document.body, ...nodes]);
            return [
              node,
              below((node.nodeType === Node.TEXT_NODE ? node.nodeValue!.length : node.childNodes.length) + 1),
            ] as const;
          };
          const whole = tree % 2 === 0;
          if (whole) selection.selectAllChildren(document.body);
          else selection.setBaseAndExtent(...place(), ...place());
          const expected = seen(seenIn(selection.getRangeAt(0)));
          const before = document.body.innerHTML + selection.anchorOffset + selection.focusOffset;
          try {
            const captured = anaume.capture();
            if (document.body.innerHTML + selection.anchorOffset + selection.focusOffset !== before)
              problems.push(`${tree}: the page has changed`);
            if (!captured) {
              if (/[日本かナ]/.test(expected)) problems.push(`${tree}: nothing instead of ${JSON.stringify(expected)}`);
              continue;
            }
            japanese++;
            const { text } = captured;
            if (text.includes(hidden)) problems.push(`${tree}: hidden text: ${JSON.stringify(text)}`);
            if (seen(text) !== expected)
              problems.push(`${tree}: ${JSON.stringify(text)} instead of ${JSON.stringify(expected)}`);
            if (/\n\n|^\n|\n$/.test(text)) problems.push(`${tree}: an empty line: ${JSON.stringify(text)}`);
            for (let at = 0; at < text.length; at++) {
              if (/\s/.test(text[at]!) && text[at] !== '　') continue;
              if (captured.rangeOf(at, at + 1)?.toString() !== text[at])
                problems.push(`${tree}: unit ${at} of ${JSON.stringify(text)} leads elsewhere`);
            }
            captured.rangeOf(below(text.length + 3), below(text.length + 3));
            captured.anchor();
          } catch (error) {
            problems.push(`${tree}: ${error}`);
          }
        }
        return { problems, japanese };
      },
      TREES,
      chosen,
    );
    expect(result.problems).toEqual([]);
    expect(result.japanese).toBeGreaterThan(TREES / 3);
    await page.close();
  },
  120_000,
);
