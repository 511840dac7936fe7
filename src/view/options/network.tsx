import { useEffect, useState } from 'preact/hooks';
import type { OptionsParts } from './parts.ts';

/**
 * When one asks (ms): the browser tells of a request after its answer has been used, on a busy machine seconds after.
 */
const WHEN = [0, 1_000, 3_000, 10_000];

export function Network({
  translate,
  policy,
  requests,
  activity,
}: Pick<OptionsParts, 'translate' | 'policy' | 'requests'> & {
  /** Changes when requests may have been made. */ readonly activity: number;
}) {
  const [count, setCount] = useState<Awaited<ReturnType<OptionsParts['requests']>>>(null);
  useEffect(() => {
    const timers = WHEN.map((wait) => setTimeout(() => void requests().then(setCount), wait));
    return () => timers.forEach(clearTimeout);
  }, [requests, activity]);
  return (
    <section id="network">
      <h2>{translate('optionsNetwork')}</h2>
      <p>{translate('optionsNetworkText', [String(count?.background ?? '?'), String(count?.page ?? '?')])}</p>
      <pre class="policy" tabIndex={0} aria-label={translate('optionsPolicy')}>
        {policy.replaceAll('; ', ';\n')}
      </pre>
    </section>
  );
}
