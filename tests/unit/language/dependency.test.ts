import { describe, expect, it } from 'vitest';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { findBunsetsu } from '../../../src/language/bunsetsu.ts';
import { dependencyFormats } from '../../../src/language/dependency-formats.ts';
import { sentencesOf } from '../../../src/language/sentences.ts';
import { dependentsOf, applyGrammar, treesOf } from '../../../src/language/dependency.ts';
import { relationsOf } from '../../../src/language/relations.ts';

const analyzer = ipadicAnalyzer();

/** Scores under which each bunsetsu surely depends on the given one. */
function sure(heads: readonly number[]): Float64Array {
  const count = heads.length;
  return Float64Array.from({ length: count * count }, (_, at) =>
    heads[Math.floor(at / count)] === at % count ? 0 : -50,
  );
}

/** A text with the head of each of its bunsetsu, of as many sentences as have a bunsetsu without one. */
function headed(text: string, heads: readonly number[]) {
  const morphemes = analyzer.analyze(text, { normalize: true });
  const bunsetsu = findBunsetsu(morphemes);
  expect(bunsetsu).toHaveLength(heads.length);
  return {
    text,
    morphemes,
    dependents: bunsetsu.map((one, i) => ({ ...one, head: heads[i]!, probability: 1, other: null })),
  };
}

/** Bunsetsu separated by bars, with the head of each. */
function parsed(written: string, heads: readonly number[]) {
  const text = written.replaceAll('|', '');
  const morphemes = analyzer.analyze(text, { normalize: true });
  const bunsetsu = findBunsetsu(morphemes);
  expect(bunsetsu.map(({ start, end }) => text.slice(start, end)).join('|')).toBe(written);
  return { text, morphemes, dependents: dependentsOf(bunsetsu, 0, sure(heads)) };
}

describe('sentences', () => {
  const split = (text: string) => {
    const bunsetsu = findBunsetsu(analyzer.analyze(text, { normalize: true }));
    return treesOf(sentencesOf(text), bunsetsu).map(({ from, to }) =>
      text.slice(bunsetsu[from]!.start, bunsetsu[to - 1]!.end),
    );
  };
  it.each([
    ['雨だ。帰る。', ['雨だ。', '帰る。']],
    ['「行く。早く行く。」と言った。嘘だ！', ['「行く。早く行く。」と言った。', '嘘だ！']],
    ['雨だ\n帰る', ['雨だ', '帰る']],
    ['（未完の文。\n次の文。', ['（未完の文。', '次の文。']],
    ['句点がない', ['句点がない']],
    ['', []],
  ])('of %j', (text, sentences) => expect(split(text)).toEqual(sentences));
});

it('a sentence without end is cut', () => {
  const text = '犬や'.repeat(450);
  const parts = treesOf(sentencesOf(text), findBunsetsu(analyzer.analyze(text)));
  expect(parts).toEqual([
    { from: 0, to: 200 },
    { from: 200, to: 400 },
    { from: 400, to: 450 },
  ]);
});

describe('a tree of a sentence', () => {
  const three = () => findBunsetsu(analyzer.analyze('大きな黒い目。'));

  it('has the probability of each arc', () => {
    const { dependents } = parsed('大きな|黒い|目。', [2, 2, -1]);
    expect(dependents.map(({ head }) => head)).toEqual([2, 2, -1]);
    expect(dependents.map(({ other }) => other)).toEqual([null, null, null]);
    dependents.forEach(({ probability }) => expect(probability).toBeCloseTo(1));
  });

  it('names the other head where it is at least half as likely', () => {
    const scores = (second: number) => Float64Array.of(0, Math.log(1 - second), Math.log(second), 0, 0, 0, 0, 0, 0);
    const close = dependentsOf(three(), 0, scores(0.4))[0]!;
    expect(close).toMatchObject({ head: 1, other: { head: 2 } });
    expect(close.probability).toBeCloseTo(0.6);
    expect(close.other!.probability).toBeCloseTo(0.4);
    expect(dependentsOf(three(), 0, scores(0.3))[0]).toMatchObject({ head: 1, other: null });
  });

  it('has no adnominal depend on a mere adjective or verb, unless there is nothing else', () => {
    const headsOf = (text: string, heads: readonly number[]) => {
      const morphemes = analyzer.analyze(text);
      const bunsetsu = findBunsetsu(morphemes);
      const found = dependentsOf(bunsetsu, 0, applyGrammar(bunsetsu, morphemes, sure(heads)));
      found.forEach(({ probability }) => expect(probability).toBeCloseTo(1));
      return found.map(({ head }) => head);
    };
    expect(headsOf('大きな黒い目。', [1, 2, -1])).toEqual([2, 2, -1]);
    expect(headsOf('大きな目。', [1, -1])).toEqual([1, -1]);
    expect(headsOf('その黒い。', [1, -1])).toEqual([1, -1]);
  });

  it('has nothing depend on what is in a quotation that begins after it, but on what closes it', () => {
    const headsOf = (text: string, heads: readonly number[]) => {
      const morphemes = analyzer.analyze(text);
      const bunsetsu = findBunsetsu(morphemes);
      return dependentsOf(bunsetsu, 0, applyGrammar(bunsetsu, morphemes, sure(heads))).map(({ head }) => head);
    };
    expect(headsOf('彼は「雨だ。早く帰れ。」と言った。', [1, 3, 3, 4, -1])[0]).toBeGreaterThan(2);
    expect(headsOf('有名な「猫である」を読む。', [1, 2, -1])).toEqual([1, 2, -1]);
    expect(headsOf('彼は「雨だと言った。', [1, 2, -1])).toEqual([1, 2, -1]);
  });

  it('counts heads from the beginning of the text', () => {
    expect(dependentsOf(three(), 10, sure([1, 2, -1])).map(({ head }) => head)).toEqual([11, 12, -1]);
  });
});

