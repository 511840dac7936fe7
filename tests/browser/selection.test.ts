import { describe, expect, it } from 'vitest';
import { capture, leadsBack } from './support/capture.ts';
import { html, useSurfaces } from './support/tooltip-page.ts';

const surfaces = useSurfaces();

describe('the readings that the page sets itself', () => {
  it.each([
    [
      '東京に',
      '<p id=all><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</rt></ruby>に</p>',
      ['東 とう', '京 きょう'],
    ],
    ['聖剣を', '<p id=all><ruby><rb>聖剣</rb><rt>エクスカリバー</rt></ruby>を</p>', ['聖剣 エクスカリバー']],
    ['葛城に', '<p id=all><ruby>葛\u{e0100}&shy;城&#8203;<rt>かつらぎ</rt></ruby>に</p>', ['葛城 かつらぎ']],
    [
      '東京に',
      '<p id=all><ruby><rb>東</rb><rb>京</rb><rp>(</rp><rt>とう</rt><rt>きょう</rt><rp>)</rp></ruby>に</p>',
      ['東 とう', '京 きょう'],
    ],
    ['東京に', '<p id=all><ruby>\n<rb>東\n<rb>京\n<rt>とう\n<rt>きょう\n</ruby>に</p>', ['東 とう', '京 きょう']],
    ['食べる', '<p id=all><ruby><rb>食<rb>べる<rt>た<rt></ruby></p>', ['食 た']],
    ['東京に', '<p id=all><ruby><b>東</b>京<rt>とうきょう</ruby>に</p>', ['東京 とうきょう']],
    ['東京に', '<p id=all><ruby><rb>東<rb>京<rt>とうきょう</ruby>に</p>', ['東京 とうきょう']],
    ['東京に', '<p id=all><ruby>東京<rt>とうきょう<rt>Tōkyō</ruby>に</p>', ['東京 とうきょう']],
    ['東京に', '<p id=all><ruby>東京<rt>とう<rt>きょう</ruby>に</p>', []],
    ['東京都', '<p id=all><ruby><rb>東<rb>京<rb>都<rt>とう<rt>きょうと</ruby></p>', []],
    ['漢字と', '<p id=all><ruby>漢字<rt>note 1</rt></ruby>と</p>', []],
  ])('%s', async (text, body, expected) => {
    const page = await surfaces().page(html(body));
    expect(await capture(page)).toBe(text);
    const rubies = await page.evaluate(() => {
      const { text: own, rubies: read } = anaume.selected!;
      return read!().map((ruby) => `${own.slice(ruby.start, ruby.end)} ${ruby.text}`);
    });
    expect(rubies).toEqual(expected);
  });
});

