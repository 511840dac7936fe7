import { ModelError } from '../errors.ts';
import { readJson, type ModelFiles } from '../model-files.ts';
import type { Architecture, Describe } from './architecture.ts';
import { bert } from './bert.ts';
import { deberta } from './deberta.ts';
import { modernbert } from './modernbert.ts';
import { electra } from './electra.ts';
import { albert } from './albert.ts';
import { distilbert } from './distilbert.ts';
import { checkHeads } from './heads.ts';
import { roberta } from './roberta.ts';
import { Fields } from './fields.ts';

/** By config.json's `model_type`. */
const architectures: Readonly<Record<string, Architecture>> = {
  bert,
  ernie: bert,
  roberta,
  'xlm-roberta': roberta,
  camembert: roberta,
  luke: roberta,
  distilbert,
  albert,
  electra,
  modernbert,
  'deberta-v2': deberta,
};

/**
 * What a model's config.json says, for the tensors to be named later.
 * @throws ModelError for what is missing, is damaged or cannot be run: nothing else of the model need be read before
 * that is known.
 */
export async function readArchitecture(files: ModelFiles, signal?: AbortSignal): Promise<Describe> {
  const json = await readJson(files, 'config.json', signal);
  if (json === null) throw new ModelError('missing', 'config.json is missing');
  return parseArchitecture(json);
}

/** The same of config.json's content. @throws ModelError */
export function parseArchitecture(json: unknown): Describe {
  const fields = new Fields(json);
  const type = fields.get('model_type') ?? 'bert';
  const architecture = typeof type === 'string' && Object.hasOwn(architectures, type) ? architectures[type] : undefined;
  if (!architecture)
    throw new ModelError(
      'unsupported',
      `config.json: model_type is ${JSON.stringify(type)}; those that can be run are ${Object.keys(architectures).join(', ')}`,
    );
  checkHeads(fields.get('architectures'), String(type));
  const quantised = fields.get('quantization_config');
  if (typeof quantised === 'object' && quantised !== null)
    throw new ModelError(
      'unsupported',
      `config.json: the weights are quantised (${String((quantised as { quant_method?: unknown }).quant_method)}); those they were made from are needed`,
    );
  return architecture(fields);
}
