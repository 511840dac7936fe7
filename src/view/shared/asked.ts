import { useEffect, useState } from 'preact/hooks';
import type { Failure, Outcome } from '../../protocol/outcome.ts';
import type { CallOptions, EngineStatus } from '../../protocol/protocol.ts';

export interface Asked<T> {
  readonly value: T | null;
  readonly loading: EngineStatus | null;
  readonly failure: Failure | null;
  retry(): void;
}

/**
 * Asks when mounted and whenever the question is another one; a new question, and unmounting, aborts the old one. Null
 * asks nothing.
 * @param question All that the answer depends on, as JSON can hold it.
 */
export function useAsked<Q, T>(
  question: Q | null,
  ask: (question: Q, options: CallOptions) => Promise<Outcome<T>>,
): Asked<T> {
  const key = JSON.stringify(question);
  const [answer, setAnswer] = useState<{
    readonly key: string;
    readonly value: T | null;
    readonly loading: EngineStatus | null;
    readonly failure: Failure | null;
  } | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (question === null) return;
    const abort = new AbortController();
    const onStatus = (loading: EngineStatus) => {
      if (!abort.signal.aborted)
        setAnswer({ key, value: null, loading: loading.state === 'ready' ? null : loading, failure: null });
    };
    void ask(question, { signal: abort.signal, onStatus }).then((outcome) => {
      if (abort.signal.aborted) return;
      setAnswer(
        outcome.ok
          ? { key, value: outcome.value, loading: null, failure: null }
          : { key, value: null, loading: null, failure: outcome.failure },
      );
    });
    return () => abort.abort();
  }, [key, attempt]);
  const current = answer !== null && answer.key === key ? answer : { value: null, loading: null, failure: null };
  const retry = () => {
    setAnswer(null);
    setAttempt(attempt + 1);
  };
  return { ...current, retry };
}
