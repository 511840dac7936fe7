import { useEffect, useState } from 'preact/hooks';
import type { OptionsParts } from './parts.ts';

/** A request is counted after its answer has been used, when the browser tells of it; one asks again (ms) until the answer was the same so often. */
const LATE = 1_000;
const SAME = 10;

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
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const ask = async (before: typeof count, same: number) => {
      const now = await requests();
      if (ended) return;
      setCount(now);
      const changed = now?.page !== before?.page || now?.background !== before?.background;
      if (now && (changed || same < SAME)) timer = setTimeout(() => void ask(now, changed ? 0 : same + 1), LATE);
    };
    void ask(null, 0);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
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
