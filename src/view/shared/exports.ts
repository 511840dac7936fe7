import { standingMasks } from './blanks.ts';
import { shownWords, type ReaderState } from './reader.ts';
import { sentencesAround } from './sentences.ts';
import { tsvField, unformulated } from './tsv.ts';
import type { DrawnWord } from './words.ts';
import { toHiragana } from '../../language/kana.ts';
import type { Prediction } from '../../protocol/analysis.ts';
import { CONTEXT_POSITIONS } from '../../protocol/limits.ts';
import { BUILT_IN } from '../../protocol/models.ts';

/** What can be taken out of a text that has been read, and as what. */
export const exportFormats = ['text', 'tsv', 'json', 'python'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A text that has been read, in one of the formats. */
export function exportText(state: ReaderState, format: ExportFormat): string {
  switch (format) {
    case 'text':
      return toText(state);
    case 'tsv':
      return toTsv(state);
    case 'json':
      return toJson(state);
    case 'python':
      return toPython(state);
  }
}

/** Never with an exponent; for programs as much as for people, so in no language's own way. */
const twoDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 2, useGrouping: false });

/** The words as they are written: of one character (℃, ㈱) they are one, whose first has all of the text. */
function writtenWords(state: ReaderState): readonly (readonly [DrawnWord, ...DrawnWord[]])[] {
  const found: [DrawnWord, ...DrawnWord[]][] = [];
  for (const word of shownWords(state)) {
    const before = word.start === word.end ? found.at(-1) : undefined;
    if (before) before.push(word);
    else found.push([word]);
  }
  return found;
}

/** The words with spaces between them, then one line for each blank: its candidates with their percentages. */
function toText(state: ReaderState): string {
  const { text } = state;
  const sentence = writtenWords(state)
    .map(([word], at) => (at === 0 ? '' : word.before === 'line' ? '\n' : ' ') + word.text)
    .join('');
  const masks = standingMasks(state).map((mask) => {
    const candidates = mask.candidates.map(
      (candidate) => `${candidate.text} ${twoDigits.format(candidate.score * 100)}%`,
    );
    return `${text.slice(mask.start, mask.end)}: ${candidates.join(', ')}`;
  });
  return [sentence, ...masks].join('\n');
}

/**
 * For spreadsheets, a row a word, without marks: word, the dictionary's reading (hiragana), base form, part of speech,
 * its sentence. What would be a formula there has a ' before it, which makes a text of it.
 */
function toTsv(state: ReaderState): string {
  const { text } = state;
  const sentences = sentencesAround(text, state.words);
  const rows = writtenWords(state)
    .flatMap(([first, ...more]) => {
      const word = [first, ...more].find(({ blank, hue }) => !blank && hue !== 'symbol');
      return word ? [{ ...word, text: first.text }] : [];
    })
    .map((word) => {
      const { reading, baseForm, partOfSpeech } = word;
      const { start, end } = sentences[word.index]!;
      return [
        word.text,
        reading ? toHiragana(reading) : '',
        baseForm ?? '',
        partOfSpeech.join('-'),
        text.slice(start, end),
      ];
    });
  // A tab or line break inside a field would begin another to whoever knows of no quotes.
  return rows
    .map((row) => row.map((field) => tsvField(unformulated(field.replace(/[\t\r\n]+/g, ' ')))).join('\t'))
    .join('\n');
}

/** As `npm run demo -- --json` prints it, without the timings: offsets are UTF-16 units, ends exclusive. */
function toJson(state: ReaderState): string {
  const { text, analysis, prediction } = state;
  return JSON.stringify(
    {
      text,
      ...(prediction && { model: prediction.model, backend: prediction.backend }),
      morphemes: analysis!.morphemes.map(({ surface, start, end, partOfSpeech, baseForm, reading }) => ({
        surface,
        start,
        end,
        pos: partOfSpeech,
        base: baseForm,
        reading,
      })),
      pieces: analysis!.pieces.map(({ piece, id, start, end }) => ({ piece, id, start, end })),
      masks: standingMasks(state).map(({ start, end, candidates }) => ({ start, end, candidates })),
    },
    null,
    2,
  );
}

type Origin = NonNullable<Prediction['tokenizer']>;

const BUILT_IN_TOKENIZER: Origin = {
  class: 'BertJapaneseTokenizer',
  ownCode: false,
  words: 'ipadic',
  sentencePiece: false,
};

/** What transformers wants for words that something cuts. */
interface Wanted {
  readonly packages: readonly string[];
  /** What is to be done beside. */
  readonly more?: string;
  /** What the text is to be, where the tokenizer's class does not cut it itself. */
  readonly text?: string;
}

/** By what cuts words. */
const WORDS: Readonly<Record<string, Wanted>> = {
  ipadic: { packages: ['fugashi', 'ipadic'] },
  unidic_lite: { packages: ['fugashi', 'unidic-lite'] },
  unidic: { packages: ['fugashi', 'unidic'], more: 'python -m unidic download' },
  jumandic: { packages: ['fugashi'], more: "and JUMAN's dictionary for MeCab, named in mecab_option" },
  'Juman++': {
    packages: ['rhoknp'],
    more: 'and Juman++: https://github.com/ku-nlp/jumanpp',
    text: 'its words, as Juman++ cuts them, with spaces between them',
  },
};

