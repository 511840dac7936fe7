import { useView } from '../shared/context.ts';

interface Row {
  /** Tells equal words apart. */
  readonly id?: number;
  readonly text: string;
  /** 0 to 1. */
  readonly share: number;
  /** It is what the text has there. */
  readonly written: boolean;
}

/** Words side by side with bars and percentages. */
export function Bars({ label, rows }: { readonly label: string; readonly rows: readonly Row[] }) {
  const { format } = useView();
  return (
    <ul class="candidates bars" aria-label={label}>
      {rows.map(({ id, text, share, written }) => (
        <li key={id ?? text} class={written ? 'candidate written-there' : 'candidate'}>
          <span class="text" lang="ja">
            {text}
          </span>
          <span class="track">
            <span class="bar" style={{ inlineSize: `${share * 100}%` }} />
          </span>
          <span class="percent">{format.percent(share)}</span>
        </li>
      ))}
    </ul>
  );
}
