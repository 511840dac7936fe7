import { ModelError } from '../engine/errors.ts';
import { isBertClass, parseConfig, plainClass } from '../pieces/config.ts';
import { isSentencePieceClass } from '../pieces/sentencepiece/splitter.ts';
import { SENTENCEPIECE_FILES, TOKENIZER_JSON } from '../pieces/settings.ts';

/** What a model's pieces are made by, and the file it is made from. */
export interface PieceFile {
  readonly kind: 'bert' | 'sentencepiece' | 'json';
  readonly name: string;
}

/**
 * Which of a model's files its tokenizer is made from: the class that the settings name is followed where its own file
 * is there, tokenizer.json where that is all there is.
 * @param has Whether a file is there.
 * @throws ModelError `missing`; TokenizerError for a class that is not known, without a tokenizer.json
 */
export async function pieceFileOf(settings: object, has: (name: string) => Promise<boolean>): Promise<PieceFile> {
  const firstOf = async (...names: readonly string[]) => {
    for (const name of names) if (await has(name)) return name;
    return null;
  };
  const missing = (names: readonly string[]) => new ModelError('missing', `${names.join(' or ')} is missing.`);
  const named = plainClass((settings as { tokenizer_class?: unknown }).tokenizer_class ?? '');
  const json = { kind: 'json', name: TOKENIZER_JSON } as const;
  if (isSentencePieceClass(named)) {
    const model = await firstOf(...SENTENCEPIECE_FILES);
    if (model) return { kind: 'sentencepiece', name: model };
    if (await has(TOKENIZER_JSON)) return json;
    throw missing([...SENTENCEPIECE_FILES, TOKENIZER_JSON]);
  }
  if (named !== '' && !isBertClass(named) && (await has(TOKENIZER_JSON))) return json;
  if (parseConfig(settings).subwords === 'sentencepiece') {
    const model = await firstOf(...SENTENCEPIECE_FILES);
    if (model) return { kind: 'bert', name: model };
    throw missing(SENTENCEPIECE_FILES);
  }
  if (await has('vocab.txt')) return { kind: 'bert', name: 'vocab.txt' };
  // The Japanese class has no such file: where there is one it was made for another.
  if (named !== 'BertJapaneseTokenizer' && (await has(TOKENIZER_JSON))) return json;
  throw missing(['vocab.txt']);
}
