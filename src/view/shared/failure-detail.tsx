import type { Failure } from '../../protocol/outcome.ts';

/** For whoever reports the problem: in English in every language, and marked as such for who listens. */
export const FailureDetail = ({ failure }: { readonly failure: Failure }) => (
  <p class="fine" lang="en">
    {failure.detail}
  </p>
);