describe('relations', () => {
  it.each([
    ['猫が|魚を|食べた。', [2, 2, -1], ['subject', 'object', null]],
    ['私は|東京に|行く。', [2, 2, -1], ['topic', 'indirect', null]],
    ['駅で|友達と|会う。', [2, 2, -1], ['place', 'with', null]],
    ['昨日|買った|本を|読む。', [1, 2, 3, -1], ['adverb', 'relative', 'object', null]],
    // What IPADIC calls their に depends on chance: 副詞化 and 格助詞.
    ['きれいに|書く。', [1, -1], ['adverb', null]],
    ['静かに|眠る。', [1, -1], ['adverb', null]],
    ['友達に|会う。', [1, -1], ['indirect', null]],
    ['大きな|目の|女の子', [1, 2, -1], ['describes', 'of', null]],
    ['雨なので|帰る。', [1, -1], ['reason', null]],
    ['東京から|大阪まで|歩く。', [2, 2, -1], ['from', 'until', null]],
    ['犬や|猫が|好きだ。', [1, 2, -1], ['list', 'subject', null]],
    ['雨に|よって|中止した。', [1, 2, -1], ['indirect', 'other', null]],
    // は, も and others behind a clause are not what it is to its head.
    ['雨が|降っても|行く。', [1, 2, -1], ['subject', 'contrast', null]],
    ['静かでも|行く。', [1, -1], ['contrast', null]],
    ['静かでは|困る。', [1, -1], ['condition', null]],
    ['知りながらも|黙る。', [1, -1], ['contrast', null]],
    ['行ったって|無駄だ。', [1, -1], ['contrast', null]],
    ['寒くては|眠れない。', [1, -1], ['condition', null]],
    ['行かなくちゃ|帰れない。', [1, -1], ['condition', null]],
    ['行かずに|帰る。', [1, -1], ['manner', null]],
    ['行かずには|帰れない。', [1, -1], ['condition', null]],
    ['好きだからこそ|怒る。', [1, -1], ['reason', null]],
    ['食べてまで|行く。', [1, -1], ['manner', null]],
    ['行ってから|寝る。', [1, -1], ['from', null]],
    ['東京でも|雨だ。', [1, -1], ['topic', null]],
    // か: what is asked, or one or the other.
    ['何を|食べるか|決める。', [1, 2, -1], ['object', 'quote', null]],
    ['いつ|来るのか|知らない。', [1, 2, -1], ['other', 'quote', null]],
    ['元気か|聞く。', [1, -1], ['quote', null]],
    ['行くか|どうか|聞く。', [1, 2, -1], ['list', 'quote', null]],
    ['行くか|行かないか|分からない。', [1, 2, -1], ['list', 'quote', null]],
    ['犬か|猫が|好きだ。', [1, 2, -1], ['list', 'subject', null]],
    ['何か|食べる。', [1, -1], ['other', null]],
  ] as const)('%s', (written, heads, expected) => {
    const { dependents, morphemes } = parsed(written, heads);
    expect(relationsOf(dependents, morphemes)).toEqual(expected);
  });
});

