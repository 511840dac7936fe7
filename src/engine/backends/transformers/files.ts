import { checkHeads } from '../../architectures/heads.ts';
import { ModelError } from '../../errors.ts';
import { rejectPointer, readJson, type ModelFiles } from '../../model-files.ts';
import { graphOutputs } from './graph-outputs.ts';

/** What is looked for, best on the CPU first, with @xenova/transformers' names for the precisions. */
const ONNX_FILES = [
  { file: 'onnx/model_quantized.onnx', dtype: 'q8', precision: 'int8' },
  { file: 'onnx/model_int8.onnx', dtype: 'int8', precision: 'int8' },
  { file: 'onnx/model.onnx', dtype: 'fp32', precision: 'fp32' },
] as const;
export type OnnxFile = (typeof ONNX_FILES)[number];

/** A file as it is called where its ONNX files lie in `onnx/`: some folders have them at their root. */
export const inOnnxFolder = (name: string): string =>
  name.replace(/^(model[\w.-]*\.onnx(?:_data(?:_\d+)?)?)$/, 'onnx/$1');

const REQUIRED = ['config.json', 'tokenizer.json'];
const OPTIONAL = ['tokenizer_config.json'];

/** Weights beside a graph: `model.onnx_data`, `model.onnx_data_1`, … */
export const dataFiles = (onnx: string, names: readonly string[]): string[] =>
  names.filter((name) => name === `${onnx}_data` || new RegExp(`^${onnx}_data_\\d+$`).test(name));

const onnxFile = (names: readonly string[]): OnnxFile | undefined =>
  ONNX_FILES.find(({ file }) => names.includes(file));

/** The first file that a folder lacks to be run by @xenova/transformers; null where it lacks none. */
export const missingFile = (names: readonly string[]): string | null =>
  REQUIRED.find((name) => !names.includes(name)) ?? (onnxFile(names) ? null : ONNX_FILES[0].file);

/** Of the files of a folder those that @xenova/transformers needs to run the model; null where it cannot. */
export function pipelineFiles(names: readonly string[]): string[] | null {
  const onnx = onnxFile(names)?.file;
  if (!onnx || missingFile(names)) return null;
  return [...REQUIRED, ...OPTIONAL.filter((name) => names.includes(name)), onnx, ...dataFiles(onnx, names)];
}

/**
 * Fill-mask models that @xenova/transformers runs, by config.json's `model_type`; those that count positions from the
 * padding's on have fewer.
 */
const MODEL_TYPES: Readonly<Record<string, { readonly fromPadding?: true }>> = {
  albert: {},
  bert: {},
  camembert: { fromPadding: true },
  convbert: {},
  deberta: {},
  'deberta-v2': {},
  distilbert: {},
  electra: {},
  esm: { fromPadding: true },
  eurobert: {},
  mobilebert: {},
  modernbert: {},
  mpnet: { fromPadding: true },
  neobert: {},
  roberta: { fromPadding: true },
  roformer: {},
  squeezebert: {},
  'xlm-roberta': { fromPadding: true },
};
export const modelTypes: readonly string[] = Object.keys(MODEL_TYPES);

/** What is needed of config.json, whatever the architecture. */
export interface PipelineConfig {
  readonly vocabularySize: number;
  /** [CLS] and [SEP] included. */
  readonly maxPositions: number;
}

/** @throws ModelError */
export async function readPipelineConfig(files: ModelFiles, signal?: AbortSignal): Promise<PipelineConfig> {
  const json = await readJson(files, 'config.json', signal);
  if (json === null) throw new ModelError('missing', 'config.json is missing');
  const fields = (typeof json === 'object' ? json : {}) as Record<string, unknown>;
  const type =
    typeof fields['model_type'] === 'string' && Object.hasOwn(MODEL_TYPES, fields['model_type'])
      ? MODEL_TYPES[fields['model_type']]
      : undefined;
  if (!type)
    throw new ModelError(
      'unsupported',
      `config.json: model_type is ${JSON.stringify(fields['model_type'])}, which fills no masks here; what does: ${modelTypes.join(', ')}`,
    );
  checkHeads(fields['architectures'], String(fields['model_type']));
  const size = (name: string): number => {
    const value = fields[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 8 || value > 2_000_000)
      throw new ModelError('damaged', `config.json: ${name} is ${JSON.stringify(value)}, expected a whole number`);
    return value;
  };
  const padding = typeof fields['pad_token_id'] === 'number' ? fields['pad_token_id'] : 1;
  return {
    vocabularySize: size('vocab_size'),
    maxPositions: size('max_position_embeddings') - (type.fromPadding ? padding + 1 : 0),
  };
}

/** The ONNX file that is used of those in a folder, once it is known to give what fills masks. Throws ModelError. */
export async function checkGraph(files: ModelFiles, names: readonly string[], signal?: AbortSignal): Promise<OnnxFile> {
  const onnx = onnxFile(names);
  const file = onnx && (await files.open(onnx.file, signal));
  if (!file) throw new ModelError('missing', `There is no ${ONNX_FILES.map(({ file }) => file).join(' and no ')}`);
  const outputs = await graphOutputs(await rejectPointer(file, onnx.file), onnx.file);
  if (!outputs.includes('logits'))
    throw new ModelError(
      'unsupported',
      `${onnx.file} has no output called logits, only ${outputs.join(', ') || 'none'}: it fills no masks`,
    );
  return onnx;
}
