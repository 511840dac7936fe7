import { PbfReader } from 'pbf';
import { TokenizerError } from '../errors.ts';
import { MAX_PIECES } from '../limits.ts';

/** Types of pieces, by their numbers in sentencepiece_model.proto. */
export const NORMAL = 1;
export const UNKNOWN = 2;
export const CONTROL = 3;
export const USER_DEFINED = 4;
export const UNUSED = 5;
export const BYTE = 6;

export interface SentencePiece {
  readonly piece: string;
  /** Log probability for unigram; for BPE the higher the earlier a merge. */
  readonly score: number;
  readonly type: number;
}

/** What a SentencePiece model file holds, with the proto's defaults filled in. */
export interface SentencePieceFile {
  readonly pieces: readonly SentencePiece[];
  readonly kind: 'unigram' | 'bpe';
  readonly byteFallback: boolean;
  readonly normalizer: Normalization;
}

export interface Normalization {
  /** A trie and its replacements, as `charsmap.ts` reads them; empty for none. */
  readonly charsmap: Uint8Array;
  readonly addDummyPrefix: boolean;
  readonly removeExtraWhitespaces: boolean;
  readonly escapeWhitespaces: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Parses spiece.model, spm.model, sentencepiece.bpe.model or tokenizer.model: google/sentencepiece's ModelProto.
 * @throws TokenizerError
 */
export function parseSentencePiece(bytes: Uint8Array, name: string): SentencePieceFile {
  const pieces: SentencePiece[] = [];
  const trainer = { type: 1, byteFallback: false };
  const normalizer: Mutable<Normalization> = {
    charsmap: new Uint8Array(),
    addDummyPrefix: true,
    removeExtraWhitespaces: true,
    escapeWhitespaces: true,
  };
  try {
    new PbfReader(bytes).readFields((tag, _, pbf) => {
      if (tag === 1 && pieces.push(readPiece(pbf)) > MAX_PIECES) throw new RangeError(`more than ${MAX_PIECES} pieces`);
      if (tag === 2)
        pbf.readMessage((field, settings) => {
          if (field === 3) settings.type = pbf.readVarint();
          else if (field === 35) settings.byteFallback = pbf.readBoolean();
        }, trainer);
      else if (tag === 3)
        pbf.readMessage((field, settings) => {
          if (field === 2) settings.charsmap = pbf.readBytes().slice();
          else if (field === 3) settings.addDummyPrefix = pbf.readBoolean();
          else if (field === 4) settings.removeExtraWhitespaces = pbf.readBoolean();
          else if (field === 5) settings.escapeWhitespaces = pbf.readBoolean();
        }, normalizer);
    }, null);
  } catch (error) {
    throw new TokenizerError('invalid-vocabulary', `${name} is not a SentencePiece model: ${String(error)}.`);
  }
  if (pieces.length === 0) throw new TokenizerError('invalid-vocabulary', `${name} is not a SentencePiece model.`);
  if (trainer.type !== 1 && trainer.type !== 2)
    throw new TokenizerError(
      'unsupported',
      `${name}: models of words or characters (type ${trainer.type}) are not supported.`,
    );
  return { pieces, kind: trainer.type === 1 ? 'unigram' : 'bpe', byteFallback: trainer.byteFallback, normalizer };
}

function readPiece(pbf: PbfReader): SentencePiece {
  return pbf.readMessage(
    (field, piece) => {
      if (field === 1) piece.piece = pbf.readString();
      else if (field === 2) piece.score = pbf.readFloat();
      else if (field === 3) piece.type = pbf.readVarint();
    },
    { piece: '', score: 0, type: NORMAL },
  );
}
