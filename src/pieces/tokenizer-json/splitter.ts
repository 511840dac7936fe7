import { isOwnCode } from '../config.ts';
import { TokenizerError } from '../errors.ts';
import { SPACE, type Located, type Splitter } from '../splitter.ts';
import { addedTokens, cutAtAdded } from './added-tokens.ts';
import { bytesOf, decodeUtf8 } from './bytes.ts';
import { readModel } from './models.ts';
import { readNormalizer } from './normalizers.ts';
import { partOf, partsOf, type Part } from './parts.ts';
import { readPreTokenizer } from './pre-tokenizers.ts';
import { changeRun, runOf } from './run.ts';

type Role = 'cls' | 'sep' | 'mask' | 'unk' | 'pad';

/**
 * The tokenizer that a tokenizer.json describes, as huggingface/tokenizers reads it, with the place of each piece.
 * @param settings tokenizer_config.json and its kin, for the names of special tokens.
 * @throws TokenizerError for what is not known here, is damaged, or lacks what a fill-mask needs.
 */
export function tokenizerJsonSplitter(json: unknown, settings: object): Splitter {
  const file = partOf(json, 'the file');
  const model = readModel(partOf(file.model, 'model'));
  const normalize = readNormalizer(file.normalizer);
  const cut = readPreTokenizer(file.pre_tokenizer);
  const added = addedTokens(file);
  const written = new Map(added.map(({ content, id }) => [content, id]));
  const idOf = (piece: string | null | undefined) =>
    piece == null ? undefined : (written.get(piece) ?? model.ids.get(piece));
  const ids = specialIds(file, settings, idOf, model.unknown);
  const pieces: string[] = [];
  for (const [piece, id] of [...model.ids, ...written]) pieces[id] = piece;
  const specials = new Set<number>([
    ...Object.values(ids).filter((id) => id !== null),
    ...added.filter(({ special }) => special).map(({ id }) => id),
  ]);
  const ofBytes = [file.pre_tokenizer, file.decoder].some(mentionsBytes);
  const fragments = new Map<number, Uint8Array>();
  const vocabulary = Array.from(pieces, (piece = '[unused]', id) => {
    if (specials.has(id)) return piece;
    if (/^\[unused\d*\]$/.test(piece)) specials.add(id);
    const byte = /^<0x([0-9A-F]{2})>$/.exec(piece);
    const bytes = byte ? Uint8Array.of(parseInt(byte[1]!, 16)) : ofBytes ? bytesOf(piece) : null;
    if (!bytes) return piece;
    const text = byte ? null : decodeUtf8(bytes);
    if (text === null) fragments.set(id, bytes);
    return text?.replaceAll(' ', SPACE) ?? piece;
  });
  const cutAdded = cutAtAdded(added, normalize);
  const locatePieces = (text: string, first = true): Located[] =>
    cutAdded(changeRun(runOf(text, first), normalize)).flatMap((part) =>
      'id' in part
        ? part
        : cut(part).flatMap((run) =>
            model
              .split(run.text)
              .map(({ id, start, end }) => ({ id, start: run.starts[start]!, end: run.ends[end - 1]! })),
          ),
    );
  // A mask is one wherever it is written; other tokens that are looked for in normalized text are pieces of it.
  const roles = new Set<number | null>(Object.values(ids));
  const apart = added.filter(({ normalized, id }) => !normalized || roles.has(id));
  const keepsSpaces = normalize(' ').text.trim() === '';
  const { tokenizer_class = 'PreTrainedTokenizerFast' } = settings as { readonly tokenizer_class?: unknown };
  return {
    origin: {
      class: String(tokenizer_class),
      ownCode: isOwnCode(tokenizer_class),
      words: null,
      sentencePiece: false,
    },
    vocabulary,
    ids,
    specials,
    fragments,
    written: new Map(apart.map(({ content, id }) => [content, id])),
    cutting: {
      tokens: apart.map((token) =>
        keepsSpaces || !token.normalized ? token : { ...token, lstrip: false, rstrip: false },
      ),
      lower: false,
      byLetters: true,
    },
    split: (text) => locatePieces(text).map(({ id }) => id),
    locatePieces,
  };
}

/** [CLS] and [SEP] are what the file itself puts around a text, the others go by their names. */
function specialIds(
  { post_processor }: Part,
  settings: object,
  idOf: (piece: string | null | undefined) => number | undefined,
  unknown: number | null,
): Splitter['ids'] {
  const around = aroundText(post_processor);
  const fields = settings as Readonly<Record<string, unknown>>;
  const named = (role: string): string | undefined => {
    const value = fields[`${role}_token`];
    if (typeof value === 'string') return value;
    const { content } = (value ?? {}) as { content?: unknown };
    return typeof content === 'string' ? content : undefined;
  };
  const first = (...pieces: (string | undefined)[]) => pieces.map(idOf).find((id) => id !== undefined);
  const found: Readonly<Record<Role, number | null | undefined>> = {
    cls: around ? around.cls : first(named('cls'), '[CLS]', '<cls>', '<s>', named('bos')),
    sep: around ? around.sep : first(named('sep'), '[SEP]', '<sep>', '</s>', named('eos')),
    mask: first(named('mask'), '[MASK]', '<mask>'),
    unk: first(named('unk'), '[UNK]', '<unk>') ?? unknown ?? first(named('pad')),
    pad: first(named('pad'), '[PAD]', '<pad>') ?? first(named('unk')) ?? unknown,
  };
  const { cls, sep, mask, unk, pad } = found;
  for (const [role, id] of [
    ['cls', cls],
    ['mask', mask],
    ['unk', unk],
    ['pad', pad],
  ] as const)
    if (id == null) throw new TokenizerError('unsupported', `tokenizer.json has no [${role.toUpperCase()}]`);
  return { cls: cls!, sep: sep ?? null, mask: mask!, unk: unk!, pad: pad! };
}

/** The ids that a post-processor puts before and behind a text; null where there is none that says so. */
function aroundText(value: unknown): { readonly cls: number | null; readonly sep: number | null } | null {
  if (value == null) return null;
  const part = partOf(value, 'post_processor');
  if (part.type === 'Sequence')
    return (
      partsOf(part, 'processors')
        .map(aroundText)
        .find((found) => found !== null) ?? null
    );
  if (part.type === 'BertProcessing' || part.type === 'RobertaProcessing') {
    return { cls: idAt(part.cls, 1), sep: idAt(part.sep, 1) };
  }
  if (part.type !== 'TemplateProcessing') return null;
  const tokens = partOf(part.special_tokens, 'special_tokens');
  const around = partsOf(part, 'single').map(({ SpecialToken }) => {
    if (SpecialToken === undefined) return null;
    const { ids } = partOf(tokens[String(partOf(SpecialToken, 'SpecialToken').id)], 'a special token');
    return idAt(ids, 0);
  });
  const text = around.indexOf(null);
  return { cls: around.slice(0, text).at(-1) ?? null, sep: around.slice(text + 1).find((id) => id !== null) ?? null };
}

const idAt = (list: unknown, place: number): number | null => {
  const id = Array.isArray(list) ? (list[place] as unknown) : null;
  return typeof id === 'number' ? id : null;
};

/** Whether a step, or one of a sequence, makes bytes of text in GPT-2's alphabet. */
function mentionsBytes(step: unknown): boolean {
  const { type, pretokenizers, decoders } = (step ?? {}) as Part;
  return (
    type === 'ByteLevel' || [pretokenizers, decoders].some((steps) => Array.isArray(steps) && steps.some(mentionsBytes))
  );
}
