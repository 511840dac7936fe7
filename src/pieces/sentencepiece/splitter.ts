import { toLowerCase, mapStretches, composeMaps, type MappedText } from '../../morphemes/normalization.ts';
import type { Span } from '../../morphemes/morpheme.ts';
import { splitPunctuation } from '../basic.ts';
import { isOwnCode, ROLES, type SpecialSettings, parseSpecials, plainClass } from '../config.ts';
import { TokenizerError } from '../errors.ts';
import { isOfWords } from '../pre-cut.ts';
import { SPACE, type Located, type Splitter } from '../splitter.ts';
import { endWithout, PYTHON_SPACE } from '../spaces.ts';
import { BYTE, CONTROL, UNKNOWN, parseSentencePiece } from './model-file.ts';
import { createEncoder, type Found, type SentencePieceEncoder } from './encoder.ts';

/** What a tokenizer class does beside the model. Sources: transformers 4.57's tokenization files of these names. */
interface Rules {
  readonly specials: Readonly<Partial<Record<Role, string>>>;
  /** Ids are the model's numbers plus one, behind four of fairseq's own. */
  readonly fairseq?: boolean;
  /** AlbertTokenizer's preparation of the text, and its rule for commas behind digits. */
  readonly albert?: boolean;
  /** Whether text is lower-cased where the settings do not say. */
  readonly lowerCase?: boolean;
}
type Role = (typeof ROLES)[number];

const BERT = { cls: '[CLS]', sep: '[SEP]', mask: '[MASK]' };
const FAIRSEQ = { cls: '<s>', sep: '</s>', unk: '<unk>', pad: '<pad>', mask: '<mask>' };
const plain: Rules = { specials: { unk: '<unk>', bos: '<s>', eos: '</s>' } };

const CLASSES: Readonly<Record<string, Rules>> = {
  AlbertTokenizer: { specials: { ...BERT, unk: '<unk>', pad: '<pad>' }, albert: true, lowerCase: true },
  DebertaV2Tokenizer: { specials: { ...BERT, unk: '[UNK]', pad: '[PAD]' } },
  XLMRobertaTokenizer: { specials: FAIRSEQ, fairseq: true },
  MLukeTokenizer: { specials: FAIRSEQ, fairseq: true },
  T5Tokenizer: { specials: { unk: '<unk>', pad: '<pad>', eos: '</s>' } },
  LlamaTokenizer: plain,
  PreTrainedTokenizer: plain,
};

/** Whether a class reads text by a SentencePiece model. */
export const isSentencePieceClass = (name: string): boolean => Object.hasOwn(CLASSES, name);

/**
 * The tokenizer that a SentencePiece model and the class in the settings make.
 * @throws TokenizerError for a model or a class that is not known, and where there is no mask.
 */
export function sentencePieceSplitter(bytes: Uint8Array, name: string, settings: object): Splitter {
  const own = parseSpecials(settings, (name) => Object.values(CLASSES[name]?.specials ?? {}));
  const rules = CLASSES[plainClass(own.tokenizerClass)];
  if (!rules) throw new TokenizerError('unsupported', `The tokenizer ${own.tokenizerClass} is not supported.`);
  const file = parseSentencePiece(bytes, name);
  const encoder = createEncoder(
    isNew(own) ? { ...file, normalizer: { ...file.normalizer, addDummyPrefix: false } } : file,
  );
  const offset = rules.fairseq ? 1 : 0;
  const { vocabulary, byPiece } = vocabularyOf(encoder, rules, own);
  const idOf = (special: string | null | undefined) => (special == null ? undefined : byPiece.get(special));
  const role = (which: Role) => own.roles[which] ?? rules.specials[which];
  // Fairseq's classes give what is unknown the token of that name, the others what the model calls so.
  const unk = (rules.fairseq ? idOf(role('unk')) : undefined) ?? encoder.unknown + offset;
  const mask = idOf(role('mask'));
  const { cls, sep } = around(plainClass(own.tokenizerClass), own, (which) => idOf(role(which)));
  if (mask === undefined || cls === undefined)
    throw new TokenizerError(
      'unsupported',
      `The tokenizer has no ${mask === undefined ? 'mask' : 'token to begin with'}.`,
    );
  const tokens = own.written.filter(({ content }) => idOf(content) !== undefined);
  const ofTokens = tokens.filter(({ special }) => special).map(({ content }) => idOf(content)!);
  const specials = new Set([cls, mask, unk, ...(sep === null ? [] : [sep]), ...ofTokens]);
  const fragments = new Map<number, Uint8Array>();
  encoder.file.pieces.forEach(({ piece, type }, number) => {
    if (type === CONTROL || type === UNKNOWN) specials.add(number + offset);
    if (type === BYTE) fragments.set(number + offset, Uint8Array.of(parseInt(piece.slice(3, 5), 16)));
  });
  if (rules.fairseq) for (const id of [0, 1, 2, 3]) specials.add(id);
  const encode = isNew(own) ? spaceKept(encoder, own) : (text: string) => encoder.encode(text);
  const locatePieces = (text: string, first = true): Located[] => {
    const prepared = prepare(text, rules, own);
    const found = apartAtPunctuation(prepared.text, own).flatMap((part) =>
      encode(prepared.text.slice(part.start, part.end), first).map(({ piece, start, end }) => ({
        piece,
        start: part.start + start,
        end: part.start + end,
      })),
    );
    return splitCommas(encoder, found, prepared.text, rules.albert === true).map(({ piece, start, end }) => ({
      id: piece === encoder.unknown ? unk : piece + offset,
      start: prepared.starts ? (prepared.starts[start] ?? text.length) : start,
      end: prepared.ends ? (end > start ? prepared.ends[end - 1]! : (prepared.starts?.[start] ?? text.length)) : end,
    }));
  };
  return {
    origin: {
      class: own.tokenizerClass,
      ownCode: isOwnCode(own.tokenizerClass),
      words: null,
      sentencePiece: true,
    },
    vocabulary,
    ids: { cls, sep, mask, unk, pad: idOf(role('pad')) ?? unk },
    specials,
    fragments,
    ofWords: isOfWords(encoder.file),
    written: new Map(tokens.map(({ content }) => [content, idOf(content)!])),
    cutting: { tokens, lower: isLowerCase(rules, own), byLetters: false },
    split: (text) => locatePieces(text).map(({ id }) => id),
    locatePieces,
  };
}

