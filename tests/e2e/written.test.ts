import { describe, expect, it } from 'vitest';
import { asUser, selectAsUser } from '../../scripts/browser/gestures.ts';
import { formula, LINES, NO_TEXT, SEEN, UNSEEN, VERTICAL, withPart, type Written } from '../pages/written.ts';
import { inBoth } from './support/both.ts';
import { pause } from './support/extension.ts';
import { Shown, until } from './support/shown.ts';

/** All of them stand on one page, and are read at one selection. */
const texts: readonly Written[] = [
  ...LINES,
  ...NO_TEXT,
  ...UNSEEN.map(([name, style]): Written => [name, withPart(style, '見えない文'), '友達と遊ぶ']),
  ['hidden=until-found', '<div id=all>友達<p hidden="until-found">見えない文</p></div>', '友達'],
  ...SEEN.map(([name, style]): Written => [name, withPart(style, '見える'), '友達と見える遊ぶ']),
  formula(),
];
const broken = new Set(UNSEEN.map(([name]) => name));

/** Stands between two texts. */
const MARK = '§';
const section = (body: string) =>
  `<p>${MARK}</p><section style="position: relative; min-height: 120px">${body.replace('id=all', '')}</section>`;
const page = `<!doctype html><html lang="ja"><meta charset="utf-8"><style>body { font-size: 20px }</style><body><main>${texts.map(([, body]) => section(body)).join('')}</main>
  <div id="vertical" style="position: relative; height: 200px">${VERTICAL[1].replace('id=all', '')}</div>`;

/** What no word is told apart by: spaces, and joiners that belong to nothing. */
const bare = (text: string) => text.replace(/[^\S\n]|(?<!\p{Extended_Pictographic}\ufe0f?)\u200d/gu, '');

/** Each of them one sentence, whatever its signs look like. */
const SENTENCES = [
  '彼は「明日は雨だ。」と言った。',
  'Yahoo!知恵袋で聞いた。',
  'モーニング娘。は歌った。',
  '吾輩は猫である（名前はまだ無い。）が、元気だ。',
];
const sentences = `<!doctype html><html lang="ja"><meta charset="utf-8"><body>${SENTENCES.map((text, at) => `<p id="s${at}">寒い。${text}暑い。</p>`).join('')}`;

