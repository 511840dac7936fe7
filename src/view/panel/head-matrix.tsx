import type { Service } from '../../protocol/protocol.ts';
import { useAsked } from '../shared/asked.ts';
import { useView } from '../shared/context.ts';

interface Props {
  readonly service: Pick<Service, 'attentionHeads'>;
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
  /** Layer and head that are looked at; null is the average over all. */
  readonly chosen: readonly [layer: number | null, head: number | null];
  readonly onChoose: (layer: number, head: number) => void;
}

/**
 * All heads at once, a row a layer: each with the word it looks at most, the stronger the more of it goes there. A
 * press looks at one, a second at all again.
 */
export function HeadMatrix({ service, sentence, start, end, chosen, onChoose }: Props) {
  const { translate, format } = useView();
  const { value } = useAsked({ text: sentence, start, end }, (question, options) =>
    service.attentionHeads(question, options),
  );
  // The average says what can be said without it.
  if (!value) return null;
  return (
    <div class="head-matrix" role="group" aria-label={translate('panelHeads')}>
      {value.layers.map((heads, layer) => (
        <div key={layer} class="heads">
          <span class="layer">{layer + 1}</span>
          {heads.map(({ weight, ...word }, head) => {
            const text = sentence.slice(word.start, word.end);
            const said = translate('panelHeadLooks', [
              format.count(layer + 1),
              format.count(head + 1),
              text,
              format.percent(weight),
              format.percent(word.special),
            ]);
            return (
              <button
                key={head}
                type="button"
                aria-pressed={chosen[0] === layer && chosen[1] === head}
                aria-label={said}
                title={said}
                style={{ '--look': `${Math.round(40 * weight)}%` }}
                onClick={() => onChoose(layer, head)}
              >
                <span lang="ja">{text}</span>
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
