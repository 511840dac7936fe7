import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Service } from '../../protocol/protocol.ts';
import type { Hint } from '../../protocol/scores.ts';
import { CloseButton } from '../shared/close-button.tsx';
import { useReaderState, useView } from '../shared/context.ts';
import { WordDetail } from '../shared/word-detail.tsx';
import type { DrawnWord } from '../shared/words.ts';
import { Dependencies } from '../shared/dependencies.tsx';
import { Arcs } from './arcs.tsx';
import { Attention } from './attention.tsx';
import { CopyDependencies } from './copy-dependencies.tsx';
import { HintNote } from './hint-row.tsx';
import { Others } from './others.tsx';
import { SeenWith } from './seen-with.tsx';
import { isTooLong, splitSentences } from '../shared/sentences.ts';

interface Props {
  readonly service: Service;
  /** The chosen word; null before one is chosen. */
  readonly word: DrawnWord | null;
  /** Its surprisal, null where it has none, undefined while it is not scored yet. */
  readonly bits: number | null | undefined;
  readonly hint: Hint | undefined;
  readonly onCompare: (first: string, second: string) => void;
  readonly onClose: () => void;
}

/**
 * What there is to know about one word: how unexpected it is, what else would stand there, what depends on what, and
 * where the model looks.
 */
export function Dock(props: Props) {
  /** To a screen reader, in a place that stays there when another word is chosen. */
  const [said, say] = useState('');
  return (
    <>
      <Entry key={props.word?.index ?? -1} {...props} onSaid={say} />
      <div class="unseen" role="status">
        {props.word && said}
      </div>
    </>
  );
}

function Entry({
  service,
  word,
  bits,
  hint,
  onCompare,
  onClose,
  onSaid,
}: Props & { readonly onSaid: (said: string) => void }) {
  const { translate } = useView();
  const { text, words } = useReaderState();
  const dock = useRef<HTMLElement>(null);
  // In a small or zoomed panel it may be below what can be seen.
  useLayoutEffect(() => dock.current?.scrollIntoView({ block: 'nearest' }), []);
  if (!word)
    return (
      <section class="dock">
        <p class="hint">{translate('panelChoose')}</p>
      </section>
    );
  const sentence = splitSentences(text, words).find(({ first, last }) => word.index >= first && word.index < last)!;
  const written = text.slice(sentence.start, sentence.end);
  return (
    <section ref={dock} class="dock" aria-label={translate('panelDock', [word.text])}>
      <div class="dock-head">
        <WordDetail word={word} />
        <CloseButton label={translate('close')} onClose={onClose} />
      </div>
      {hint && <HintNote hint={hint} />}
      <Others service={service} word={word} bits={bits} sentence={sentence} onCompare={onCompare} onSaid={onSaid} />
      <SeenWith service={service} word={word} />
      {!isTooLong(sentence) && (
        <>
          <Dependencies
            service={service}
            sentence={written}
            start={word.start - sentence.start}
            more={(parsed, chosen, choose) => (
              <>
                <Arcs parsed={parsed} sentence={written} chosen={chosen} onChoose={choose} />
                <CopyDependencies parsed={parsed} />
              </>
            )}
          />
          <Attention
            service={service}
            sentence={written}
            start={word.start - sentence.start}
            end={word.end - sentence.start}
          />
          <div class="actions">
            <button type="button" onClick={() => onCompare(written, written)}>
              {translate('panelCompareThis')}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
