import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Service } from '../../protocol/protocol.ts';
import type { Attention as Looks } from '../../protocol/scores.ts';
import { Checkbox } from '../shared/checkbox.tsx';
import { useView } from '../shared/context.ts';
import { FailureNotice, Loading } from '../shared/notices.tsx';
import { useAsked } from '../shared/asked.ts';
import { Bars } from './bars.tsx';
import { HeadMatrix } from './head-matrix.tsx';

interface Props {
  readonly service: Service;
  readonly sentence: string;
  /** The chosen word's place in the sentence, UTF-16. */
  readonly start: number;
  readonly end: number;
}

/** Words listed by their share; the text shows all. */
const LISTED = 5;

/** Where the model's heads look from one word; asked for only once it is opened. */
export function Attention(props: Props) {
  const { translate } = useView();
  const [open, setOpen] = useState(false);
  return (
    <details class="attention" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{translate('panelAttention')}</summary>
      {open && <Heads {...props} />}
    </details>
  );
}

function Heads({ service, sentence, start, end }: Props) {
  const { translate } = useView();
  const [layer, setLayer] = useState<number | null>(null);
  const [head, setHead] = useState<number | null>(null);
  /** Whether shares count what goes to [CLS] and [SEP]. */
  const [marks, setMarks] = useState(true);
  const [shape, setShape] = useState<Pick<Looks, 'layers' | 'heads'> | null>(null);
  const { value, loading, failure, retry } = useAsked(
    { text: sentence, start, end, layer, head },
    async (question, options) => {
      const outcome = await service.attention(question, options);
      if (outcome.ok) setShape(outcome.value);
      return outcome;
    },
  );
  return (
    <div aria-busy={!value && !failure}>
      {shape !== null && shape.layers > 0 && (
        <HeadMatrix
          service={service}
          sentence={sentence}
          start={start}
          end={end}
          chosen={[layer, head]}
          onChoose={(...one) => {
            const again = one[0] === layer && one[1] === head;
            setLayer(again ? null : one[0]);
            setHead(again ? null : one[1]);
          }}
        />
      )}
      {shape !== null && shape.layers > 0 && (
        <div class="choices">
          <Choice label={translate('panelLayer')} count={shape.layers} chosen={layer} onChoose={setLayer} />
          <Choice label={translate('panelHead')} count={shape.heads} chosen={head} onChoose={setHead} />
          <Checkbox checked={!marks} onChange={(without) => setMarks(!without)}>
            {translate('panelWithoutMarks')}
          </Checkbox>
        </div>
      )}
      {loading && <Loading status={loading} />}
      {failure && <FailureNotice failure={failure} onRetry={retry} />}
      {!value && !failure && !loading && <p class="thinking">{translate('predicting')}</p>}
      {value?.layers === 0 && (
        <p class="notice" role="status">
          {translate('panelNoAttention')}
        </p>
      )}
      {value && value.layers > 0 && (
        <Shares looks={marks ? value : withoutMarks(value)} sentence={sentence} start={start} />
      )}
    </div>
  );
}

/** Shares of what goes to words alone. */
const withoutMarks = (looks: Looks): Looks => ({
  ...looks,
  words: looks.words.map((word) => ({ ...word, weight: word.weight / Math.max(1 - looks.special, Number.MIN_VALUE) })),
});

interface ChoiceProps {
  readonly label: string;
  readonly count: number;
  /** Null is the average over all. */
  readonly chosen: number | null;
  readonly onChoose: (chosen: number | null) => void;
}

function Choice({ label, count, chosen, onChoose }: ChoiceProps) {
  const { translate } = useView();
  return (
    <label>
      {label}{' '}
      <select
        value={chosen ?? ''}
        onChange={(event) => onChoose(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
      >
        <option value="">{translate('panelAverage')}</option>
        {Array.from({ length: count }, (_, index) => (
          <option key={index} value={index}>
            {index + 1}
          </option>
        ))}
      </select>
    </label>
  );
}

function Shares({
  looks: { words, special },
  sentence,
  start,
}: {
  readonly looks: Looks;
  readonly sentence: string;
  readonly start: number;
}) {
  const { translate, format } = useView();
  const most = Math.max(...words.map(({ weight }) => weight), Number.MIN_VALUE);
  const bottom = useRef<HTMLParagraphElement>(null);
  // The dock is small: what was just opened should be seen.
  useLayoutEffect(() => bottom.current!.scrollIntoView({ block: 'nearest' }), []);
  const listed = words.toSorted((a, b) => b.weight - a.weight).slice(0, LISTED);
  return (
    <>
      <p class="looks" lang="ja">
        {words.map((word) => (
          <span
            key={word.start}
            class={word.start === start ? 'from' : undefined}
            title={format.percent(word.weight)}
            style={{ '--look': `${Math.round((40 * word.weight) / most)}%` }}
          >
            {sentence.slice(word.start, word.end)}
          </span>
        ))}
      </p>
      <Bars
        label={translate('panelAttention')}
        rows={listed.map((word) => ({
          id: word.start,
          text: sentence.slice(word.start, word.end),
          share: word.weight,
          written: word.start === start,
        }))}
      />
      <p ref={bottom} class="fine">
        {translate('panelSpecial', [format.percent(special)])}
      </p>
    </>
  );
}
