import type { Candidate, MaskPrediction } from '../../protocol/analysis.ts';
import { CandidateList } from './candidate-list.tsx';
import { isBlank } from './reader.ts';
import { useMeanings } from './use-meanings.ts';
import { useReaderState, useView } from './context.ts';

/** What the model would put at one mask: bars and percentages, and how what is written there compares. */
export function Candidates({ mask }: { readonly mask: MaskPrediction }) {
  const { reader, translate, format, settings } = useView();
  const { text, words, chosen, predicting } = useReaderState();
  const { candidates, original } = mask;
  const meanings = useMeanings(
    candidates.map((candidate) => candidate.text),
    mask.morphemes.length === 1 ? words[mask.morphemes[0]!] : undefined,
  );
  const heading = isBlank(words, mask)
    ? translate('candidatesForBlank')
    : translate('candidatesFor', [text.slice(mask.start, mask.end)]);
  return (
    <section class={predicting ? 'mask stale' : 'mask'}>
      <h2>{heading}</h2>
      <CandidateList
        label={heading}
        rows={candidates.map((candidate) => ({
          text: candidate.text,
          drawn: settings.pieces && candidate.pieces.length > 1 && <WithPieces candidate={candidate} />,
          score: candidate.score,
          written: candidate.text === original?.read,
          note: meanings.get(candidate.text),
        }))}
        picked={chosen.get(mask.morphemes[0]!)?.text}
        onPick={(row) =>
          reader.choose(
            mask,
            candidates.find((candidate) => candidate.text === row.text)!,
          )
        }
      />
      {original && !candidates.some(({ text: listed }) => listed === original.read) && (
        <p class="original">
          {original.rank === null
            ? translate('writtenUnranked', [original.text])
            : translate('writtenRank', [original.text, format.count(original.rank)])}
          <span class="percent">{format.percent(original.score)}</span>
        </p>
      )}
    </section>
  );
}

function WithPieces({ candidate: { text, pieces } }: { readonly candidate: Candidate }) {
  return (
    <>
      {text}
      <span class="pieces">
        {pieces.map((piece) => (
          <span class="piece">{piece}</span>
        ))}
      </span>
    </>
  );
}
