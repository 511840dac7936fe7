import { success } from '../../protocol/outcome.ts';
import type { Service } from '../../protocol/protocol.ts';
import { BUILT_IN } from '../../protocol/models.ts';

/**
 * A service in whose status a model is named that was chosen and has gone: where the browser has thrown away what was
 * stored, the choice went with it, and only what is remembered beside the settings still knows.
 * @param readChoice The model that was chosen last; null for the built-in one.
 */
export const nameGone = (service: Service, readChoice: () => Promise<string | null>): Service => ({
  ...service,
  async status(params, options) {
    const [outcome, chosen] = await Promise.all([service.status(params, options), readChoice()]);
    if (!outcome.ok || outcome.value.model !== BUILT_IN || outcome.value.insteadOf || chosen === null) return outcome;
    return success({ ...outcome.value, insteadOf: { model: chosen, failure: { code: 'modelMissing', detail: '' } } });
  },
});
