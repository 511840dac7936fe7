import type { WordUses } from '../../protocol/scores.ts';

/** Words that are read alike, each with what it goes with: 追求 利益を追求, 追及 責任を追及. */
export const UsesOfWords = ({ uses }: { readonly uses: readonly WordUses[] }) => (
  <dl class="uses" lang="ja">
    {uses.map(({ word, examples }) => (
      <div key={word}>
        <dt>{word}</dt>
        <dd>{examples.join('・')}</dd>
      </div>
    ))}
  </dl>
);