/** What a class puts before a text and behind it. */
function around(
  name: string,
  { roles, fields }: SpecialSettings,
  idOf: (role: Role) => number | undefined,
): { readonly cls: number | undefined; readonly sep: number | null } {
  if (name === 'LlamaTokenizer' && fields.add_bos_token !== false)
    return { cls: idOf('bos'), sep: (fields.add_eos_token === true ? idOf('eos') : null) ?? null };
  const cls = idOf('cls') ?? idOf('bos');
  // rinna's model has T5Tokenizer with a [CLS], which begins a text, and was trained with nothing behind it.
  if (name === 'T5Tokenizer' && roles.cls !== undefined) return { cls, sep: null };
  return { cls, sep: idOf('sep') ?? idOf('eos') ?? null };
}

/** Pieces by id: the model's, those of the class, and what was added. */
function vocabularyOf(
  { file }: SentencePieceEncoder,
  { fairseq, specials }: Rules,
  { added, roles }: SpecialSettings,
): { vocabulary: string[]; byPiece: Map<string, number> } {
  const own = file.pieces.map(({ piece }) => piece);
  const vocabulary = fairseq ? ['<s>', '<pad>', '</s>', '<unk>', ...own.slice(3), '<mask>'] : own;
  for (const [token, id] of added) {
    while (vocabulary.length < id) vocabulary.push(`[unused${vocabulary.length}]`);
    if (id >= vocabulary.length) vocabulary.push(token);
    else vocabulary[id] = token;
  }
  const byPiece = new Map<string, number>();
  vocabulary.forEach((piece, id) => {
    if (!byPiece.has(piece)) byPiece.set(piece, id);
  });
  for (const [token, id] of added) byPiece.set(token, id);
  // Special tokens that are nowhere come behind all others, in the order transformers has them.
  const all = { ...specials, ...roles };
  for (const token of [...ROLES.map((which) => all[which]), ...Object.values(all)])
    if (token !== undefined && !byPiece.has(token)) byPiece.set(token, vocabulary.push(token) - 1);
  return { vocabulary, byPiece };
}

/** Whether a class that came with `legacy: false` puts spaces where it, and not the model, says. */
const isNew = ({ tokenizerClass, fields }: SpecialSettings): boolean =>
  ['LlamaTokenizer', 'T5Tokenizer'].includes(plainClass(tokenizerClass)) && fields.legacy === false;

/**
 * LlamaTokenizer.tokenize of such: one space in front of the whole text unless add_prefix_space says otherwise, and
 * those that a stretch begins with are kept, by reading it behind the unknown token.
 */
