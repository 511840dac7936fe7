import type { ModelMethod, Service } from '../../protocol/protocol.ts';
import type { Translate } from '../shared/translate.ts';

/** What the model section asks of the model store. */
export type ModelService = Service<ModelMethod>;

/** What the parts of the model section share. */
export interface ModelSectionProps {
  readonly translate: Translate;
  readonly service: ModelService;
  /** Something was stored, removed, chosen, or asked of the hub. */
  readonly onActivity: () => void;
}
