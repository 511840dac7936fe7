import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MaskPrediction } from '../../protocol/analysis.ts';
import { MAX_PARSED } from '../../protocol/limits.ts';
import type { Service } from '../../protocol/protocol.ts';
import { standingMasks } from './blanks.ts';
import { shownWords } from './reader.ts';
import type { DrawnWord } from './words.ts';
import { Candidates } from './candidates.tsx';
import { useReaderState, useView } from './context.ts';
import { doubtfulSplit } from './doubt.ts';
import { Dependencies } from './dependencies.tsx';
import { Announcer, FailureNotice, InsteadNotice, Loading, OmittedNotice } from './notices.tsx';
import { JoinToggle } from './join-toggle.tsx';
import { bringInto } from './keep-in-view.ts';
import { CURRENT_WORD, useKeptFocus } from './kept-focus.ts';
import { previewText } from './preview-parts.ts';
import { Preview, type Replacing } from './preview.tsx';
import { useSaid } from './use-said.ts';
import { WordDetail } from './word-detail.tsx';
import { WordList } from './word-list.tsx';

interface Props {
  readonly onReplace?: (() => Promise<Replacing>) | undefined;
  /** Called after drawing and before painting. */
  readonly onDrawn?: (() => void) | undefined;
  /** Where what depends on what can be asked for. */
  readonly service?: Pick<Service, 'dependencies'> | undefined;
}

/**
 * The page of the dictionary: words, the entry of one of them, what would stand at the blanks, and the new sentence.
 */
export function Sheet({ onReplace, onDrawn, service }: Props) {
  const { translate, format } = useView();
  const state = useReaderState();
  const { phase, text, analysis, masked, predicting, prediction, loading, insteadOf, failure, words, asked, editable } =
    state;
  const [said, say] = useSaid();
  const [pointed, point] = useState<DrawnWord | null>(null);
  const sheet = useRef<HTMLDivElement>(null);
  useKeptFocus(sheet, CURRENT_WORD);
  useLayoutEffect(() => onDrawn?.());
  const masks = standingMasks({ prediction, masked });
  const shownBlanks = shownWords({ words, analysis }).filter((word) => word.blank);
  const unpredicted = shownBlanks.length - [...masked].filter((index) => words[index]?.blank).length;
  // The word that was asked about last stays in view until the pointer is on another; whoever selects one word alone
  // has asked about it.
  const there = pointed && words[pointed.index];
  // A reading that the model has chosen makes other words of the same text.
  const still = there?.start === pointed?.start && there?.text === pointed?.text;
  const shown =
    there && still ? there : asked === null ? onlyWord(shownWords({ words, analysis })) : (words[asked] ?? null);
  // Where the text has brought a blank, its candidates are there already: nothing has to be chosen first.
  const blank = shown ? shown.blank : masked.size > 0;
  return (
    <div ref={sheet} class="sheet" aria-busy={phase === 'analyzing' || predicting}>
      <Announcer />
      {phase === 'analyzing' && <p class="detail hint">{translate('analyzing')}</p>}
      {phase === 'read' && (
        <>
          <WordList key={`${analysis?.selected?.start} ${analysis?.text}`} onPoint={point} />
          <div class="answer">
            {analysis && <OmittedNotice analysis={analysis} />}
            {unpredicted > 0 && <p class="notice">{translate('omittedMasks', [format.count(masked.size)])}</p>}
            {insteadOf && <InsteadNotice insteadOf={insteadOf} />}
            <JoinToggle />
            {blank ? (
              <p class="detail hint">{translate(masks.length > 1 ? 'blank' : 'candidatesForBlank')}</p>
            ) : (
              <WordDetail word={shown} onLeave={() => point(null)} />
            )}
            <Snapped />
            <Doubt />
            {loading && loading.state !== 'ready' && <Loading status={loading} />}
            {predicting && masks.length === 0 && !loading && <p class="thinking">{translate('predicting')}</p>}
            {masks.length > 0 && <Masks masks={masks} />}
            <Preview onReplace={editable ? onReplace : undefined} said={said} say={say} />
            {failure && <FailureNotice failure={failure} />}
            {service && words.length > 1 && text.length <= MAX_PARSED && (
              <Dependencies key={text} service={service} sentence={text} start={0} />
            )}
          </div>
        </>
      )}
      {failure && phase !== 'read' && <FailureNotice failure={failure} />}
      {/* What has replaced the text stays to be said once that is read anew, without a preview to say it in. */}
      <p class="said" role="status">
        {said && previewText(state) === null && translate(said)}
      </p>
    </div>
  );
}

/** Null where there are several. */
function onlyWord(words: readonly DrawnWord[]): DrawnWord | null {
  const [first, ...more] = words.filter((word) => word.class !== 'symbol');
  return first && more.every(({ whole }) => whole === first.whole) ? first : null;
}

/** A selection that cut a word was widened to whole ones. */
function Snapped() {
  const { translate } = useView();
  const { text, selected, analysis } = useReaderState();
  const whole = analysis?.selected;
  if (!selected || !whole || selected.start === selected.end) return null;
  if (selected.start <= whole.start && selected.end >= whole.end) return null;
  const [cut, words] = [text.slice(selected.start, selected.end), text.slice(whole.start, whole.end)];
  return <p class="fine snapped">{translate('snapped', [cut, words])}</p>;
}

/** What no dictionary knows may be split in the wrong places. */
function Doubt() {
  const { translate } = useView();
  const doubtful = doubtfulSplit(shownWords(useReaderState()));
  return doubtful === null ? null : <p class="fine doubt">{translate('doubtfulSplit', [doubtful])}</p>;
}

/** Side by side, where there are several; the one that was asked for last is brought into view. */
function Masks({ masks }: { readonly masks: readonly MaskPrediction[] }) {
  const { asked } = useReaderState();
  const list = useRef<HTMLDivElement>(null);
  const last = masks.findIndex(({ morphemes }) => asked !== null && morphemes.includes(asked));
  useLayoutEffect(() => {
    const mask = list.current!.children[last] as HTMLElement | undefined;
    const answer = list.current!.closest<HTMLElement>('.answer');
    if (!mask || !answer || masks.length < 2) return;
    bringInto(answer, mask);
  }, [last, masks.length]);
  return (
    <div ref={list} class={masks.length > 1 ? 'masks several' : 'masks'}>
      {masks.map((mask) => (
        <Candidates key={mask.start} mask={mask} />
      ))}
    </div>
  );
}
