import type { Failure } from '../../protocol/outcome.ts';
import type { Translate } from './translate.ts';

interface Props {
  readonly failure: Failure;
  readonly translate: Translate;
}

/**
 * For whoever reports the problem, and asks for it: in English in every language, and marked as such for who listens.
 */
export const FailureDetail = ({ failure, translate }: Props) => (
  <details class="fine">
    <summary>{translate('failureDetail')}</summary>
    <p lang="en">{failure.detail}</p>
  </details>
);
