import { useEffect, useState } from 'preact/hooks';
import type { OptionsParts } from './parts.ts';

export function Network({
  translate,
  policy,
  requests,
  activity,
}: Pick<OptionsParts, 'translate' | 'policy' | 'requests'> & {
  /** Changes when requests may have been made. */ readonly activity: number;
}) {
  const [count, setCount] = useState<Awaited<ReturnType<OptionsParts['requests']>>>(null);
  useEffect(() => void requests().then(setCount), [requests, activity]);
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
