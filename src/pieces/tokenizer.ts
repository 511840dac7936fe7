import type { Analyzer, Morpheme, Span } from '../morphemes/morpheme.ts';
import {
  type MappedText,
  SpanMapper,
  composeMaps,
  toFullWidth,
  toLowerCase,
  nfkc,
} from '../morphemes/normalization.ts';
import { createCutter, type TextPart } from './added.ts';
import { basicWords } from './basic.ts';
import { cutBlanks } from './blanks.ts';
import { INSTEAD, isOwnCode, type TokenizerConfig, parseConfig } from './config.ts';
import type { EncodeOptions, Encoding, Origin, Tokenizer, Word, WordPiece } from './encoding.ts';
import { TokenizerError } from './errors.ts';
import { MovedMorpheme } from './moved.ts';
import { createEncoder, type SentencePieceEncoder } from './sentencepiece/encoder.ts';
import { parseSentencePiece } from './sentencepiece/model-file.ts';
import { normalizeAsAlbert, splitCommas } from './sentencepiece/splitter.ts';
import { characters, type Subword, wordPieces } from './subwords.ts';
import { readVocabulary, Vocabulary } from './vocabulary.ts';

/**
 * The tokenizer that a checkpoint's settings and its vocab.txt, or its SentencePiece model, describe:
 * BertJapaneseTokenizer's steps, with spans. `analyzer` is used where the configuration asks for MeCab.
 * @throws TokenizerError naming what cannot be honoured and what to do instead.
 */
export function createTokenizer(config: unknown, vocabulary: string | Uint8Array, analyzer: Analyzer): Tokenizer {
  const parsed = checkTokenizer(config, analyzer.dictionary.split(' ')[0]!);
  if (typeof vocabulary !== 'string') {
    const encoder = createEncoder(parseSentencePiece(vocabulary, 'spiece.model'));
    const pieces = encoder.file.pieces.map(({ piece }) => piece);
    const known = new Vocabulary(pieces, parsed);
    return new BertTokenizer(parsed, known, analyzer, (word) => sentencePieces(word, encoder, known));
  }
  if (parsed.subwords === 'sentencepiece')
    throw new TokenizerError(
      'unsupported',
      `The tokenizer sentencepiece wants spiece.model, which is missing. ${INSTEAD}`,
    );
  if (!parsed.named) checkUnnamed(vocabulary);
  return new BertTokenizer(parsed, new Vocabulary(readVocabulary(vocabulary), parsed), analyzer);
}

/** A word by itself, prepared as by AlbertTokenizer with its accents kept. transformers' SentencepieceTokenizer. */
function sentencePieces(word: string, encoder: SentencePieceEncoder, { pieces }: Vocabulary): Subword[] {
  const { text, starts, ends } = normalizeAsAlbert(word, { keep_accents: true });
  return splitCommas(encoder, encoder.encode(text), text, true).map(({ piece: id, start, end }) => {
    const from = starts ? (starts[start] ?? word.length) : start;
    return { piece: pieces[id]!, id, start: from, end: end > start ? (ends?.[end - 1] ?? end) : from };
  });
}

/**
 * Files that name no tokenizer mean BertTokenizer, which makes each ideograph a word of its own: a vocabulary with
 * words of several was made by another.
 * @throws TokenizerError
 */
