import { describe, expect, it } from 'vitest';
import { MAX_SENTENCE } from '../../../src/protocol/limits.ts';
import type { Analysis } from '../../../src/protocol/analysis.ts';
import { ankiWords, toAnki } from '../../../src/view/shared/anki.ts';
import type { ReaderState } from '../../../src/view/shared/reader.ts';
import { toDrawnWords } from '../../../src/view/shared/words.ts';
import { analysisOf } from './fixtures.ts';

const base = analysisOf('昨日、猫が鳴いた。犬も鳴いた。', [
  ['昨日', '名詞', { reading: 'キノウ' }],
  ['、', '記号'],
  ['猫', '名詞', { reading: 'ネコ' }],
  ['が', '助詞'],
  ['鳴い', '動詞', { baseForm: '鳴く' }],
  ['た', '助動詞'],
  ['。', '記号'],
  ['犬', '名詞', { reading: 'イヌ' }],
  ['も', '助詞'],
  ['鳴い', '動詞', { baseForm: '鳴く' }],
  ['た', '助動詞'],
  ['。', '記号'],
]);
const kinds = [
  'noun',
  'symbol',
  'noun',
  'particle',
  'verb',
  'auxiliary',
  'symbol',
  'noun',
  'particle',
  'verb',
  'auxiliary',
  'symbol',
];
const analysis = { ...base, words: base.words.map((word, index) => ({ ...word, class: kinds[index]! })) } as Analysis;
const stateOf = (of: Analysis) =>
  ({ text: of.text, analysis: of, words: toDrawnWords(of), masked: new Set() }) as unknown as ReaderState;
const state = stateOf(analysis);
/** Without the lines that say how to read them. */
const rowsOf = (...given: Parameters<typeof toAnki>) =>
  toAnki(...given)
    .split('\n')
    .filter((line) => !line.startsWith('#'));

describe('cards for Anki', () => {
  it('are of what was asked for, where the rest is only around it', () => {
    const selected = { start: 3, end: 7 };
    const within = { ...state, analysis: { ...analysis, selected } } as ReaderState;
    expect(ankiWords(within).map(({ base: form }) => form)).toEqual(['猫', '鳴く']);
  });

  it('are of words, each once, without particles and marks', () => {
    expect(ankiWords(state).map(({ base: form }) => form)).toEqual(['昨日', '猫', '鳴く', '犬']);
  });

  it('are of the word alone that is blanked out, where it stands, and of a particle, too, where that is asked about', () => {
    const blanked = (...masked: number[]) => ({ ...state, masked: new Set(masked) }) as ReaderState;
    const cry = ankiWords(blanked(9));
    expect(cry.map(({ base: form }) => form)).toEqual(['鳴く']);
    expect(rowsOf(state, cry, [])).toEqual(['犬も{{c1::鳴い}}た。\t鳴く']);
    expect(ankiWords(blanked(2, 8)).map(({ base: form }) => form)).toEqual(['猫', 'も']);
  });

  it("are of all where nothing but the text's own blank is", () => {
    const words = analysis.words.map((_, index) => ({ blank: index === 2 }));
    const own = { ...state, words, masked: new Set([2]) } as unknown as ReaderState;
    expect(ankiWords(own).length).toBeGreaterThan(2);
  });

  it("say how to read them, and that they are of Anki's cloze type, in whichever language", () => {
    expect(toAnki(state, [], []).split('\n')).toEqual([
      '#separator:tab',
      '#html:false',
      '#notetype:穴埋め',
      '#notetype:穴埋め問題',
      '#notetype:Cloze',
    ]);
  });

  it('have the word taken out of its own sentence, and what it is in the other field', () => {
    const [, cat, cry, dog] = ankiWords(state);
    expect(rowsOf(state, [cat!, dog!], [['cat'], ['dog; hound', 'spy']])).toEqual([
      '昨日、{{c1::猫}}が鳴いた。\t猫【ねこ】 cat',
      '{{c1::犬}}も鳴いた。\t犬【いぬ】 dog; hound / spy',
    ]);
    expect(rowsOf(state, [cry!], [['to sing']])).toEqual(['昨日、猫が{{c1::鳴い}}た。\t鳴く to sing']);
  });

  it('have no more around a word than a sentence may have, where no full stop comes', () => {
    const long = analysisOf(
      '猫が、'.repeat(500),
      Array.from({ length: 1500 }, (_, i) => [[...'猫が、'][i % 3]!, '名詞']),
    );
    const rows = rowsOf(stateOf(long), long.words, []);
    expect(rows).toHaveLength(1500);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(2 * MAX_SENTENCE);
  });

  it('quote what would end a field', () => {
    const [, cat] = ankiWords(state);
    expect(rowsOf(state, [cat!], [['a "cat"\tor']])).toEqual([
      '昨日、{{c1::猫}}が鳴いた。\t"猫【ねこ】 a ""cat""\tor"',
    ]);
  });
});
