import { describeBert, type BertConfig } from '../engine/architectures/bert.ts';
import type { Description } from '../engine/description.ts';
import type { Segment } from '../engine/weights/weight-bytes.ts';
import type { Target } from '../engine/running/precision.ts';
import { SETTINGS_FILES } from '../pieces/settings.ts';
import { readJsonFile } from './files.ts';

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
export const TOKENIZER_FILES: readonly string[] = ['vocab.txt', ...Object.values(SETTINGS_FILES)];

/** Null for an unfinished installation, one whose record is unreadable, or one of another version: it is installed anew. */
export async function readRecord(folder: FileSystemDirectoryHandle): Promise<StoredRecord | null> {
  const record = (await readJsonFile(folder, RECORD)) as StoredRecord | Former | null;
  if (record?.version === 3) return 'pipeline' in record ? { ...record, version: 4 } : fromFormer(record);
  return record?.version === 4 ? record : null;
}

/** The record before this one, which knew BERTs only: its weights lie where BERT's description has them. */
type Former =
  | (Omit<PipelineRecord, 'version'> & { readonly version: 3 })
  | (Omit<BertRecord, 'version' | 'description'> & {
      readonly version: 3;
      readonly config: BertConfig;
      readonly nextSentence: boolean;
    });

function fromFormer({ config, nextSentence, ...rest }: Exclude<Former, { readonly pipeline: unknown }>): BertRecord {
  const optional = /^(?:pooler|cls\.seq_relationship|embeddings\.task_type)/;
  const has = (name: string) => (nextSentence && !name.includes('task_type')) || !optional.test(name);
  return { ...rest, version: 4, description: describeBert(config, { has }) };
}
