import { PreTrainedTokenizer } from '@xenova/transformers';
import { ModelError } from '../../errors.ts';
import { readJson, type ModelFiles } from '../../model-files.ts';
import { readTokenizerFile } from './tokenizer-file.ts';

/** A tokenizer of @xenova/transformers: pieces of a text without their places. What wordpieces/ calls a splitter. */
export interface PipelineTokenizer {
  readonly vocabulary: readonly string[];
  readonly ids: {
    readonly cls: number;
    readonly sep: number;
    readonly mask: number;
    readonly unk: number;
    readonly pad: number;
  };
  readonly specials: ReadonlySet<number>;
  readonly fragments: ReadonlyMap<number, Uint8Array>;
  split(text: string): number[];
}

/** Builds the tokenizer that tokenizer.json describes. Throws ModelError. */
export async function loadPipelineTokenizer(files: ModelFiles): Promise<PipelineTokenizer> {
  const file = await readTokenizerFile(files);
  if (!file) throw new ModelError('missing', 'tokenizer.json is missing');
  const config = ((await readJson(files, 'tokenizer_config.json')) ?? {}) as Record<string, unknown>;
  let tokenizer: PreTrainedTokenizer;
  try {
    tokenizer = new PreTrainedTokenizer(file.json, plainTokens(config));
    tokenizer.encode('日本');
  } catch (error) {
    throw new ModelError('damaged', `tokenizer.json: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const byPiece = tokenizer.get_vocab();
  const written: string[] = [];
  for (const [piece, id] of byPiece) written[id] = piece;
  const ids = specialIds(tokenizer, byPiece);
  const specials = new Set<number>([...Object.values(ids), ...tokenizer.all_special_ids]);
  const fragments = new Map<number, Uint8Array>();
  const vocabulary = Array.from(written, (piece = '[unused]', id) => {
    if (specials.has(id)) return piece;
    if (/^\[unused\d*\]$/.test(piece)) specials.add(id);
    const byte = /^<0x([0-9A-F]{2})>$/.exec(piece);
    const bytes = byte ? Uint8Array.of(parseInt(byte[1]!, 16)) : file.ofBytes ? bytesOf(piece) : null;
    if (!bytes) return piece;
    const text = byte ? null : decoded(bytes);
    if (text === null) fragments.set(id, bytes);
    return text?.replaceAll(' ', '▁') ?? piece;
  });
  return {
    vocabulary,
    ids,
    specials,
    fragments,
    split: (text) => (text === '' ? [] : tokenizer.encode(text, { add_special_tokens: false })),
  };
}

/** Special tokens as strings: newer files have them as objects, without the type that the library asks for. */
const plainTokens = (config: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      name.endsWith('_token') && typeof (value as { content?: unknown } | null)?.content === 'string'
        ? (value as { content: string }).content
        : value,
    ]),
  );

/** [CLS] and [SEP] are what the tokenizer itself puts around a text; the others go by their names. */
function specialIds(tokenizer: PreTrainedTokenizer, byPiece: ReadonlyMap<string, number>): PipelineTokenizer['ids'] {
  const around = tokenizer.encode('');
  const named = (...pieces: (string | null | undefined)[]) =>
    pieces.map((piece) => (piece ? byPiece.get(piece) : undefined)).find((id) => id !== undefined);
  const { mask_token, pad_token, unk_token, sep_token, eos_token, bos_token } = tokenizer as unknown as Record<
    string,
    string | null | undefined
  >;
  const found = {
    cls: around.length > 1 ? around[0] : named('[CLS]', '<s>', bos_token),
    sep: around.length > 1 ? around.at(-1) : named(sep_token, '[SEP]', '</s>', eos_token),
    mask: named(mask_token, '[MASK]', '<mask>'),
    unk: named(unk_token, '[UNK]', '<unk>', pad_token),
    pad: named(pad_token, '[PAD]', '<pad>'),
  };
  for (const [name, id] of Object.entries(found))
    if (id === undefined) throw new ModelError('unsupported', `tokenizer.json has no [${name.toUpperCase()}]`);
  return found as PipelineTokenizer['ids'];
}

/** GPT-2's alphabet: printable characters of Latin-1 stand for themselves, the other bytes for the characters from U+0100 on. */
const byteOf = new Map<string, number>();
for (let byte = 0, others = 0; byte < 256; byte++) {
  const itself = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  byteOf.set(String.fromCharCode(itself ? byte : 0x100 + others++), byte);
}

/** Null for a piece that is not of that alphabet: an added token. */
function bytesOf(piece: string): Uint8Array | null {
  const bytes = Array.from(piece, (character) => byteOf.get(character));
  return bytes.includes(undefined) ? null : Uint8Array.from(bytes as number[]);
}

/** Null where bytes are not whole characters. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
