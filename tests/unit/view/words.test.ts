import { describe, expect, it } from 'vitest';
import { forms } from '../../../src/language/forms.ts';
import { formName } from '../../../src/view/shared/form-names.ts';
import { className, hueOf } from '../../../src/view/shared/part-of-speech.ts';
import { toDrawnWords } from '../../../src/view/shared/words.ts';
import { analysisOf, seed } from './fixtures.ts';

describe('toDrawnWords', () => {
  it('sets every word with class, reading and pieces', () => {
    const [friend, , blank, , verb] = toDrawnWords(seed);
    expect(friend).toMatchObject({
      text: '友達',
      hue: 'noun',
      shownReading: 'ともだち',
      dictionaryForm: null,
      blank: false,
    });
    expect(friend!.pieces).toEqual([{ piece: '友達', id: 100, start: 0, end: 2 }]);
    expect(blank).toMatchObject({ text: 'XXXX', blank: true, hue: 'other', shownReading: null });
    expect(verb).toMatchObject({ hue: 'verb', shownReading: null });
  });

  it('leaves what arrived as it is', () => {
    expect(toDrawnWords(seed)).toMatchObject(seed.morphemes);
  });

  it('shows a base form only where it differs, and the text as selected where normalisation changed it', () => {
    const analysis = analysisOf('食べ', [['食べ', '動詞-自立', { baseForm: '食べる', reading: 'タベ' }]]);
    expect(toDrawnWords(analysis)[0]!.dictionaryForm).toBe('食べる');
    const half = analysisOf('ｶﾅ', [['ｶﾅ', '名詞-一般', { surface: 'カナ', baseForm: 'カナ' }]]);
    expect(toDrawnWords(half)[0]).toMatchObject({ text: 'ｶﾅ', dictionaryForm: null });
  });

  it('draws an emoji that is several as one', () => {
    const parts = ['👨', '\u200d', '👩'];
    const analysis = analysisOf(
      `${parts.join('')}だ`,
      [...parts, 'だ'].map((part) => [part, part === 'だ' ? '助動詞' : '記号-一般']),
    );
    const [family, ...singles] = analysis.words;
    const words = [{ ...family!, class: 'symbol' as const, last: 3, stem: 3, end: 5 }, singles.at(-1)!];
    const drawn = toDrawnWords({ ...analysis, words });
    expect(drawn.map(({ joint }) => joint?.text ?? null)).toEqual(['👨\u200d👩', '👨\u200d👩', '👨\u200d👩', null]);
    expect(drawn[0]!.joint!.indexes).toEqual([0, 1, 2]);
  });

  it('draws as one what one reading stands over, and nothing else of the word', () => {
    const analysis = analysisOf('二三十分', [
      ['二', '名詞-数'],
      ['三', '名詞-数'],
      ['十', '名詞-数'],
      ['分', '名詞-接尾-助数詞'],
    ]);
    const [first] = analysis.words;
    const rubies = [
      { start: 0, end: 1, text: 'に' },
      { start: 1, end: 3, text: 'さんじゅっ' },
      { start: 3, end: 4, text: 'ぷん' },
    ];
    const drawn = toDrawnWords({ ...analysis, words: [{ ...first!, last: 4, end: 4, rubies }] });
    expect(drawn.map(({ joint }) => joint?.text ?? null)).toEqual([null, '三十', '三十', null]);
  });

  it('knows what furigana in brackets leave of a word as that word', () => {
    const parts = ['食', '（', 'た', '）', 'べ', 'を'] as const;
    const analysis = analysisOf(
      parts.join(''),
      parts.map((part) => [part, '助詞']),
    );
    const [first] = analysis.words;
    const whole = { ...first!, class: 'verb' as const, last: 5, end: 5 };
    const drawn = toDrawnWords({ ...analysis, words: [whole, analysis.words[5]!] });
    expect(drawn.map(({ apart }) => apart)).toEqual(['verb', 'verb', 'verb', 'verb', 'verb', null]);
    expect(drawn[4]!.hue).toBe('particle');
  });

  it('draws a sign that is several as one', () => {
    const analysis = analysisOf('18℃だ', [
      ['18', '名詞-数'],
      ['℃', '記号-一般', { surface: '°' }],
      ['', '名詞-一般', { surface: 'C' }],
      ['だ', '助動詞'],
    ]);
    const drawn = toDrawnWords(analysis);
    expect(drawn.map(({ joint }) => joint?.text ?? null)).toEqual([null, '℃', '℃', null]);
    expect(drawn[1]!.joint!.indexes).toEqual([1, 2]);
  });

  it('tells line breaks and spaces between words apart', () => {
    const analysis = analysisOf('猫 犬\n鳥魚', [
      ['猫', '名詞'],
      ['犬', '名詞'],
      ['鳥', '名詞'],
      ['魚', '名詞'],
    ]);
    expect(toDrawnWords(analysis).map((word) => word.before)).toEqual(['none', 'space', 'line', 'none']);
  });

  it.each([
    ['○に入る', ['○', 'に', '入る'], ['○']],
    ['●●を●食べる', ['●', '●', 'を', '●', '食べる'], ['●●']],
    ['次の「　　」に', ['次', 'の', '「', '」', 'に'], ['「　　」']],
    ['これは[...]だ', ['これ', 'は', '[', '...', ']', 'だ'], ['[...]']],
    ['［…］と□□', ['［', '…', '］', 'と', '□', '□'], ['［…］', '□□']],
    // Circles that are blanks without being asked, a word in quotation marks, and a place that cuts a word.
    ['○○と「猫」と', ['○○', 'と', '「', '猫', '」', 'と'], []],
    ['●●猫', ['●●猫'], []],
  ])('offers as blanks what may be one: %s', (text, parts, offered) => {
    const words = toDrawnWords(
      analysisOf(
        text,
        parts.map((part) => [part, '記号'] as const),
      ),
    );
    const joints = new Set(words.filter((word) => word.offered).map((word) => word.joint));
    expect([...joints].map((joint) => joint!.text)).toEqual(offered);
    for (const word of words.filter((one) => one.offered)) expect(word.joint!.indexes).toContain(word.index);
  });

  it('says where the model reads [UNK]', () => {
    const analysis = analysisOf('鱻', [['鱻', '名詞', { known: false, reading: null }]]);
    const unknown = { ...analysis, pieces: [{ piece: '<unk>', id: 1, start: 0, end: 1, unknown: true as const }] };
    expect(toDrawnWords(unknown)[0]).toMatchObject({ markedUnknown: true, unreadable: true });
  });
});

