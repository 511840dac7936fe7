import type { InstalledModel } from '../../protocol/models.ts';
import { createFormat } from '../shared/format.ts';
import type { Translate } from '../shared/translate.ts';

/** Said when a model has been added, with the next step. */
export function Added({
  model,
  translate,
  onUse,
}: {
  readonly model: InstalledModel;
  readonly translate: Translate;
  readonly onUse: () => void;
}) {
  return (
    <div class="notice added" role="status">
      <p>{translate('modelInstalled', [model.name, createFormat(translate).bytes(model.bytes)])}</p>
      <button type="button" onClick={onUse}>
        {translate('modelUse')}
      </button>
    </div>
  );
}