describe('other programs’ formats', () => {
  const { text, dependents, morphemes } = parsed('猫が|雨に|よって|濡れた。', [3, 2, 3, -1]);
  const formats = dependencyFormats(text, dependents, morphemes);

  it('are CoNLL-U with one root, heads in range and a word over its two parts', () => {
    const rows = formats.conllu.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const cells = rows.map((row) => row.split('\t'));
    for (const row of cells) expect(row).toHaveLength(10);
    const words = cells.filter(([id]) => !id!.includes('-'));
    expect(words.map(([id]) => Number(id))).toEqual(words.map((_, i) => i + 1));
    expect(words.filter((row) => row[6] === '0').map((row) => row[1])).toEqual(['濡れ']);
    for (const row of words) expect(Number(row[6])).toBeLessThanOrEqual(words.length);
    expect(cells.find(([id]) => id!.includes('-'))!.slice(0, 2)).toEqual(['4-5', 'によって']);
    expect(words[0]!.slice(1, 8)).toEqual([
      '猫',
      '猫',
      'NOUN',
      '名詞-一般',
      '_',
      words.find((row) => row[1] === '濡れ')![0],
      'dep',
    ]);
    expect(formats.conllu.startsWith('# sent_id = 1\n# text = 猫が雨によって濡れた。\n')).toBe(true);
  });

  it.each([
    ['猫が雨によって濡れた。', [3, 2, 3, -1]],
    ['彼は行く。私は帰る。', [1, -1, 3, -1]],
    ['㈱と18℃のＡＢＣで、ｱｲｳを 食べる。', [5, 2, 3, 5, 5, -1]],
    ['猫がいる。　 犬がいる。', [1, -1, 3, -1]],
  ])('are CoNLL-U whose tokens make the text again: %s', (text, heads) => {
    const all = headed(text, heads);
    const { conllu } = dependencyFormats(all.text, all.dependents, all.morphemes);
    const sentences = conllu.trimEnd().split('\n\n');
    expect(sentences.map((lines) => /^# sent_id = (.*)$/m.exec(lines)?.[1])).toEqual(
      sentences.map((_, i) => `${i + 1}`),
    );
    const texts = sentences.map((lines) => {
      let made = '';
      let covered = 0;
      for (const [id, form, ...more] of lines.split('\n').map((line) => line.split('\t'))) {
        if (form === undefined || Number(id) <= covered) {
          expect(more.at(-1) ?? '').not.toContain('SpaceAfter');
          continue;
        }
        covered = Number(id!.split('-')[1] ?? id);
        made += form + (more.at(-1)!.split('|').includes('SpaceAfter=No') ? '' : ' ');
      }
      expect(made.trimEnd()).toBe(/^# text = (.*)$/m.exec(lines)![1]);
      return made;
    });
    expect(texts.join('').trimEnd()).toBe(all.text.replace(/\s+/g, ' ').trimEnd());
  });

  it('number sentences from where they are told to', () => {
    const two = headed('彼は行く。私は帰る。', [1, -1, 3, -1]);
    const { conllu, knp } = dependencyFormats(two.text, two.dependents, two.morphemes, 5);
    expect(knp.match(/^# S-ID:.*$/gm)).toEqual(['# S-ID:5', '# S-ID:6']);
    expect(conllu.match(/^# sent_id = .*$/gm)).toEqual(['# sent_id = 5', '# sent_id = 6']);
  });

  it.each([
    ['彼は本を読んでいる。', [2, 2, -1], '0/2', '読ん'],
    ['食べてもらった。', [-1], '0/3', '食べ'],
    ['彼に読ませられる。', [1, -1], '0/2', '読ま'],
    ['食べにくい。', [-1], '0/1', '食べ'],
    ['勉強する。', [-1], '1/1', 'する'],
    // Nothing else is there.
    ['「下さい」', [-1], '1/1', '下さい'],
  ] as const)('have auxiliary verbs hang on what they serve: %s', (text, heads, places, root) => {
    const all = headed(text, heads);
    const { conllu, cabocha } = dependencyFormats(all.text, all.dependents, all.morphemes);
    const last = cabocha.split('\n').findLast((line) => line.startsWith('* '))!;
    expect(last.split(' ')[3]).toBe(places);
    const words = conllu
      .split('\n')
      .map((line) => line.split('\t'))
      .filter((cells) => cells.length === 10);
    const [id, , , kind] = words.find((cells) => cells[7] === 'root')!;
    expect([words[Number(id) - 1]![1], kind]).toEqual([root, 'VERB']);
    for (const [, form, , kind, , , above, relation] of words.slice(Number(id)))
      if (relation !== 'punct') expect([form, kind, above]).toEqual([form, relation === 'mark' ? 'SCONJ' : 'AUX', id]);
  });

  it('are CaboCha’s', () => {
    const lines = formats.cabocha.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('* ')).map((line) => line.split(' ').slice(1, 4))).toEqual([
      ['0', '3D', '0/1'],
      ['1', '2D', '0/1'],
      ['2', '3D', '0/0'],
      ['3', '-1D', '0/1'],
    ]);
    expect(lines).toContain('猫\t名詞,一般,*,*,*,*,猫,ネコ,ネコ');
    expect(lines.at(-1)).toBe('EOS');
  });

  it('are KNP’s', () => {
    const lines = formats.knp.trimEnd().split('\n');
    expect(lines[0]).toBe('# S-ID:1');
    expect(lines.filter((line) => line.startsWith('* '))).toEqual(['* 3D', '* 2D', '* 3D', '* -1D']);
    expect(lines).toContain('猫 ねこ 猫 名詞 0 一般 0 * 0 * 0 NIL');
    expect(lines.at(-1)).toBe('EOS');
  });
});