describe('a class', () => {
  it.each([
    ['noun', 'noun', 'posNoun'],
    ['name', 'noun', 'posName'],
    ['naAdjective', 'adjective', 'posNaAdjective'],
    ['suffix', 'noun', 'posSuffix'],
    ['symbol', 'symbol', 'posSymbol'],
    ['other', 'other', 'posOther'],
  ] as const)('%s has the colour of %s, and is called %s', (name, hue, key) => {
    expect(hueOf(name)).toBe(hue);
    expect(className(name)).toBe(key);
  });

  it('of marks is known, though no dictionary has them', () => {
    expect(toDrawnWords(analysisOf('！？', [['！？', '名詞-サ変接続', { known: false }]]))[0]).toMatchObject({
      hue: 'symbol',
      markedUnknown: false,
    });
  });
});

describe('words of several morphemes', () => {
  const base = analysisOf('一人で', [
    ['一', '名詞-数'],
    ['人', '名詞-接尾'],
    ['で', '助詞'],
  ]);
  const [one, , particle] = base.words;
  const joined = { ...one!, end: 2, last: 2, reading: 'ひとり', rubies: [{ start: 0, end: 2, text: 'ひとり' }] };
  const words = toDrawnWords({ ...base, words: [joined, particle!] });

  it('are drawn as one where one reading stands over them', () => {
    const joint = { indexes: [0, 1], text: '一人', parts: [{ text: '一人', ruby: 'ひとり' }] };
    expect(words.map((word) => word.joint)).toEqual([joint, joint, null]);
  });

  it('have no reading of their own then', () => {
    expect(words.map(({ shownReading: reading }) => reading)).toEqual([null, null, null]);
  });
});

describe('forms', () => {
  it('all have a name', () => {
    for (const form of forms) expect(formName(form), form).not.toBeNull();
  });
});
