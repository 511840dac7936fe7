import type { Backend } from '../../predictions/backend.ts';
import type { MaskedLanguageModel } from '../../predictions/model.ts';
import { HandedOnModel } from './handed-on.ts';

/** What becomes of a model that was looked at while nobody asked it anything. */
export interface Move {
  /** The model to go on with; null to stay. */
  readonly model: MaskedLanguageModel | null;
  /** What is to be said of the backend from now on, beside what it says itself. */
  readonly said: Partial<Backend>;
}

/** Looks around once, with the model as it runs. Must not throw. */
export type Look = (model: MaskedLanguageModel) => Promise<Move>;

/** Rest before a look around: whoever has just read one answer is likely to ask for another. */
const REST = 2_000;

/**
 * A model that answers where it was started, and goes elsewhere once it has answered, has rested, and somewhere else is
 * better. What runs meanwhile ends where it began.
 */
export class MovingModel extends HandedOnModel {
  #said: Move['said'];
  /** Null once it was called, or where there is nothing to look for. */
  #look: Look | null;
  readonly #rest: number;
  #running = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #disposed = false;

  /** @param said What is said of the backend at first. */
  constructor(
    model: MaskedLanguageModel,
    look: Look | null,
    { rest = REST, said = {} }: { readonly rest?: number | undefined; readonly said?: Move['said'] } = {},
  ) {
    super(model);
    this.#look = look;
    this.#rest = rest;
    this.#said = said;
  }

  override get backend(): Backend {
    return { ...this.model.backend, ...this.#said };
  }

  override async dispose(): Promise<void> {
    this.#disposed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.model.dispose();
  }

  protected override async run<T>(work: (model: MaskedLanguageModel) => Promise<T>): Promise<T> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#running++;
    try {
      return await work(this.model);
    } finally {
      this.#running--;
      if (this.#running === 0 && this.#look && !this.#disposed)
        this.#timer = setTimeout(() => void this.#move(), this.#rest);
    }
  }

  async #move(): Promise<void> {
    const [look, old] = [this.#look, this.model];
    if (!look) return;
    this.#look = null;
    const { model, said } = await look(old);
    if (this.#disposed) {
      await model?.dispose();
      return;
    }
    this.#said = said;
    if (!model) return;
    this.model = model;
    // What it is computing it still answers.
    await old.dispose();
  }
}
