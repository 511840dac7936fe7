import type { PassedOver } from '../../predictions/backend.ts';
import type { MaskedLanguageModel } from '../../predictions/model.ts';
import { BackendError } from '../errors.ts';
import { HandedOnModel } from './handed-on.ts';

/** Loads a model. @param lost What was tried before and went away while it ran: WebGPU is not tried again then. */
export type LoadAgain = (lost: readonly PassedOver[]) => Promise<MaskedLanguageModel>;

/**
 * A model that outlives its GPU: when the device is lost (a driver that was reset, a GPU process that crashed) it is
 * loaded again on what is left, and what was being computed is computed there; `backend` says so. A heap that is gone
 * cannot be replaced from within: that is thrown.
 */
export async function loadReviving(load: LoadAgain): Promise<MaskedLanguageModel> {
  return new RevivingModel(await load([]), load);
}

class RevivingModel extends HandedOnModel {
  readonly #load: LoadAgain;
  /** Shared by all who were computing when the device went. */
  #revival: Promise<void> | null = null;
  /** Whether the model was lost and nothing has taken its place yet: it says `disposed`, though nobody unloaded it. */
  #dead = false;
  #disposed = false;

  constructor(model: MaskedLanguageModel, load: LoadAgain) {
    super(model);
    this.#load = load;
  }

  override async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#revival?.catch(() => {});
    await this.model.dispose();
  }

  protected override async run<T>(work: (model: MaskedLanguageModel) => Promise<T>): Promise<T> {
    // Why loading failed is for those who were computing; whoever comes later has it tried again.
    if (this.#revival) await this.#revival.catch(() => {});
    const model = this.model;
    try {
      return await work(model);
    } catch (error) {
      if (this.#disposed || !(error instanceof BackendError && this.#isLost(model, error))) throw error;
      // Of several who lose the same device the first loads.
      if (this.model === model) await (this.#revival ??= this.#revive(model).finally(() => (this.#revival = null)));
      return await work(this.model);
    }
  }

  /** Whether a model went with its device. One that moves says `disposed` as well: then nothing was lost. */
  #isLost(model: MaskedLanguageModel, { code }: BackendError): boolean {
    if (code === 'disposed') return this.#dead || this.model !== model;
    return code === 'lost' && model.backend.device === 'webgpu';
  }

  async #revive(dead: MaskedLanguageModel): Promise<void> {
    this.#dead = true;
    // Its memory is gone with the device, or goes with this; it has nothing more to say.
    await dead.dispose().catch(() => {});
    const { device, precision } = dead.backend;
    this.model = await this.#load([{ device, precision, why: 'lost', detail: 'the device was lost' }]);
    this.#dead = false;
  }
}
