import { ModelError } from '../errors.ts';

/**
 * Of config.json's `architectures`, those that fill masks; `ForPreTraining` only where that head does (ELECTRA's is a
 * discriminator).
 */
const fillsMasks = (name: string): boolean =>
  name.endsWith('ForMaskedLM') ||
  /^(?:(?:Bert|Ernie|Albert|Roberta|MobileBert)ForPreTraining|NeoBERTLMHead)$/.test(name);

/**
 * Whoever runs a model, its weights fill masks only where config.json's `architectures` says so or says nothing.
 * @throws ModelError
 */
export function checkHeads(named: unknown, modelType: string): void {
  const names = Array.isArray(named) ? named.filter((name): name is string => typeof name === 'string') : [];
  if (names.length > 0 && !names.some(fillsMasks))
    throw new ModelError(
      'unsupported',
      `config.json: ${names.join(', ')} fills no masks; a masked language model (${modelType} …ForMaskedLM) is needed`,
    );
}
