import type { Service } from '../../messages/protocol.ts';
import { useView } from '../components/context.ts';
import { FailureNotice, Loading } from '../components/notices.tsx';
import { useAsked } from './asked.ts';

/** How well the second sentence follows the first, if the model has learnt to say. */
export function Follows({ service, pair }: { readonly service: Service; readonly pair: readonly [string, string] }) {
  const { translate, format } = useView();
  const { value, loading, failure, retry } = useAsked(JSON.stringify(pair), (options) => service.nextSentence({ first: pair[0], second: pair[1] }, options));
  return (
    <section class="follows" aria-busy={!value && !failure}>
      {loading && <Loading status={loading} />}
      {failure && <FailureNotice failure={failure} onRetry={retry} />}
      {!value && !failure && !loading && <p class="thinking">{translate('predicting')}</p>}
      {value && <p class={value.probability === null ? 'notice' : 'verdict'} role="status">{value.probability === null ? translate('panelNoNextSentence') : translate('panelFollows', [format.percent(value.probability)])}</p>}
    </section>
  );
}