export function checkUnnamed(vocabulary: string): void {
  const words = vocabulary.match(/^(?:##)?\p{Script=Han}{2,}$/gmu);
  if ((words?.length ?? 0) >= FOREIGN_WORDS)
    throw new TokenizerError(
      'unnamed',
      `The files do not say which tokenizer made the vocabulary, which has words such as ${words![0]}. Add the model's tokenizer_config.json: for MeCab with ipadic it is {"tokenizer_class": "BertJapaneseTokenizer", "word_tokenizer_type": "mecab"}.`,
    );
}

const FOREIGN_WORDS = 8;

/**
 * What a tokenizer_config.json (parsed) asks for, where `dictionary` is the one that is here.
 * @throws TokenizerError naming what cannot be honoured and what to do instead.
 */
export function checkTokenizer(config: unknown, dictionary: string): TokenizerConfig {
  const parsed = parseConfig(config);
  const wanted = wantedDictionary(parsed);
  if (wanted !== null && wanted !== dictionary) {
    throw new TokenizerError(
      'wrong-dictionary',
      `The model's words come from ${parsed.instead ?? `MeCab with ${wanted}`}, but the dictionary here is ${dictionary}. Add MeCab's dictionary ${wanted}, or use a model trained with ${dictionary}.`,
      wanted,
    );
  }
  return parsed;
}

/**
 * The dictionary that MeCab has to have, as mecab_kwargs calls it; null where any will do: characters are the same
 * wherever the words around them are cut. Throws TokenizerError for one that nobody has.
 */
export function wantedDictionary({ words, subwords, dictionary }: TokenizerConfig): string | null {
  if (words !== 'mecab') return null;
  if (!DICTIONARIES.includes(dictionary))
    throw new TokenizerError('unsupported', `MeCab's dictionary ${dictionary} is not known here. ${INSTEAD}`);
  return subwords === 'character' ? null : dictionary;
}

/** What mecab_kwargs can name in transformers, and JUMAN's. */
const DICTIONARIES = ['ipadic', 'unidic_lite', 'unidic', 'jumandic'];

/**
 * Whether a vocabulary is of text that was made full-width first, as JUMAN's dictionary has it: NICT's and Kyoto
 * University's BERT. Their settings do not say so.
 */
const isWide = (vocabulary: Vocabulary): boolean =>
  vocabulary.idOf('１') !== undefined && vocabulary.idOf('1') === undefined;

class BertTokenizer implements Tokenizer {
  readonly #config: TokenizerConfig;
  readonly #vocabulary: Vocabulary;
  readonly analyzer: Analyzer;
  readonly #cut: (text: string) => TextPart[];
  readonly #split: (word: string) => Subword[];
  /** Whether the model reads full-width characters only. */
  readonly #wide: boolean;

  /** @param split Makes pieces of a word. */
  constructor(
    config: TokenizerConfig,
    vocabulary: Vocabulary,
    analyzer: Analyzer,
    split: (word: string) => Subword[] = (word) =>
      config.subwords === 'character' ? characters(word, vocabulary) : wordPieces(word, vocabulary),
  ) {
    this.#split = split;
    this.#wide = config.dictionary === 'jumandic' && isWide(vocabulary);
    this.#config = config;
    this.#vocabulary = vocabulary;
    this.analyzer = analyzer;
    this.#cut = createCutter({ tokens: config.written, lower: config.lowerCase, byLetters: false });
  }

  get origin(): Origin {
    const { tokenizerClass, words, instead, dictionary, subwords } = this.#config;
    return {
      class: tokenizerClass,
      ownCode: isOwnCode(tokenizerClass),
      words: words === 'mecab' ? (instead ?? dictionary) : null,
      sentencePiece: subwords === 'sentencepiece',
    };
  }

  get vocabulary(): readonly string[] {
    return this.#vocabulary.pieces;
  }

  get kinds(): Tokenizer['kinds'] {
    return this.#vocabulary.kinds;
  }

  get texts(): Tokenizer['texts'] {
    return this.#vocabulary.texts;
  }

  get ids(): Tokenizer['ids'] {
    return this.#vocabulary.ids;
  }

  idOf(piece: string): number | undefined {
    return this.#vocabulary.idOf(piece);
  }

  encode(text: string, options: EncodeOptions = {}): Encoding {
    const result: { text: string; words: Word[]; pieces: WordPiece[] } = { text, words: [], pieces: [] };
    const { mask } = this.#config.specials;
    for (const { start, end, token } of this.#parts(text, options.blanks ?? true)) {
      if (token === null) {
        this.#encodePlain(text.slice(start, end), start, result);
        continue;
      }
      result.words.push({
        start,
        end,
        surface: text.slice(start, end),
        morpheme: null,
        blank: token === mask,
        firstPiece: result.pieces.length,
        pieceCount: 1,
      });
      const id = this.#vocabulary.idOf(token) ?? this.#vocabulary.ids.unk;
      result.pieces.push({ start, end, piece: token, id, word: result.words.length - 1 });
    }
    return result;
  }

  /**
   * Special tokens and blanks, which are split out of the text before anything else happens to it, and what is between.
   */
  #parts(text: string, blanks: boolean): TextPart[] {
    const parts = this.#cut(text);
    return blanks
      ? cutBlanks(text, parts, { content: this.#config.specials.mask, lstrip: false, rstrip: false })
      : parts;
  }

  #encodePlain(text: string, offset: number, into: { words: Word[]; pieces: WordPiece[] }): void {
    if (text === '') return;
    const { lowerCase: lower, words, normalize } = this.#config;
    const source: MappedText = lower ? toLowerCase(text) : { text, starts: null, ends: null };
    if (words === 'basic') {
      const basic = basicWords(source.text, this.#config);
      this.#add(composeMaps(source, basic.text), basic.words, offset, into);
    } else {
      const change = this.#wide ? toFullWidth : normalize ? nfkc : null;
      const analysed = change ? composeMaps(source, change(source.text)) : source;
      this.#add(analysed, this.analyzer.analyze(analysed.text), offset, into);
    }
  }

  /** `words` are stretches of `analysed`, which was made from the text at `offset`. */
  #add(
    analysed: MappedText,
    words: readonly (Span | Morpheme)[],
    offset: number,
    into: { words: Word[]; pieces: WordPiece[] },
  ): void {
    const { subwords, lowerCase: lower, neverSplit, neverCut } = this.#config;
    const wordSpans = new SpanMapper(analysed);
    const pieceSpans = new SpanMapper(analysed);
    for (const word of words) {
      const span = wordSpans.span(word.start, word.end);
      const start = span.start + offset;
      const end = span.end + offset;
      const surface = analysed.text.slice(word.start, word.end);
      // Lower-casing again after NFKC, as transformers does: ™ has become TM.
      let form: MappedText =
        lower && !neverSplit.has(surface) ? toLowerCase(surface) : { text: surface, starts: null, ends: null };
      const { text } = form;
      if (subwords === 'character') form = composeMaps(form, nfkc(text));
      const made = neverCut && neverSplit.has(surface) ? [this.#wholePiece(surface)] : this.#split(form.text);
      const morpheme = !('features' in word)
        ? null
        : start === word.start && end === word.end
          ? word
          : new MovedMorpheme(word, start, end);
      into.words.push({
        start,
        end,
        surface: text,
        morpheme,
        blank: false,
        firstPiece: into.pieces.length,
        pieceCount: made.length,
      });
      for (const subword of made) {
        const from = form.starts ? (form.starts[subword.start] ?? surface.length) : subword.start;
        // SentencePiece's sign for a space stands for nothing where there is none: an empty place.
        const empty = subword.end === subword.start;
        const to = empty ? from : form.ends ? form.ends[subword.end - 1]! : subword.end;
        const place = pieceSpans.span(word.start + from, word.start + to);
        into.pieces.push({
          start: place.start + offset,
          end: place.end + offset,
          piece: subword.piece,
          id: subword.id,
          ...(subword.id === this.#vocabulary.ids.unk && { unknown: true as const }),
          word: into.words.length - 1,
        });
      }
    }
  }

  #wholePiece(word: string): Subword {
    const { pieces, ids } = this.#vocabulary;
    const id = this.#vocabulary.idOf(word) ?? ids.unk;
    return { piece: pieces[id]!, id, start: 0, end: word.length };
  }
}
