import { BackendError } from '../engine/errors.ts';
import type { Tokenizer } from '../pieces/encoding.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import type { Watch } from '../protocol/watchdog.ts';

/** The parts of a model that others made: what hangs in them is noticed, and what does not work at all. */

/**
 * Seconds without a sign of life. A tokenizer takes milliseconds; a graph may well compute for long, and a step of
 * reading a checkpoint or a dictionary for longer.
 */
export const PATIENCE = { tokenizer: 10, graph: 60, adding: 300 };

/**
 * Seconds after which a tokenizer that fails has hung before: Firefox itself gives an expression up that takes years.
 */
const HUNG = 1;

/** What every tokenizer of a Japanese model can split. */
const PLAIN = 'お腹が痛いので遅れます。';

/** What a model's own tokenizer threw while it was used: the model cannot be used. */
export class UnusableModel extends Error {
  override readonly name = 'UnusableModel';
  /** Of the installation. */
  readonly id: string;

  constructor(id: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.id = id;
  }
}

/**
 * A tokenizer whose `encode` throws UnusableModel where it hung or splits nothing at all. What one text alone makes it
 * throw, it throws: the model has answered others and will answer more. @param id Of the installation.
 */
export async function watchTokenizer(id: string, watch: Watch, load: () => Promise<Tokenizer>): Promise<Tokenizer> {
  const tokenizer = await watch(id, PATIENCE.tokenizer, load);
  const { origin, vocabulary, kinds, texts, ids, analyzer } = tokenizer;
  const encode: Tokenizer['encode'] = (text, options) =>
    watch(id, PATIENCE.tokenizer, () => tokenizer.encode(text, options));
  return {
    ...{ vocabulary, kinds, texts, ids, analyzer, ...(origin && { origin }) },
    idOf: (piece) => tokenizer.idOf(piece),
    encode(text, options) {
      const began = performance.now();
      try {
        return encode(text, options);
      } catch (error) {
        if (performance.now() - began >= HUNG * 1_000 || !splitsPlainText(encode)) throw new UnusableModel(id, error);
        throw error instanceof Error ? error : new Error(String(error));
      }
    },
  };
}

function splitsPlainText(encode: Tokenizer['encode']): boolean {
  try {
    encode(PLAIN);
    return true;
  } catch {
    return false;
  }
}

/** A model whose graph others made, once it has run. @throws BackendError `none` where it does not */
export async function watchModel(
  id: string,
  watch: Watch,
  load: () => Promise<MaskedLanguageModel>,
): Promise<MaskedLanguageModel> {
  const model = await watch(id, PATIENCE.graph, async () => {
    const loaded = await load();
    try {
      await loaded.topK([{ ids: new Int32Array(3), positions: Int32Array.of(1) }], 1);
      return loaded;
    } catch (error) {
      await loaded.dispose().catch(() => {});
      throw new BackendError('none', `${loaded.name} cannot be run: ${(error as Error).message}`, { cause: error });
    }
  });
  const { name, vocabularySize, maxPositions, backend } = model;
  return {
    ...{ name, vocabularySize, maxPositions, backend },
    topK: (...args) => watch(id, PATIENCE.graph, () => model.topK(...args)),
    logProbabilities: (...args) => watch(id, PATIENCE.graph, () => model.logProbabilities(...args)),
    dispose: () => model.dispose(),
  };
}