describe('what is read', () => {
  it.each([
    [
      'ruby without readings',
      '<p id=all><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</rt></ruby>に行った。</p>',
      '東京に行った。',
    ],
    [
      'words split over elements, wbr and soft hyphens',
      '<p id=all>友<b>達</b>と<wbr>遊&shy;ん&#8203;だ</p>',
      '友達と遊んだ',
    ],
    [
      'nothing hidden or unselectable',
      '<p id=all>見<span style="display:none">無</span><span hidden>無</span><span style="visibility:hidden">無<b style="visibility:visible">え</b></span><i style="user-select:none">無<u style="user-select:text">る</u></i></p>',
      '見える',
    ],
    [
      'one line a block, cell, list item and break',
      '<div id=all><p>一</p><p>二<br>三</p><ul><li>四<li>五</ul><table><tr><td>六<td>七</table>八</div>',
      '一\n二\n三\n四\n五\n六\n七\n八',
    ],
    [
      'white space as it is rendered',
      '<div id=all>  猫 \n  と\n犬  <pre>a  b\n猫</pre><p style="white-space:pre-line">鳥\n  魚  </p></div>',
      '猫 と犬\na  b\n猫\n鳥\n魚',
    ],
    [
      'line breaks in the source between Latin words',
      '<p id=all>猫は hello\nworld と言う</p>',
      '猫は hello world と言う',
    ],
    [
      'no line breaks in the source beside rare kanji',
      '<p id=all>店長に𠮟\nられた。𠮷\n𠮷</p>',
      '店長に𠮟られた。𠮷𠮷',
    ],
    [
      'no controls, scripts or folded details',
      '<div id=all>猫<textarea>中</textarea><select><option>中</select><script>/*中*/</script><style>/*中*/</style><details>中<summary>見出し</summary></details><details open>詳細<summary>題</summary></details></div>',
      '猫\n見出し\n題\n詳細',
    ],
    [
      'SVG text without its title',
      '<svg id=all><title>題</title><desc>説明</desc><text x=1 y=9>友<tspan>達</tspan></text><text>犬</text></svg>',
      '友達\n犬',
    ],
    [
      'no notes that are set above the line, linked or not, and what is a power of ten',
      '<p id=all>猫は<sup class="noprint Inline-Template">[<i><a href="/wiki/Wikipedia:出典が必要">要出典</a></i>]</sup>寝る<sup>[1]</sup><sup>[2]</sup>。犬<sup>1)</sup>も<sup>※2</sup>、<sup>（注3）</sup>10<sup>3</sup>m<sup>2</sup>の庭<sup>*</sup>で<sup>［要検証 – ノート］</sup>寝る<sup>（笑）</sup></p>',
      '猫は寝る。犬も、103m2の庭で寝る（笑）',
    ],
    ['lone surrogates and rare kanji', '<p id=all>a\ud800𠮷\udc00が</p>', 'a\ufffd𠮷\ufffdが'],
    ['full-width spaces as they are', '<p id=all>猫　犬</p>', '猫　犬'],
  ])('%s', async (_, body, expected) => {
    const page = await surfaces().page(html(body));
    const details = body.includes('<details');
    const text = await capture(page);
    // A summary written second is shown first; the tree order is what a range has.
    expect(details ? [...text!].sort().join('') : text).toBe(details ? [...expected].sort().join('') : expected);
    expect(await leadsBack(page)).toBe(true);
    await page.close();
  });

  it('lone surrogates made by script', async () => {
    const page = await surfaces().page(html('<p id=all></p>'));
    await page.evaluate(() => document.querySelector('#all')!.append('猫\ud83d', '犬\udc00'));
    expect(
      await page.evaluate(
        () => (getSelection()!.selectAllChildren(document.querySelector('#all')!), anaume.capture()!.text),
      ),
    ).toBe('猫\ud83d犬\udc00');
    await page.close();
  });

  it.each([
    ['nothing selected', '<p>猫</p>', null],
    ['no Japanese', '<p id=all>Only Latin.</p>', '#all'],
    ['Japanese only where it is hidden', '<p id=all>Latin <span style="display:none">日本語</span></p>', '#all'],
  ])('null for %s', async (_, body, selector) => {
    const page = await surfaces().page(html(body));
    expect(selector ? await capture(page, selector) : await page.evaluate(() => anaume.capture())).toBeNull();
    await page.close();
  });
});

