import type { Failure, FailureCode } from '../../protocol/outcome.ts';
import type { MessageKey } from '../shared/translate.ts';

const messages: Readonly<Partial<Record<FailureCode, MessageKey>>> = {
  interrupted: 'failureInterrupted',
  model: 'modelFailFiles',
  backend: 'modelFailBackend',
  memory: 'failureMemory',
  tokenizer: 'modelFailTokenizer',
  tokenizerUnnamed: 'modelFailUnnamed',
  dictionaryWanted: 'modelFailDictionary',
  dictionary: 'dictionaryFail',
  modelName: 'modelFailName',
  modelUnknown: 'modelFailUnknown',
  modelGated: 'modelFailGated',
  modelUnusable: 'modelFailFiles',
  modelMissing: 'modelFailMissing',
  modelDamaged: 'modelFailDamaged',
  modelStuck: 'modelFailStuck',
  hubUnreachable: 'modelFailUnreachable',
  downloadInterrupted: 'modelFailInterrupted',
  storageFull: 'modelFailFull',
  storePrivate: 'modelFailPrivate',
  storeBusy: 'modelFailBusy',
};

/** What went wrong with a model and what to do about it. */
export const modelFailure = ({ code }: Failure): MessageKey => messages[code] ?? 'failureInternal';