/** What has to be there, as comments. */
function setUp({ class: name, ownCode, words, sentencePiece }: Origin): string[] {
  const { packages, more, text }: Wanted = (words !== null && Object.hasOwn(WORDS, words) && WORDS[words]) || {
    packages: [],
  };
  const all = ['transformers', 'torch', ...packages, ...(sentencePiece ? ['sentencepiece', 'protobuf'] : [])];
  const cutsWords = ownCode || name === BUILT_IN_TOKENIZER.class;
  return [
    `# pip install ${all.join(' ')}`,
    ...(more === undefined ? [] : [`# ${more}`]),
    ...(text === undefined || cutsWords ? [] : [`# text: ${text}`]),
  ];
}

/** In what these lines and what is shown differ, as comments. */
function differences(words: string | null, pieces: number): string[] {
  return [
    ...(words === null
      ? ["# Where a piece lies across two words Anaume reads each by itself; here pieces are the tokenizer's own"]
      : []),
    ...(pieces + 2 > CONTEXT_POSITIONS
      ? [`# Anaume reads ${CONTEXT_POSITIONS} pieces at a time: the sentences around a blank; keep those alone`]
      : []),
  ];
}

/** How a tokenizer is made, and what is printed by it. */
interface Lines {
  /** Beside the folder. */
  readonly options: readonly string[];
  readonly imports: string;
  readonly made: readonly string[];
  readonly pieces: readonly string[];
  readonly filled: readonly string[];
}

const usual: Lines = {
  options: [],
  imports: '',
  made: [],
  pieces: ['print(tokenizer.tokenize(text))', 'print(tokenizer(text)["input_ids"])'],
  filled: [
    'fill = pipeline("fill-mask", model=AutoModelForMaskedLM.from_pretrained(path), tokenizer=tokenizer, top_k=5)',
    'print(fill(text))',
  ],
};

/**
 * By class, where what it does by itself is not what the model was made with. Of T5's only rinna's fills masks: [CLS]
 * is to be put before the text, nothing behind, positions begin at 0, and the class does not hear of do_lower_case.
 */
const LINES: Readonly<Record<string, Lines>> = {
  T5Tokenizer: {
    options: ['use_fast=False'],
    imports: 'import torch',
    made: ['tokenizer.do_lower_case = tokenizer.init_kwargs.get("do_lower_case", False)'],
    pieces: [
      'pieces = [tokenizer.cls_token] + tokenizer.tokenize(text)',
      'ids = tokenizer.convert_tokens_to_ids(pieces)',
      'print(pieces)',
      'print(ids)',
    ],
    filled: [
      'model = AutoModelForMaskedLM.from_pretrained(path)',
      'logits = model(input_ids=torch.tensor([ids]), position_ids=torch.arange(len(ids))[None]).logits[0]',
      'for at in [at for at, id in enumerate(ids) if id == tokenizer.mask_token_id]:',
      '    best = logits[at].softmax(-1).topk(5)',
      '    print(list(zip(tokenizer.convert_ids_to_tokens(best.indices.tolist()), best.values.tolist())))',
    ],
  },
};

/**
 * Lines that give the same pieces and, for blanks of one piece, the same probabilities with Hugging Face's transformers
 * (the fill-mask pipeline knows only one-piece candidates), as far as their comments do not say otherwise.
 */
function toPython({ text, words, masked, prediction, analysis }: ReaderState): string {
  let source = '';
  let at = 0;
  for (const word of words) {
    // The model reads every blank as one, also those around what was selected.
    if (!word.blank && !masked.has(word.index)) continue;
    source += `${text.slice(at, word.start)}[MASK]`;
    at = word.end;
  }
  source += text.slice(at);
  const model = prediction?.model ?? '';
  const named = model.includes('/');
  const origin = prediction?.tokenizer ?? BUILT_IN_TOKENIZER;
  // The hub's models know their tokenizers, and may call the mask otherwise.
  const tokenizer = named || origin.class !== BUILT_IN_TOKENIZER.class ? 'AutoTokenizer' : origin.class;
  const name = origin.class.replace(/Fast$/, '');
  const lines = (origin.sentencePiece && Object.hasOwn(LINES, name) && LINES[name]) || usual;
  const options = [
    'path',
    ...(origin.ownCode ? ['trust_remote_code=True'] : []),
    // Where the files name no dictionary, transformers takes another from version 4.57 on.
    ...(origin.words === 'ipadic' ? ['mecab_kwargs={"mecab_dic": "ipadic"}'] : []),
    ...lines.options,
  ];
  return [
    ...setUp(origin),
    ...differences(origin.words, analysis?.pieces.length ?? 0),
    ...(lines.imports === '' ? [] : [lines.imports]),
    `from transformers import AutoModelForMaskedLM, ${tokenizer}, pipeline`,
    '',
    // Of a model from the user's files only the name is known.
    named
      ? `path = ${JSON.stringify(model)}`
      : model === '' || model === BUILT_IN
        ? 'path = "models/default"  # the folder of this name in Anaume\'s package'
        : `path = ${JSON.stringify(model)}  # the folder that this model was added from`,
    `tokenizer = ${tokenizer}.from_pretrained(${options.join(', ')})`,
    ...lines.made,
    `text = ${JSON.stringify(source)}`,
    ...(tokenizer === 'AutoTokenizer' && source.includes('[MASK]')
      ? ['text = text.replace("[MASK]", tokenizer.mask_token)']
      : []),
    ...lines.pieces,
    ...(masked.size > 0 ? lines.filled : []),
    '',
  ].join('\n');
}
