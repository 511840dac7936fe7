import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Dependencies } from '../../protocol/dependencies.ts';
import { useView } from '../shared/context.ts';
import { writtenOf } from '../shared/dependencies.tsx';
import { arcsOf } from '../shared/dependency-tree.ts';

interface Props {
  readonly parsed: Dependencies;
  readonly sentence: string;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

/** Between two levels of arcs, px. */
const STEP = 11;

/**
 * The sentence with an arc from each bunsetsu to its head. Bunsetsu stand one below the other, so that any sentence is
 * readable in a narrow panel; arcs are at their side.
 */
export function Arcs({ parsed, sentence, chosen, onChoose }: Props) {
  const { translate } = useView();
  const list = useRef<HTMLOListElement>(null);
  const [middles, setMiddles] = useState<readonly number[]>([]);
  const arcs = arcsOf(parsed.bunsetsu);
  const width = STEP * (1 + Math.max(0, ...arcs.map(({ level }) => level)));
  useLayoutEffect(() => {
    const items = [...list.current!.children] as HTMLElement[];
    setMiddles(items.map(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight / 2));
  }, [parsed]);
  return (
    <div class="arcs">
      <svg width={width} aria-hidden="true">
        {middles.length === parsed.bunsetsu.length &&
          arcs.map(({ from, to, level }) => {
            const [top, bottom, left] = [middles[from]!, middles[to]!, width - STEP * level];
            return (
              <path
                key={from}
                class={from === chosen || to === chosen ? 'lit' : undefined}
                d={`M${width} ${top}H${left + 4}Q${left} ${top} ${left} ${top + 4}V${bottom - 4}Q${left} ${bottom} ${left + 4} ${bottom}H${width}`}
              />
            );
          })}
      </svg>
      <ol ref={list} lang="ja" aria-label={translate('dependencyArcs')}>
        {parsed.bunsetsu.map((one, index) => (
          <li key={one.start}>
            <button type="button" tabIndex={-1} aria-pressed={index === chosen} onClick={() => onChoose(index)}>
              {writtenOf(sentence, one)}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