function spaceKept(encoder: SentencePieceEncoder, { roles, fields }: SpecialSettings) {
  const before = roles.unk ?? '<unk>';
  const pieces = encoder.encode(before).length;
  return (source: string, first: boolean): readonly Found[] => {
    if (source === '') return [];
    const prefix = first && fields.add_prefix_space !== false ? SPACE : '';
    const text = prefix + source.replaceAll(SPACE, ' ');
    const place = (at: number) => Math.max(0, at - prefix.length);
    const moved = (found: readonly Found[], by: number) =>
      found.map(({ piece, start, end }) => ({ piece, start: place(start - by), end: place(end - by) }));
    if (!/^[▁ ]/u.test(text)) return moved(encoder.encode(text), 0);
    return moved(encoder.encode(before + text).slice(pieces), before.length);
  };
}

/** Where DebertaV2Tokenizer is told to, punctuation and what is between is read each by itself. */
const apartAtPunctuation = (text: string, { tokenizerClass, fields }: SpecialSettings): readonly Span[] =>
  plainClass(tokenizerClass) === 'DebertaV2Tokenizer' && fields.split_by_punct === true
    ? splitPunctuation(text)
    : [{ start: 0, end: text.length }];

const isLowerCase = (rules: Rules, { fields }: SpecialSettings): boolean =>
  typeof fields.do_lower_case === 'boolean' ? fields.do_lower_case : rules.lowerCase === true;

function prepare(text: string, rules: Rules, own: SpecialSettings): MappedText {
  let result: MappedText = { text, starts: null, ends: null };
  const then = (next: MappedText) => (result = composeMaps(result, next));
  if (rules.albert) then(normalizeAsAlbert(text, own.fields));
  if (isLowerCase(rules, own)) then(toLowerCase(result.text));
  return result;
}

/** AlbertTokenizer.preprocess_text, but for the lower case. */
export function normalizeAsAlbert(
  text: string,
  { remove_space, keep_accents }: Readonly<Record<string, unknown>>,
): MappedText {
  let result: MappedText = { text, starts: null, ends: null };
  if (remove_space !== false) result = composeMaps(result, joinedBySpaces(text));
  result = composeMaps(result, unifyQuotes(result.text));
  if (keep_accents === true) return result;
  return composeMaps(
    result,
    mapStretches(result.text, (stretch) =>
      stretch.normalize('NFKD').replace(/\p{M}/gu, (mark) => (isCombining(mark) ? '' : mark)),
    ),
  );
}

/**
 * Marks that Python's unicodedata.combining is true of: those that change places with another under normalisation.
 * Variation selectors do not.
 */
const isCombining = (mark: string): boolean =>
  mark === HIGHEST || (HIGHEST + mark).normalize('NFD') !== HIGHEST + mark.normalize('NFD');

/** The one mark of the highest combining class, 240. */
const HIGHEST = '\u0345';

/** Python's " ".join(text.split()). */
function joinedBySpaces(text: string): MappedText {
  const kept: number[] = [];
  let result = '';
  const end = endWithout(PYTHON_SPACE, text);
  for (let i = 0; i < text.length; i++) {
    if (!PYTHON_SPACE.test(text.charAt(i))) result += text.charAt(i);
    else if (result === '' || result.endsWith(' ') || i >= end) continue;
    else result += ' ';
    kept.push(i);
  }
  return { text: result, starts: Int32Array.from(kept), ends: Int32Array.from(kept, (at) => at + 1) };
}

/** `` and '' become ". */
function unifyQuotes(text: string): MappedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const pair = text.slice(i, i + 2);
    const both = pair === '``' || pair === "''";
    starts.push(i);
    result += both ? '"' : text.charAt(i);
    if (both) i++;
    ends.push(i + 1);
  }
  return { text: result, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** AlbertTokenizer takes a comma from the digit before it (`9,` and 9 are 9 and `,`), and reads what is left anew. */
export function splitCommas(
  encoder: SentencePieceEncoder,
  found: readonly Found[],
  text: string,
  albert: boolean,
): readonly Found[] {
  if (!albert) return found;
  const number = (piece: string) => encoder.numbers.get(piece) ?? encoder.unknown;
  return found.flatMap((one) => {
    const { piece: name } = encoder.file.pieces[one.piece]!;
    if (one.piece === encoder.unknown || !/\p{Nd},$/u.test(name)) return [one];
    const bare = name.slice(0, -1).replaceAll(SPACE, '');
    const comma = text.lastIndexOf(',', one.end - 1);
    const parts = encoder.encode(bare).map(({ piece }) => encoder.file.pieces[piece]!.piece);
    if (!name.startsWith(SPACE) && parts[0]?.startsWith(SPACE)) {
      if (parts[0].length === 1) parts.shift();
      else parts[0] = parts[0].slice(1);
    }
    return [
      ...parts.map((piece) => ({ piece: number(piece), start: one.start, end: Math.max(one.start, comma) })),
      { piece: number(','), start: Math.max(one.start, comma), end: one.end },
    ];
  });
}
