import { useEffect, useState } from 'preact/hooks';
import type { EngineStatus, Service } from '../../protocol/protocol.ts';
import { backendName, backendReason } from './backend.ts';
import { useReading, useView } from './context.ts';

/** Model and backend: where it runs, in which precision, how long the last prediction took, and why there. */
export function Badge({ service }: { readonly service: Service }) {
  const { translate, format } = useView();
  const { prediction, loading, failure } = useReading();
  const [status, setStatus] = useState<EngineStatus | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void service.status({}, { signal: abort.signal }).then((outcome) => {
      if (outcome.ok) setStatus(outcome.value);
    });
    return () => abort.abort();
  }, [service, prediction, loading?.state, failure]);

  const backend = prediction?.backend ?? status?.backend ?? null;
  const model = prediction?.model ?? status?.model;
  if (!model) return null;
  return (
    <dl class="badge">
      <dt>{translate('model')}</dt>
      <dd class="model">{model === 'default' ? translate('modelDefault') : model}</dd>
      {backend && (
        <dd class={`device ${backend.device}`} title={backendReason(backend, translate)}>
          {backendName(backend, translate)}
          <span class="unseen">{backendReason(backend, translate)}</span>
        </dd>
      )}
      {prediction && (
        <dd class="milliseconds">{translate('milliseconds', [format.count(Math.round(prediction.milliseconds))])}</dd>
      )}
      {!backend && status?.state === 'idle' && <dd>{translate('modelIdle')}</dd>}
      {status?.insteadOf && (
        <dd class="warn" title={status.insteadOf.failure.detail}>
          {translate('modelInstead', [status.insteadOf.model])}
        </dd>
      )}
      {status?.state === 'failed' && <dd class="warn">{translate('modelFailed')}</dd>}
    </dl>
  );
}
