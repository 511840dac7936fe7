import * as v from 'valibot';
import type { CharacterTable } from './characters.ts';
import type { ColumnRule } from './columns.ts';
import { DictionaryError } from './errors.ts';
import type { PackReader } from './pack.ts';

/** What the pack's META section says, as JSON. */
export interface DictionaryMeta {
  /** For example `ipadic 2.7.0-20070801`. */
  readonly name: string;
  /** Number of left and of right context ids. */
  readonly leftIds: number;
  readonly rightIds: number;
  /** Words in the dictionary, and the UTF-16 units of the longest. */
  readonly tokens: number;
  readonly longest: number;
  /** Every UTF-16 unit that occurs in a surface; a unit's symbol is its place here plus one. */
  readonly symbols: string;
  readonly characters: CharacterTable;
  /**
   * Per character category the features of its unknown-word entries, whose classes and costs follow those of the
   * tokens.
   */
  readonly unknown: readonly (readonly (readonly string[])[])[];
  /** How the feature columns are kept, in order. */
  readonly columns: readonly ColumnLayout[];
  /** Which feature columns hold what; missing where the dictionary has no such column. */
  readonly roles: FeatureRoles;
  /** MeCab's --max-grouping-size where the dictionary sets it. */
  readonly maxGrouping?: number | undefined;
}

export interface FeatureRoles {
  /** The columns of the part of speech, coarse to fine. */
  readonly partOfSpeech: readonly number[];
  readonly baseForm?: number | undefined;
  readonly reading?: number | undefined;
  readonly pronunciation?: number | undefined;
}

/** A column either follows from the class, or is coded per token. */
export type ColumnLayout =
  | { readonly byClass: readonly string[] }
  | { readonly alphabet: string; readonly rules: readonly ColumnRule[] };

/** Bytes of the description: UniDic's has a few million. */
const MAX_META = 16_000_000;
/** Feature columns: UniDic 3 has 29. */
export const MAX_COLUMNS = 64;
/** Entries for unknown words, each of which is tried wherever there may be one: dictionaries have some fifty. */
const MAX_UNKNOWN = 1_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
// Thousands of them: item by item a schema would cost more than the rest of opening a pack.
const texts = v.custom<string[]>((value) => Array.isArray(value) && value.every((text) => typeof text === 'string'));
const counts = v.custom<number[]>((value) => Array.isArray(value) && value.every((n) => Number.isInteger(n) && n >= 0));
const schema: v.GenericSchema<unknown, DictionaryMeta> = v.object({
  name: v.string(),
  leftIds: count,
  rightIds: count,
  tokens: count,
  longest: count,
  symbols: v.string(),
  characters: v.object({
    infos: v.pipe(
      v.array(v.object({ category: count, kinds: v.number(), invoke: v.boolean(), group: v.boolean(), length: count })),
      v.minLength(1),
    ),
    ranges: counts,
    space: v.number(),
  }),
  unknown: v.pipe(
    v.array(v.array(texts)),
    v.check((categories) => categories.reduce((sum, { length }) => sum + length, 0) <= MAX_UNKNOWN),
  ),
  columns: v.pipe(
    v.array(
      v.union([
        v.object({ byClass: texts }),
        v.object({
          alphabet: v.string(),
          rules: v.array(
            v.object({
              source: v.nullable(v.union([v.picklist(['surface', 'katakana']), count])),
              long: v.optional(v.boolean()),
              cut: count,
              append: v.string(),
            }),
          ),
        }),
      ]),
    ),
    v.maxLength(MAX_COLUMNS),
  ),
  roles: v.object({
    partOfSpeech: v.array(count),
    baseForm: v.optional(count),
    reading: v.optional(count),
    pronunciation: v.optional(count),
  }),
  maxGrouping: v.optional(count),
});

/** A pack's description. @throws DictionaryError `damaged` where it is none. */
export function readMeta(pack: PackReader): DictionaryMeta {
  const parsed = pack.bytes('META').length > MAX_META ? null : v.safeParse(schema, jsonOf(pack.text('META')));
  if (parsed?.success) return parsed.output;
  throw new DictionaryError('damaged', 'This dictionary pack is damaged: its description cannot be read.');
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
