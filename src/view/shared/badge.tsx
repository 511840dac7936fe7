import { useEffect, useState } from 'preact/hooks';
import type { EngineStatus, Service } from '../../protocol/protocol.ts';
import { backendName, backendReason } from './backend.ts';
import { insteadText } from './instead.ts';
import { useReaderState, useView } from './context.ts';
import { BUILT_IN } from '../../protocol/models.ts';

/**
 * Which model answers; and for who asks, or looks at word pieces anyway, where it runs, in which precision, why there,
 * and how long the last prediction took.
 */
export function Badge({ service }: { readonly service: Service }) {
  const { translate, format, settings } = useView();
  const { prediction, loading, failure } = useReaderState();
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
    <details class="badge" open={settings.pieces}>
      <summary>
        <span class="unseen">{translate('model')}: </span>
        <span class="model">{model === BUILT_IN ? translate('modelDefault') : model}</span>
        {!backend && status?.state === 'idle' && <span class="idle">{translate('modelIdle')}</span>}
        {status?.insteadOf && (
          <span class="warn" title={status.insteadOf.failure.detail}>
            {insteadText(translate, status.insteadOf.model, status.insteadOf.failure.code === 'modelMissing')}
          </span>
        )}
        {status?.state === 'failed' && <span class="warn">{translate('modelFailed')}</span>}
      </summary>
      {backend && (
        <span class={`device ${backend.device}`} title={backendReason(backend, translate)}>
          {backendName(backend, translate)}
          <span class="unseen">{backendReason(backend, translate)}</span>
        </span>
      )}
      {prediction && (
        <span class="milliseconds">
          {translate('milliseconds', [format.count(Math.round(prediction.milliseconds))])}
        </span>
      )}
    </details>
  );
}
