import { Checkbox } from '../shared/checkbox.tsx';
import { useView } from '../shared/context.ts';
import { FailureNotice, Loading } from '../shared/notices.tsx';
import type { Heat } from './heat.ts';
import { STEPS } from './scale.ts';
import { useStore } from '../shared/store.ts';

/** What the colours say, what they do not say, whether there are any, and how far the scoring has come. */
export function Legend({ heat }: { readonly heat: Heat }) {
  const { translate, format, settings, change } = useView();
  const { phase, done, total, loading, failure } = useStore(heat);
  const bounds = [0, ...STEPS];
  return (
    <section class="legend" aria-label={translate('panelLegend')}>
      {!settings.findingsOnly && (
        <div class="scale">
          <span>{translate('panelExpected')}</span>
          {bounds.map((bound, step) => (
            <span key={bound} class={`swatch s${step}`}>
              {step === bounds.length - 1 ? `${format.count(bound)}+` : format.count(bound)}
            </span>
          ))}
          <span>{translate('panelUnexpected')}</span>
          <details class="caveat">
            <summary>{translate('panelCaveatShort')}</summary>
            <p class="hint">{translate('panelCaveat')}</p>
          </details>
        </div>
      )}
      <Checkbox checked={settings.findingsOnly} onChange={(findingsOnly) => change({ findingsOnly })}>
        {translate('panelFindingsOnly')}
      </Checkbox>
      {loading && <Loading status={loading} />}
      {!loading && (phase === 'running' || phase === 'stopped') && (
        <div class="progress">
          <progress
            max={total}
            value={done.size}
            aria-label={translate('panelProgress', [format.count(done.size), format.count(total)])}
          />
          <span>{translate('panelProgress', [format.count(done.size), format.count(total)])}</span>
          {phase === 'running' ? (
            <button type="button" onClick={() => heat.stop()}>
              {translate('panelStop')}
            </button>
          ) : (
            <button type="button" onClick={() => heat.resume()}>
              {translate('panelResume')}
            </button>
          )}
        </div>
      )}
      {failure && <FailureNotice failure={failure} onRetry={() => heat.resume()} />}
      <p class="unseen" role="status">
        {phase === 'done' ? translate('panelDone', [format.count(total)]) : ''}
      </p>
    </section>
  );
}