inBoth(
  async () => ({ '/written.html': page, '/sentences.html': sentences }),
  (bench) => {
    it('texts as real pages write them: lines, what nobody sees, and what is no text', async () => {
      await bench.page.goto(`${bench.pages.origin}/written.html`);
      await selectAsUser(bench.page, 'main');
      const frame = bench.page.mainFrame();
      // More is drawn as one comes near the end.
      const read = async () => {
        await (await Shown.find(frame))?.evaluate((root) => root.querySelector('.words')?.scrollTo(0, 100_000));
        return (await Shown.words(frame)).split(`${MARK} /`).slice(1);
      };
      await until(async () => (await read()).length === texts.length, 'all of the words');
      const shown = (await read()).map((words, at) => {
        const lines = bare(words).replace(/\/$/, '').replaceAll('/', '\n');
        const [name] = texts[at]!;
        return [name, broken.has(name) ? lines.replaceAll('\n', '') : lines];
      });
      expect(shown).toEqual(texts.map(([name, , text]) => [name, bare(text)]));
    });

    it('a word is read in the whole of its sentence', async () => {
      await bench.page.goto(`${bench.pages.origin}/sentences.html`);
      const frame = bench.page.mainFrame();
      for (const [at, sentence] of SENTENCES.entries()) {
        await asUser(
          bench.page,
          (selector) => {
            const text = document.querySelector(selector)!.firstChild!;
            getSelection()!.setBaseAndExtent(text, text.nodeValue!.length - 6, text, text.nodeValue!.length - 4);
          },
          `#s${at}`,
        );
        const read = async () =>
          (await Shown.find(frame))?.evaluate((root) =>
            [...root.querySelectorAll('.words .around, .words .own')]
              .map((part) => {
                const own = part.cloneNode(true) as Element;
                for (const reading of own.querySelectorAll('rt')) reading.remove();
                return own.textContent;
              })
              .join(''),
          );
        await until(async () => (await read())?.replaceAll(' ', '') === sentence, sentence);
      }
      await bench.page.keyboard.press('Escape');
      await until(async () => !(await Shown.find(frame)), 'closed');
    });

    it('a vertical page of a PDF', async () => {
      await bench.page.goto(`${bench.pages.origin}/written.html`);
      await bench.page.$eval('#vertical', (element) => element.scrollIntoView());
      await selectAsUser(bench.page, '#vertical');
      await until(
        async () => bare(await Shown.words(bench.page.mainFrame())) === VERTICAL[2],
        'the characters in columns',
      );
      const side = await (
        await Shown.wait(bench.page.mainFrame())
      ).until((root) => root.querySelector<HTMLElement>('.tooltip')!.dataset['side']);
      expect(['left', 'right']).toContain(side);
    });

    describe('never reads', () => {
      const visit = async () => {
        await bench.page.goto(`${bench.pages.origin}/sample.html`);
        await bench.page.bringToFront();
      };
      it.each<[string, (field: HTMLInputElement) => void]>([
        ['a password', (field) => (field.type = 'password')],
        [
          'a password that the page shows',
          (field) => ((field.type = 'password'), field.focus(), (field.type = 'text')),
        ],
        ['a password for the browser to keep', (field) => (field.autocomplete = 'section-a current-password')],
        ['a new password', (field) => (field.autocomplete = 'new-password')],
        ['a code that is used once', (field) => (field.autocomplete = 'one-time-code')],
        ['a short code of digits', (field) => Object.assign(field, { inputMode: 'numeric', maxLength: 6 })],
        ['a code of digits', (field) => Object.assign(field, { inputMode: 'numeric', pattern: '\\d{6}' })],
        ['the number of a card', (field) => (field.autocomplete = 'cc-number')],
        ['what dots stand for', (field) => field.style.setProperty('-webkit-text-security', 'disc')],
      ])('%s', async (_, make) => {
        await visit();
        await bench.page.evaluate(`(() => {
          const field = document.body.appendChild(document.createElement('input'));
          field.id = 'secret';
          field.value = '友達と遊ぶ';
          (${make.toString()})(field);
        })()`);
        await asUser(bench.page, () => {
          const field = document.querySelector<HTMLInputElement>('#secret')!;
          field.focus();
          field.select();
        });
        await pause();
        expect(await Shown.find(bench.page.mainFrame())).toBeNull();
      });

      it.each<[string, string, string]>([
        ['the field of a closed shadow tree', '<x-field data-mode="closed"></x-field>', ''],
        ['the field of an open one', '<x-field data-mode="open"></x-field>', ''],
        [
          'another field in its place',
          '<input type="password" value="秘密の合言葉"><button>show</button>',
          'const other = Object.assign(document.createElement("input"), { value: shown.value }); shown.replaceWith(other); shown = other',
        ],
        [
          'the page beside it',
          '<input type="password" value="秘密の合言葉"><button>show</button><p>合っていますか。</p>',
          'shown = box.querySelector("p"); shown.prepend(box.querySelector("input").value)',
        ],
        [
          'a field that another element calls so',
          '<p id="its-name">認証コード</p><input aria-labelledby="its-name" value="秘密の合言葉"><button>show</button>',
          '',
        ],
        ['a field that is named so', '<input name="password" value="秘密の合言葉"><button>show</button>', ''],
        [
          'a field that is labelled so',
          '<label>パスワード <input value="秘密の合言葉"></label><button>show</button>',
          '',
        ],
      ])('a password that the page shows in %s', async (_, markup, show) => {
        await visit();
        const button = (await bench.page.evaluate(`(() => {
          customElements.define('x-field', class extends HTMLElement {
            constructor() {
              super();
              const root = this.attachShadow({ mode: this.dataset.mode });
              root.innerHTML = '<input type="password" value="秘密の合言葉"><button>show</button>';
              globalThis.shown = root.querySelector('input');
              root.querySelector('button').onclick = () => (shown.type = 'text');
            }
          });
          const box = document.body.appendChild(document.createElement('div'));
          box.style.cssText = 'position: fixed; top: 300px; left: 40px';
          box.innerHTML = ${JSON.stringify(markup)};
          globalThis.shown ??= box.querySelector('input');
          const button = shown.getRootNode().querySelector('button') ?? box.querySelector('button');
          button.addEventListener('click', () => { ${show} });
          const { left, top } = button.getBoundingClientRect();
          return [left + 8, top + 8];
        })()`)) as [number, number];
        await bench.page.mouse.click(...button);
        await asUser(bench.page, () => {
          const { shown } = globalThis as unknown as { shown: HTMLElement };
          if (!(shown instanceof HTMLInputElement)) return getSelection()!.selectAllChildren(shown);
          shown.focus();
          shown.select();
        });
        await pause();
        expect(await Shown.find(bench.page.mainFrame())).toBeNull();
      });
    });
  },
);
