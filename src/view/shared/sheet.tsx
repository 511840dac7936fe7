import { useLayoutEffect, useState } from 'preact/hooks';
import { MAX_PARSED } from '../../protocol/limits.ts';
import type { Service } from '../../protocol/protocol.ts';
import type { Word } from './words.ts';
import { Candidates } from './candidates.tsx';
import { useReading, useView } from './context.ts';
import { Dependencies } from './dependencies.tsx';
import { Announcer, FailureNotice, InsteadNotice, Loading } from './notices.tsx';
import { Preview } from './preview.tsx';
import { WordDetail } from './word-detail.tsx';
import { WordList } from './word-list.tsx';

interface Props {
  readonly onReplace?: (() => Promise<boolean>) | undefined;
  /** Called after drawing and before painting. */
  readonly onDrawn?: (() => void) | undefined;
  /** Where what depends on what can be asked for. */
  readonly service?: Pick<Service, 'dependencies'> | undefined;
}

/** The page of the dictionary: words, the entry of one of them, what would stand at the blanks, and the new sentence. */
export function Sheet({ onReplace, onDrawn, service }: Props) {
  const { translate, format } = useView();
  const { phase, text, analysis, masked, predicting, prediction, loading, insteadOf, failure, words } = useReading();
  const [pointed, point] = useState<Word | null>(null);
  useLayoutEffect(() => onDrawn?.());
  const masks = prediction?.masks.filter((mask) => mask.morphemes.every((index) => masked.has(index))) ?? [];
  const unpredicted =
    words.filter((word) => word.blank).length - [...masked].filter((index) => words[index]?.blank).length;
  return (
    <div class="sheet" aria-busy={phase === 'analyzing' || predicting}>
      <Announcer />
      {phase === 'analyzing' && <p class="detail hint">{translate('analyzing')}</p>}
      {phase === 'read' && (
        <>
          <WordList key={analysis?.text} onPoint={point} />
          {analysis && analysis.omitted > 0 && (
            <p class="notice">{translate('omitted', [format.count(analysis.omitted)])}</p>
          )}
          {unpredicted > 0 && <p class="notice">{translate('omittedMasks', [format.count(masked.size)])}</p>}
          <WordDetail word={pointed && words[pointed.index] === pointed ? pointed : null} />
          {insteadOf && <InsteadNotice insteadOf={insteadOf} />}
          {loading && loading.state !== 'ready' && <Loading status={loading} />}
          {predicting && masks.length === 0 && !loading && <p class="thinking">{translate('predicting')}</p>}
          {masks.length > 0 && (
            <div class="masks">
              {masks.map((mask) => (
                <Candidates key={mask.start} mask={mask} />
              ))}
            </div>
          )}
          <Preview onReplace={onReplace} />
          {service && words.length > 1 && text.length <= MAX_PARSED && (
            <Dependencies key={text} service={service} sentence={text} start={0} />
          )}
        </>
      )}
      {failure && <FailureNotice failure={failure} />}
    </div>
  );
}