describe('where it begins and ends', () => {
  it('inside text nodes of different elements', async () => {
    const page = await surfaces().page(html('<p>僕は<b id=a>友達</b>と</p><p id=b>遊んだ。</p>'));
    const text = await page.evaluate(() => {
      getSelection()!.setBaseAndExtent(
        document.querySelector('#a')!.firstChild!,
        1,
        document.querySelector('#b')!.firstChild!,
        2,
      );
      return anaume.capture()!.text;
    });
    expect(text).toBe('達と\n遊ん');
    expect(await leadsBack(page)).toBe(true);
    await page.close();
  });

  it('spans that end between two text nodes lead to the nearest text', async () => {
    const page = await surfaces().page(html('<div id=all><p>一二</p>\n<p>三四</p></div>'));
    expect(await capture(page)).toBe('一二\n三四');
    const ranges = await page.evaluate(() => {
      const of = (start: number, end: number) => anaume.selected!.rangeOf(start, end)?.toString() ?? null;
      return [of(0, 3), of(2, 4), of(2, 3), of(1, 3), of(0, 99), of(5, 9)];
    });
    expect(ranges).toEqual(['一二', '三', null, '二', '一二\n三四', null]);
    await page.close();
  });

  it.each([
    ['begins', '<p id=all><u>　　</u>をください。</p>', '＿＿をください。', '　　をください。'],
    [
      'ends',
      '<p id=all>お茶を<span style="border:1px solid">&nbsp;&nbsp;&nbsp;</span></p>',
      'お茶を＿＿＿',
      'お茶を\u00a0\u00a0\u00a0',
    ],
  ])(
    'what %s in a framed blank is still there, drawn anew too, until the blank is filled',
    async (_, body, text, own) => {
      const page = await surfaces().page(html(`<main>${body}</main>`));
      expect(await capture(page)).toBe(text);
      const look = () =>
        page.evaluate(() => {
          const { rangeOf, isThere, text: all } = anaume.selected!;
          return [rangeOf(0, all.length)?.toString() ?? null, isThere()];
        });
      expect(await look()).toEqual([own, true]);
      await page.$eval('main', (main) =>
        main.replaceChildren(...[...main.children].map((child) => child.cloneNode(true))),
      );
      expect(await look()).toEqual([null, true]);
      await page.$eval('main', (main) => (main.querySelector('u, span')!.textContent = 'お菓子'));
      expect(await look()).toEqual([null, false]);
      await page.close();
    },
  );

  it.each([
    ['a reading', '<ruby>漢字<rt>かんじ</rt></ruby>を読む。'],
    ['the number of a note', '漢字<sup class=reference><a>[1]</a></sup>を読む。'],
    ['a soft hyphen', '漢&shy;字を読む。'],
    ['a hidden part', '漢字を<span style="display:none">隠</span>読む。'],
    ['a comment', '漢字を<!-- 評 -->読む。'],
  ])('what has %s in it is still there, drawn anew too, until it has gone', async (_, body) => {
    const page = await surfaces().page(html(`<main><p id=all>${body}</p><p>次。</p></main>`));
    expect(await capture(page)).toBe('漢字を読む。');
    const redraw = (change: (markup: string) => string) =>
      page.$eval(
        'main',
        (main, changed) => {
          main.innerHTML = changed;
          return anaume.selected!.isThere();
        },
        change(`<p id=all>${body}</p><p>次。</p>`),
      );
    expect(await redraw((markup) => markup)).toBe(true);
    expect(await redraw((markup) => markup.replace('読む', '書く'))).toBe(false);
    await page.close();
  });

  it('backwards', async () => {
    const page = await surfaces().page(html('<p id=a>友達と遊ぶ</p>'));
    const text = await page.evaluate(() => {
      const node = document.querySelector('#a')!.firstChild!;
      getSelection()!.setBaseAndExtent(node, 3, node, 1);
      return anaume.capture()!.text;
    });
    expect(text).toBe('達と');
    await page.close();
  });

  it('inside the reading of a ruby: the base is not read twice', async () => {
    const page = await surfaces().page(
      html('<p><ruby>東京<rt id=rt>とうきょう</rt></ruby>に<span id=end>行く</span></p>'),
    );
    const text = await page.evaluate(() => {
      getSelection()!.setBaseAndExtent(
        document.querySelector('#rt')!.firstChild!,
        1,
        document.querySelector('#end')!.firstChild!,
        2,
      );
      return anaume.capture()!.text;
    });
    expect(text).toBe('に行く');
    await page.close();
  });

  it.each([
    ['the reading of a ruby', '<ruby>東京<rt id=end>とうきょう</rt></ruby>'],
    ['the number of a note', '東京<sup class=reference><a id=end>[1]</a></sup>'],
    ['what is not drawn', '東京<span style="display:none"><b id=end>隠</b></span>'],
    ['a folded part', '東京<details><summary></summary><p id=end>隠</p></details>'],
    ['what no slot takes in', '東京<span id=host><i id=end>隠</i></span>'],
  ])('with its end in %s: no further', async (_, body) => {
    const page = await surfaces().page(html(`<p>昨日は</p><div>${body}に行く</div><p>後の文。</p>`));
    const text = await page.evaluate(() => {
      document.querySelector('#host')?.attachShadow({ mode: 'open' });
      const [start, end] = [document.querySelector('p')!.firstChild!, document.querySelector('#end')!.firstChild!];
      getSelection()!.setBaseAndExtent(start, 0, end, 1);
      return anaume.capture()!.text;
    });
    expect(text).toBe('昨日は\n東京');
    await page.close();
  });

  const shadow = `<p id=before>外。</p><div id=host><span slot=s>差込。</span></div><p id=after>後。</p><script>
    host.attachShadow({mode:'open'}).innerHTML='<p id=in>影の中の文。</p><slot name=s></slot><div id=nested></div>';
    host.shadowRoot.querySelector('#nested').attachShadow({mode:'open'}).innerHTML='<p id=deep>深い影。</p>';</script>`;

  it('across a shadow tree: its text in the order it is seen', async () => {
    const page = await surfaces().page(html(`<div id=all>${shadow}</div>`));
    const read = await page.evaluate(() => {
      getSelection()!.setBaseAndExtent(
        document.querySelector('#before')!.firstChild!,
        0,
        document.querySelector('#after')!.firstChild!,
        2,
      );
      const { text, rangeOf, anchor } = anaume.capture()!;
      return { text, outside: rangeOf(0, 8) === null, inside: rangeOf(3, 4)?.toString(), height: anchor()!.height };
    });
    expect(read).toMatchObject({ text: '外。\n影の中の文。\n差込。\n深い影。\n後。', outside: true, inside: '影' });
    expect(read.height).toBeGreaterThan(50);
    await page.close();
  });

  it.each([
    ['inside a shadow tree', '#in', '影の中'],
    ['inside a nested one', '#nested,#deep', '深い影'],
  ])('%s', async (_, path, expected) => {
    const page = await surfaces().page(html(shadow));
    const text = await page.evaluate((selectors) => {
      let root: Document | ShadowRoot = document.querySelector('#host')!.shadowRoot!;
      const names = selectors.split(',');
      for (const name of names.slice(0, -1)) root = root.querySelector(name)!.shadowRoot!;
      const node = root.querySelector(names.at(-1))!.firstChild!;
      getSelection()!.setBaseAndExtent(node, 0, node, 3);
      return anaume.capture()?.text;
    }, path);
    expect(text).toBe(expected);
    await page.close();
  });

  it('around a closed shadow tree, where the browser lets us look: slotted text in its place, the rest unseen', async () => {
    const page = await surfaces().page(html('<div id=all>前。<div id=host><b slot=s>差込。</b>無</div>後。</div>'));
    const text = await page.evaluate(() => {
      const host = document.querySelector('#host')!;
      const root = host.attachShadow({ mode: 'closed' });
      root.innerHTML = '<p>影一。</p><slot name=s></slot><p>影二。</p>';
      getSelection()!.selectAllChildren(document.querySelector('#all')!);
      return anaume.capture(document, (element) => (element === host ? root : element.shadowRoot))?.text;
    });
    expect(text).toBe('前。\n影一。\n差込。\n影二。\n後。');
    await page.close();
  });

  it('in a frame: its own document', async () => {
    const page = await surfaces().page(html('<iframe srcdoc="<p id=a>枠の中の文</p>"></iframe>'));
    const text = await page.evaluate(async () => {
      const frame = document.querySelector('iframe')!;
      if (frame.contentDocument!.readyState !== 'complete' || !frame.contentDocument!.querySelector('#a'))
        await new Promise((done) => (frame.onload = done));
      const inner = frame.contentDocument!;
      inner.getSelection()!.selectAllChildren(inner.querySelector('#a')!);
      return anaume.capture(inner)?.text;
    });
    expect(text).toBe('枠の中の文');
    await page.close();
  });
});

