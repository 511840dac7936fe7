import type { Service } from '../../protocol/protocol.ts';
import type { NextSentence } from '../../protocol/scores.ts';
import { useView } from '../shared/context.ts';
import { FailureNotice, Loading } from '../shared/notices.tsx';
import { useAsked } from '../shared/asked.ts';
import { HELPS } from './scale.ts';

/**
 * How well the second sentence follows the first: as the model has learnt to say, or by how much the first helps to
 * guess the second.
 */
export function Follows({ service, pair }: { readonly service: Service; readonly pair: readonly [string, string] }) {
  const { translate } = useView();
  const { value, loading, failure, retry } = useAsked({ first: pair[0], second: pair[1] }, (question, options) =>
    service.nextSentence(question, options),
  );
  return (
    <section class="follows" aria-busy={!value && !failure}>
      {loading && <Loading status={loading} />}
      {failure && <FailureNotice failure={failure} onRetry={retry} />}
      {!value && !failure && !loading && <p class="thinking">{translate('predicting')}</p>}
      {value && <Answer value={value} />}
    </section>
  );
}

function Answer({ value }: { readonly value: NextSentence }) {
  const { translate, format } = useView();
  if (value.by === 'head') {
    return (
      <>
        <p class="verdict" role="status">
          {translate('panelFollows', [format.percent(value.probability)])}
        </p>
        <p class="hint">{translate('panelFollowsNumber')}</p>
      </>
    );
  }
  const { bits } = value;
  const key = bits >= HELPS.much ? 'panelHelpsMuch' : bits >= HELPS.little ? 'panelHelpsLittle' : 'panelHelpsNot';
  return (
    <>
      <p class="verdict" role="status">
        {translate(key)}
      </p>
      <p class="hint">{translate('panelHelpsNumber', [format.gain(bits)])}</p>
    </>
  );
}
