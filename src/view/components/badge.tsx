import { useEffect, useState } from 'preact/hooks';
import type { EngineStatus, Service } from '../../messages/protocol.ts';
import { useReading, useView } from './context.ts';

const devices = { webgpu: 'WebGPU', wasm: 'Wasm' } as const;

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
        <dd class={`device ${backend.device}`} title={translate('backendTested', [backend.reason])}>
          {translate('backendBadge', [devices[backend.device], backend.precision])}
          <span class="unseen">{translate('backendTested', [backend.reason])}</span>
        </dd>
      )}
      {prediction && <dd class="milliseconds">{translate('milliseconds', [format.count(Math.round(prediction.milliseconds))])}</dd>}
      {!backend && status?.state === 'idle' && <dd>{translate('modelIdle')}</dd>}
      {status?.insteadOf && <dd class="warn" title={status.insteadOf.failure.detail}>{translate('modelInstead', [status.insteadOf.model])}</dd>}
      {status?.state === 'failed' && <dd class="warn">{translate('modelFailed')}</dd>}
    </dl>
  );
}