describe('shape and place', () => {
  it('says that lines are vertical', async () => {
    const page = await surfaces().page(
      html('<p id=all style="writing-mode:vertical-rl">縦書き</p><p id=flat>横書き</p>'),
    );
    await capture(page);
    expect(await page.evaluate(() => anaume.selected!.vertical)).toBe(true);
    await capture(page, '#flat');
    expect(await page.evaluate(() => anaume.selected!.vertical)).toBe(false);
    await page.close();
  });

  it('follows scrolling, and is null once the text is gone', async () => {
    const page = await surfaces().page(html('<p id=all>猫と犬</p><div style="height:3000px"></div>'));
    await capture(page);
    const tops = await page.evaluate(() => {
      const first = anaume.selected!.anchor()!.top;
      scrollTo(0, 40);
      const second = anaume.selected!.anchor()!.top;
      document.querySelector('#all')!.remove();
      return [first - second, anaume.selected!.anchor()];
    });
    expect(tops).toEqual([40, null]);
    await page.close();
  });

  it.each([
    [25_000, false],
    [25_001, true],
  ])('reads 200,000 units, and says whether more is seen: of %i sentences', async (sentences, more) => {
    const page = await surfaces().page(html('<div id=all></div>'));
    const [length, found, goesOn] = await page.evaluate((count) => {
      const all = document.querySelector('#all')!;
      for (let i = 0; i < count; i++)
        all.append(Object.assign(document.createElement('span'), { textContent: '吾輩は猫である。' }));
      all.append(' ', Object.assign(document.createElement('p'), { textContent: '見えない文', hidden: true }));
      getSelection()!.selectAllChildren(all);
      const { text, rangeOf, goesOn } = anaume.capture()!;
      return [text.length, rangeOf(199_990, 199_998)!.toString(), goesOn];
    }, sentences);
    expect([length, goesOn]).toEqual([200_000, more]);
    expect(found).toHaveLength(8);
    await page.close();
  });

  it('reads all of a field that is selected', async () => {
    const page = await surfaces().page(html('<textarea id=all></textarea>'));
    const read = await page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>('#all')!;
      field.value = '吾輩は猫である。'.repeat(30_000);
      field.select();
      const { text, goesOn } = anaume.capture()!;
      return [text.length, goesOn];
    });
    expect(read).toEqual([240_000, false]);
    await page.close();
  });

  it('survives a tree 5,000 elements deep', async () => {
    const page = await surfaces().page(html('<div id=all></div>'));
    const text = await page.evaluate(() => {
      let at = document.querySelector('#all')!;
      for (let i = 0; i < 5000; i++) at = at.appendChild(document.createElement('span'));
      at.append('深い所');
      getSelection()!.selectAllChildren(document.body);
      return anaume.capture()?.text;
    });
    expect(text).toBe('深い所');
    await page.close();
  });
});
