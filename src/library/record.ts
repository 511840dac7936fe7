import * as v from 'valibot';
import { describeBert } from '../engine/architectures/bert.ts';
import { descriptionSchema, type Description } from '../engine/description.ts';
import type { Segment } from '../engine/weights/weight-bytes.ts';
import { SETTINGS_FILES, VOCABULARY_FILES } from '../pieces/settings.ts';
import { readJsonFile } from './files.ts';
import { Target } from '../predictions/backend.ts';
import { count } from '../predictions/count.ts';

/** A model that is here, ready to start. */
export interface InstalledModel {
  /** The hub's name, or the user's. */
  readonly name: string;
  /** What it takes up. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly installed: number;
  readonly targets: readonly Target[];
  /** Of each file it was made from. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** The model for one target: `file`.weights, and `file`.onnx where ORT runs it. */
export interface StoredTarget {
  readonly file: string;
  readonly target: Target;
  /** Where the weights lie in their file. */
  readonly segments: readonly Segment[];
}

/** What is written last: a folder without it is an unfinished installation. */
interface Written extends InstalledModel {
  readonly version: 4;
  /** Bytes of every file in the folder: one that was cut short is damaged. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** A model of our own engine, converted. */
export interface BertRecord extends Written {
  readonly description: Description;
  /** Best first; our own kernel's is the last, and looking inside is done on it. */
  readonly prepared: readonly StoredTarget[];
  readonly selfTest: { readonly ids: readonly number[]; readonly position: number };
}

/** A model that @xenova/transformers runs, as it came. */
export interface PipelineRecord extends Written {
  /** Its files; in the folder they are without the `onnx/`. */
  readonly pipeline: readonly string[];
}

export type StoredRecord = BertRecord | PipelineRecord;

export const RECORD = 'model.json';
export const SELF_TEST = 'self-test.bin';
export const TOKENIZER_FILES: readonly string[] = [...VOCABULARY_FILES, ...Object.values(SETTINGS_FILES)];

/**
 * Null for an unfinished installation, one whose record is no JSON or has another shape, or one of another version: it
 * is installed anew.
 * @throws StoreError `damaged` where it cannot be read: the next moment it may be.
 */
export async function readRecord(folder: FileSystemDirectoryHandle): Promise<StoredRecord | null> {
  const parsed = v.safeParse(RecordFile, await readJsonFile(folder, RECORD));
  if (!parsed.success) return null;
  const record = parsed.output;
  if ('pipeline' in record) return { ...record, version: 4 };
  return record.version === 3 ? fromFormer(record) : record;
}

const shared = {
  name: v.string(),
  bytes: count,
  installed: v.number(),
  targets: v.array(Target),
  sha256: v.record(v.string(), v.string()),
  sizes: v.record(v.string(), count),
};
const converted = {
  ...shared,
  prepared: v.array(
    v.object({
      file: v.string(),
      target: Target,
      segments: v.array(v.object({ offset: count, length: count })),
    }),
  ),
  selfTest: v.object({ ids: v.array(count), position: count }),
};
/** The record before this one knew BERTs only. */
const FormerConfig = v.object({
  layers: count,
  vocabularySize: count,
  maxPositions: count,
  typeVocabularySize: count,
  tiedDecoder: v.boolean(),
  hiddenSize: count,
  heads: count,
  intermediateSize: count,
  layerNormEpsilon: v.number(),
  activation: v.picklist(['gelu', 'gelu_tanh', 'relu', 'silu']),
});
const RecordFile = v.union([
  v.object({ ...shared, version: v.picklist([3, 4]), pipeline: v.array(v.string()) }),
  v.object({ ...converted, version: v.literal(4), description: descriptionSchema }),
  v.object({ ...converted, version: v.literal(3), config: FormerConfig, nextSentence: v.boolean() }),
]);

/** Its weights lie where BERT's description has them. */
function fromFormer({
  config,
  nextSentence,
  ...rest
}: Extract<v.InferOutput<typeof RecordFile>, { readonly version: 3; readonly nextSentence: boolean }>): BertRecord {
  const optional = /^(?:pooler|cls\.seq_relationship|embeddings\.task_type)/;
  const has = (name: string) => (nextSentence && !name.includes('task_type')) || !optional.test(name);
  return { ...rest, version: 4, description: describeBert(config, { has }) };
}
