import type { Failure, FailureCode } from '../messages/outcome.ts';

/** Which failure a room's error is, by its class name: names survive where classes from two bundles would not compare equal. */
const codes: Readonly<Record<string, FailureCode>> = {
  DictionaryError: 'dictionary',
  TokenizerError: 'model',
  ModelError: 'model',
  BackendError: 'backend',
  AbortError: 'aborted',
};

/** Names what a handler threw, for the surface that asked. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'internal', detail: String(error) };
  return { code: codes[error.name] ?? 'internal', detail: error.message };
}
