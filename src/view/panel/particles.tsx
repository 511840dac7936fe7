import type { Service } from '../../protocol/protocol.ts';
import { useView } from '../shared/context.ts';
import { FailureNotice, Loading } from '../shared/notices.tsx';
import { useAsked } from '../shared/asked.ts';
import { Bars } from './bars.tsx';
import { PARTICLES } from './particle.ts';

interface Props {
  readonly service: Service;
  readonly sentence: string;
  /** The particle's place in the sentence, UTF-16. */
  readonly start: number;
  readonly end: number;
}

/** The particles side by side at one place. */
export function Particles({ service, sentence, start, end }: Props) {
  const { translate } = useView();
  const { value, loading, failure, retry } = useAsked(`${start} ${sentence}`, (options) =>
    service.alternatives({ text: sentence, start, end, texts: [...PARTICLES] }, options),
  );
  return (
    <section class="mask particles" aria-busy={!value && !failure}>
      <h2>{translate('panelParticles')}</h2>
      {loading && <Loading status={loading} />}
      {failure && <FailureNotice failure={failure} onRetry={retry} />}
      {!value && !failure && !loading && <p class="thinking">{translate('predicting')}</p>}
      {value && (
        <Bars
          label={translate('panelParticles')}
          rows={value.alternatives.map(({ text, score: share }) => ({
            text,
            share,
            written: text === sentence.slice(start, end),
          }))}
        />
      )}
    </section>
  );
}
