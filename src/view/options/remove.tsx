import type { Translate } from '../shared/translate.ts';
import { AskFirst } from '../shared/ask-first.tsx';

interface Props {
  /** What would be deleted. */
  readonly name: string;
  readonly translate: Translate;
  readonly onRemove: () => void;
}

/** Deletes something from this computer, once that has been asked. */
export const Remove = ({ name, translate, onRemove }: Props) => (
  <AskFirst
    question={translate('modelRemoveAsk', [name])}
    yes={translate('modelRemoveYes')}
    label={translate('modelRemoveLabel', [name])}
    translate={translate}
    onYes={onRemove}
  >
    {translate('modelRemove')}
  </AskFirst>
);
