import { BackendError } from '../engine/errors.ts';
import { StoreError, type StoreErrorCode } from '../library/errors.ts';
import { DictionaryError } from '../morphemes/errors.ts';
import { TokenizerError } from '../pieces/errors.ts';
import { showUnseen } from '../protocol/show-unseen.ts';
import type { Failure, FailureCode } from '../protocol/outcome.ts';

/**
 * Which failure a room's error is, by its class name: names survive where classes from two bundles would not compare
 * equal.
 */
const codes: Readonly<Record<string, FailureCode>> = {
  DictionaryError: 'dictionary',
  TokenizerError: 'tokenizer',
  ModelError: 'model',
  UnusableModel: 'tokenizer',
  BackendError: 'backend',
  AbortError: 'aborted',
  RefusedError: 'refused',
};

const storeCodes: Readonly<Record<StoreErrorCode, FailureCode>> = {
  name: 'modelName',
  unreachable: 'hubUnreachable',
  unknown: 'modelUnknown',
  gated: 'modelGated',
  unusable: 'modelUnusable',
  interrupted: 'downloadInterrupted',
  damaged: 'modelDamaged',
  missing: 'modelMissing',
  full: 'storageFull',
  busy: 'storeBusy',
  private: 'storePrivate',
  stuck: 'modelStuck',
};

/** UTF-16 units of a detail: what a model's files say may be long. */
const MAX_DETAIL = 300;

/** Names what a handler threw, for the surface that asked. */
export function toFailure(error: unknown): Failure {
  const { detail, ...rest } = nameFailure(error);
  const line = showUnseen(detail);
  return { ...rest, detail: line.length > MAX_DETAIL ? `${line.slice(0, MAX_DETAIL - 1)}…` : line };
}

function nameFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'internal', detail: String(error) };
  if ((error instanceof BackendError || error instanceof DictionaryError) && error.code === 'memory')
    return { code: 'memory', detail: error.message };
  if (error instanceof TokenizerError && error.code === 'wrong-dictionary')
    return {
      code: 'dictionaryWanted',
      detail: error.message,
      ...(error.dictionary !== null && { dictionary: error.dictionary }),
    };
  if (error instanceof TokenizerError && error.code === 'unnamed')
    return { code: 'tokenizerUnnamed', detail: error.message };
  if (error instanceof StoreError) return { code: storeCodes[error.code], detail: error.message };
  return { code: codes[error.name] ?? 'internal', detail: error.message };
}
