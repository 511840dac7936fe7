import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { MAX_SENTENCE } from '../../../src/protocol/limits.ts';
import { exportText } from '../../../src/view/shared/exports.ts';
import type { ReaderState } from '../../../src/view/shared/reader.ts';
import { toDrawnWords } from '../../../src/view/shared/words.ts';
import { analysisOf, maskAt, predictionOf, seed } from './fixtures.ts';

const OWN_PIECES =
  "# Where a piece lies across two words Anaume reads each by itself; here pieces are the tokenizer's own";

const stateOf = (analysis = seed, more: Partial<ReaderState> = {}): ReaderState => {
  const words = toDrawnWords(analysis);
  return {
    text: analysis.text,
    phase: 'read',
    analysis,
    words,
    masked: new Set(words.filter((word) => word.blank).map((word) => word.index)),
    selected: null,
    joined: false,
    editable: false,
    own: null,
    written: null,
    rest: '',
    asked: null,
    predicting: false,
    prediction: predictionOf([maskAt(seed, [2])]),
    chosen: new Map(),
    loading: null,
    insteadOf: null,
    failure: null,
    ...more,
  };
};

describe('taking a text out', () => {
  it('as text: words apart, lines kept, candidates with percentages', () => {
    expect(exportText(stateOf(), 'text')).toBe('友達 と XXXX を する\nXXXX: 話 50%, 仕事 25%');
    const lines = analysisOf('猫\n犬が', [
      ['猫', '名詞'],
      ['犬', '名詞'],
      ['が', '助詞'],
    ]);
    expect(exportText(stateOf(lines, { prediction: null }), 'text')).toBe('猫\n犬 が');
  });

  it('as text: what is next to certain and next to impossible without an exponent', () => {
    const [mask] = predictionOf([maskAt(seed, [2])]).masks;
    const candidates = [0.997, 0.2, 0.000034, 2e-10].map((score, i) => ({
      ...mask!.candidates[0]!,
      text: `${i}`,
      score,
    }));
    const text = exportText(stateOf(seed, { prediction: predictionOf([{ ...mask!, candidates }]) }), 'text');
    expect(text.split('\n')[1]).toBe('XXXX: 0 100%, 1 20%, 2 0.0034%, 3 0.00000002%');
  });

  it('as text and as TSV: what was written as one character as one word', () => {
    const analysis = analysisOf('18℃の㈱', [
      ['18', '名詞-数'],
      ['℃', '記号-一般', { surface: '°' }],
      ['', '名詞-一般', { surface: 'C', class: 'noun', start: 3, end: 3, reading: 'シー' }],
      ['の', '助詞-連体化', { reading: 'ノ' }],
      ['㈱', '記号-括弧開', { surface: '(' }],
      ['', '名詞-一般', { surface: '株', class: 'noun', start: 5, end: 5, reading: 'カブ', baseForm: '株' }],
      ['', '記号-括弧閉', { surface: ')', start: 5, end: 5 }],
    ]);
    const state = stateOf(analysis, { prediction: null });
    expect(exportText(state, 'text')).toBe('18 ℃ の ㈱');
    expect(exportText(state, 'tsv').split('\n')).toMatchObject([
      expect.stringMatching(/^18\t/),
      expect.stringMatching(/^℃\tしー\t/),
      expect.stringMatching(/^の\t/),
      expect.stringMatching(/^㈱\tかぶ\t株\t/),
    ]);
  });

  it('as TSV: a row a word with reading, base form, class and text; tabs and breaks cannot split a row', () => {
    expect(exportText(stateOf(), 'tsv').split('\n')).toEqual([
      '友達\tともだち\t友達\t名詞-一般\t友達とXXXXをする',
      'と\tと\tと\t助詞-格助詞-一般\t友達とXXXXをする',
      'を\tを\tを\t助詞-格助詞-一般\t友達とXXXXをする',
      'する\tする\tする\t動詞-自立\t友達とXXXXをする',
    ]);
    const broken = analysisOf('猫\tと\t\n犬', [
      ['猫', '名詞'],
      ['と', '助詞'],
      ['犬', '名詞'],
    ]);
    expect(exportText(stateOf(broken, { prediction: null }), 'tsv').split('\n')).toEqual([
      '猫\t\t猫\t名詞\t猫 と',
      'と\t\tと\t助詞\t猫 と',
      '犬\t\t犬\t名詞\t犬',
    ]);
  });

  it.each(['。', '、', ''])('as TSV: a row has its own sentence, however long the text is (猫が鳴く%s)', (end) => {
    const words = ['猫', 'が', '鳴く', ...(end ? [end] : [])].map((word) => [word, '名詞'] as const);
    const rows = (times: number) => {
      const text = `猫が鳴く${end}`.repeat(times);
      const analysis = analysisOf(text, Array<typeof words>(times).fill(words).flat());
      return exportText(stateOf(analysis, { prediction: null }), 'tsv').split('\n');
    };
    expect(Math.max(...rows(1_000).map((row) => row.length))).toBeLessThan(2 * MAX_SENTENCE);
    if (end === '。') expect(rows(1_000)[3]).toBe('猫\t\t猫\t名詞\t猫が鳴く。');
  });

  it.each([
    ['"猫"が', '"""猫""が"'],
    ['#猫が', '"#猫が"'],
    ['<b>猫</b>\tが', '<b>猫</b> が'],
    ['猫"が', '猫"が'],
    ['=HYPERLINK("http://x","猫")', `'=HYPERLINK("http://x","猫")`],
    ['+猫が', "'+猫が"],
    ['-猫が', "'-猫が"],
    ['@猫が', "'@猫が"],
    ['\t=猫が', "'=猫が"],
    ['＝猫が', "'＝猫が"],
    ['猫=犬', '猫=犬'],
  ])('as TSV that spreadsheets read as it was: %s', (text, field) => {
    const words = (text.match(/\S/g) ?? []).map((one) => [one, one === '猫' ? '名詞' : '記号'] as const);
    const tsv = exportText(stateOf(analysisOf(text, words), { prediction: null }), 'tsv');
    expect(tsv.split('\n')[0]).toBe(`猫\t\t猫\t名詞\t${field}`);
  });

  it('as TSV with numbers as they are, below zero, too', () => {
    const tsv = exportText(stateOf(analysisOf('-2.5', [['-2.5', '名詞-数']]), { prediction: null }), 'tsv');
    expect(tsv).toBe('-2.5\t\t-2.5\t名詞-数\t-2.5');
  });

  it('as JSON: ids and offsets of everything', () => {
    const json = JSON.parse(exportText(stateOf(), 'json'));
    expect(json).toMatchObject({
      text: '友達とXXXXをする',
      model: 'default',
      backend: { device: 'wasm' },
      morphemes: [
        { surface: '友達', start: 0, end: 2, pos: ['名詞', '一般'], base: '友達', reading: 'トモダチ' },
        {},
        { surface: 'XXXX', start: 3, end: 7 },
        {},
        {},
      ],
      masks: [{ start: 3, end: 7, candidates: [{ text: '話', pieces: ['話'], score: 0.5 }, {}] }],
    });
    expect(json.pieces[0]).toEqual({ piece: '友達', id: 100, start: 0, end: 2 });
    expect(JSON.parse(exportText(stateOf(seed, { prediction: null }), 'json')).masks).toEqual([]);
  });

  it('as text and as JSON: only what is still blanked out, also where nothing new is predicted yet', () => {
    const prediction = predictionOf([maskAt(seed, [0]), maskAt(seed, [2])]);
    const state = stateOf(seed, { prediction, masked: new Set([2]), predicting: true });
    expect(exportText(state, 'text').split('\n').slice(1)).toEqual(['XXXX: 話 50%, 仕事 25%']);
    expect(JSON.parse(exportText(state, 'json')).masks).toMatchObject([{ start: 3, end: 7 }]);
  });

  it('as Python: the text with [MASK] wherever something is masked', () => {
    const python = exportText(stateOf(seed, { masked: new Set([0, 2]) }), 'python');
    expect(python).toContain('text = "[MASK]と[MASK]をする"');
    expect(python).toContain('pipeline("fill-mask"');
    // A blank around what was selected is no mask of the reader's, and one of the model's.
    expect(exportText(stateOf(seed, { masked: new Set([0]) }), 'python')).toContain('text = "[MASK]と[MASK]をする"');
    expect(exportText(stateOf(seed, { masked: new Set(), prediction: null }), 'python')).not.toContain('fill-mask');
    const named = { ...predictionOf([]), model: 'tohoku-nlp/bert-base-japanese-whole-word-masking' };
    expect(exportText(stateOf(seed, { prediction: named }), 'python')).toContain(
      'path = "tohoku-nlp/bert-base-japanese-whole-word-masking"',
    );
    const imported = { ...predictionOf([]), model: '自分の BERT' };
    expect(exportText(stateOf(seed, { prediction: imported }), 'python')).toContain(
      'path = "自分の BERT"  # the folder that this model was added from',
    );
    const masked = exportText(stateOf(seed, { prediction: named, masked: new Set([0]) }), 'python');
    expect(masked).toContain('AutoTokenizer.from_pretrained(path, mecab_kwargs={"mecab_dic": "ipadic"})');
    expect(masked).toContain('text.replace("[MASK]", tokenizer.mask_token)');
    const quoted = analysisOf('「"\\n」', [['「', '記号']]);
    expect(exportText(stateOf(quoted, { prediction: null }), 'python')).toContain(String.raw`text = "「\"\\n」"`);
  });

  it.each([
    [
      ['BertJapaneseTokenizer', 'ipadic', false],
      ['# pip install transformers torch fugashi ipadic'],
      ', mecab_kwargs={"mecab_dic": "ipadic"}',
    ],
    [['BertJapaneseTokenizer', 'unidic_lite', false], ['# pip install transformers torch fugashi unidic-lite'], ''],
    [
      ['BertJapaneseTokenizer', 'unidic', false],
      ['# pip install transformers torch fugashi unidic', '# python -m unidic download'],
      '',
    ],
    [
      ['BertJapaneseTokenizer', 'jumandic', false],
      ['# pip install transformers torch fugashi', "# and JUMAN's dictionary for MeCab, named in mecab_option"],
      '',
    ],
    [
      ['BertJapaneseTokenizer', 'Juman++', true],
      [
        '# pip install transformers torch rhoknp sentencepiece protobuf',
        '# and Juman++: https://github.com/ku-nlp/jumanpp',
      ],
      '',
    ],
    [
      ['DistilBertJapaneseTokenizer', 'unidic_lite', true],
      ['# pip install transformers torch fugashi unidic-lite sentencepiece protobuf'],
      ', trust_remote_code=True',
    ],
    [
      ['DebertaV2JumanppTokenizer', 'Juman++', true],
      [
        '# pip install transformers torch rhoknp sentencepiece protobuf',
        '# and Juman++: https://github.com/ku-nlp/jumanpp',
        'from transformers import AutoModelForMaskedLM, AutoTokenizer, pipeline',
      ],
      ', trust_remote_code=True',
    ],
    [
      ['DebertaV2Tokenizer', 'Juman++', true],
      [
        '# pip install transformers torch rhoknp sentencepiece protobuf',
        '# and Juman++: https://github.com/ku-nlp/jumanpp',
        '# text: its words, as Juman++ cuts them, with spaces between them',
      ],
      '',
    ],
    [
      ['T5Tokenizer', null, true],
      ['# pip install transformers torch sentencepiece protobuf', OWN_PIECES, 'import torch'],
      ', use_fast=False',
    ],
    [['XLMRobertaTokenizer', null, true], ['# pip install transformers torch sentencepiece protobuf', OWN_PIECES], ''],
    [['BertTokenizer', null, false], ['# pip install transformers torch'], ''],
    [['PreTrainedTokenizerFast', '\nx', false], ['# pip install transformers torch'], ''],
  ] as const)('as Python: with what its tokenizer wants, %o', ([name, words, sentencePiece], lines, more) => {
    const tokenizer = { class: name, ownCode: more.includes('trust_remote_code'), words, sentencePiece };
    const python = (model: string) =>
      exportText(stateOf(seed, { prediction: { ...predictionOf([]), model, tokenizer } }), 'python').split('\n');
    expect(python('a/b').slice(0, lines.length)).toEqual(lines);
    expect(python('a/b')).toContain(`tokenizer = AutoTokenizer.from_pretrained(path${more})`);
    const class_ = name === 'BertJapaneseTokenizer' ? name : 'AutoTokenizer';
    expect(python('own')).toContain(`tokenizer = ${class_}.from_pretrained(path${more})`);
    expect(python('own').some((line) => line.startsWith('from transformers import') && line.includes(class_))).toBe(
      true,
    );
    expect(python('own').includes('text = text.replace("[MASK]", tokenizer.mask_token)')).toBe(
      class_ === 'AutoTokenizer',
    );
  });

  it("as Python: rinna's model with [CLS] before the text, nothing behind, and positions from 0", () => {
    const tokenizer = { class: 'T5Tokenizer', ownCode: false, words: null, sentencePiece: true };
    const python = (masked: Set<number>) =>
      exportText(stateOf(seed, { masked, prediction: { ...predictionOf([]), model: 'a/b', tokenizer } }), 'python');
    const filled = python(new Set([0])).split('\n');
    expect(filled).toContain('tokenizer.do_lower_case = tokenizer.init_kwargs.get("do_lower_case", False)');
    expect(filled).toContain('pieces = [tokenizer.cls_token] + tokenizer.tokenize(text)');
    expect(filled.join('\n')).toContain('position_ids=torch.arange(len(ids))');
    expect(python(new Set())).not.toContain('logits');
  });

  it('as Python: what is said of texts that are too long to be read at once', () => {
    const note = '# Anaume reads 128 pieces at a time';
    const words = (times: number) => analysisOf('猫'.repeat(times), Array(times).fill(['猫', '名詞']));
    expect(exportText(stateOf(words(126), { prediction: null }), 'python')).not.toContain(note);
    expect(exportText(stateOf(words(127), { prediction: null }), 'python')).toContain(note);
  });

  it('as Python that compiles, whatever was selected, and calls what it should with the text as it is', () => {
    const python = ['/usr/bin/python3', 'python3', 'python'].find(
      (name) => spawnSync(name, ['--version']).status === 0,
    );
    if (!python) return console.warn('There is no Python here: whether the copied lines compile is not checked.');
    // Reads copied lines from standard input, compiles them, and prints for each the functions called and the text.
    const check = [
      'import ast, json, sys',
      'def look(lines):',
      '    tree = ast.parse(lines)',
      '    compile(tree, "copied", "exec")',
      '    calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]',
      '    return calls, [node.value.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "text" and isinstance(node.value, ast.Constant)][0]',
      'print(json.dumps([look(lines) for lines in json.load(sys.stdin.buffer)]))',
    ].join('\n');
    const cases = ['友達', '「"\\n」', "it's'''", '{x}\\', '一\n二\r\t三\u2028四', '\ud800と𠮷', '#"""'].flatMap(
      (text) =>
        [new Set<number>(), new Set([0])].map((masked) => ({
          text,
          masked,
          lines: exportText(stateOf(analysisOf(text, [[text, '名詞']]), { masked, prediction: null }), 'python'),
        })),
    );
    const tokenizer = { class: 'T5Tokenizer', ownCode: false, words: null, sentencePiece: true };
    const rinnas = exportText(
      stateOf(seed, { prediction: { ...predictionOf([]), model: 'a/b', tokenizer } }),
      'python',
    );
    const { status, stdout, stderr } = spawnSync(python, ['-c', check], {
      input: JSON.stringify([...cases.map(({ lines }) => lines), rinnas]),
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const looked = JSON.parse(stdout) as [string[], string][];
    expect(looked).toHaveLength(cases.length + 1);
    for (const [index, { text, masked }] of cases.entries()) {
      const [calls, written] = looked[index]!;
      expect(calls).toEqual(
        expect.arrayContaining(['BertJapaneseTokenizer.from_pretrained', 'tokenizer.tokenize', 'tokenizer']),
      );
      expect(calls.includes('pipeline')).toBe(masked.size > 0);
      expect(calls.includes('AutoModelForMaskedLM.from_pretrained')).toBe(masked.size > 0);
      expect(written).toBe(masked.size > 0 ? '[MASK]' : text);
    }
  }, 60_000);
});
