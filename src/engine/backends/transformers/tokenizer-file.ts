import { ModelError } from '../../errors.ts';
import { readJson, type ModelFiles } from '../../model-files.ts';

/** What a tokenizer.json says of how its pieces are written. */
export interface TokenizerFile {
  /** As parsed, for whoever builds the tokenizer from it. */
  readonly json: object;
  /** Pieces are written in GPT-2's alphabet of bytes. */
  readonly ofBytes: boolean;
}

/** Kinds of `model` that @xenova/transformers builds. */
const KINDS = ['WordPiece', 'Unigram', 'BPE', 'WordLevel'];

/** Null where there is no tokenizer.json. Throws ModelError. */
export async function readTokenizerFile(files: ModelFiles, signal?: AbortSignal): Promise<TokenizerFile | null> {
  const json = (await readJson(files, 'tokenizer.json', signal)) as {
    model?: { type?: unknown; vocab?: unknown; merges?: unknown };
    pre_tokenizer?: unknown;
    decoder?: unknown;
    added_tokens?: unknown;
  } | null;
  if (json === null) return null;
  const { model } = typeof json === 'object' ? json : {};
  if (typeof model?.vocab !== 'object' || model.vocab === null)
    throw new ModelError('damaged', 'tokenizer.json: there is no vocabulary in it');
  // Files of before 2020 leave the kind out.
  const kind = model.type ?? (Array.isArray(model.vocab) ? 'Unigram' : model.merges ? 'BPE' : 'WordPiece');
  if (!KINDS.includes(String(kind)))
    throw new ModelError('unsupported', `tokenizer.json: ${String(kind)} is no kind of tokenizer that is known here`);
  return { json, ofBytes: [json.pre_tokenizer, json.decoder].some(mentionsBytes) };
}

/** A step, or a sequence of steps, by which text becomes bytes. */
function mentionsBytes(step: unknown): boolean {
  const { type, pretokenizers, decoders } = (step ?? {}) as {
    type?: unknown;
    pretokenizers?: unknown;
    decoders?: unknown;
  };
  return (
    type === 'ByteLevel' || [pretokenizers, decoders].some((steps) => Array.isArray(steps) && steps.some(mentionsBytes))
  );
}
