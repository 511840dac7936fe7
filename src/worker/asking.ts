import type { Backend } from '../predictions/backend.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import { success, type Outcome } from '../protocol/outcome.ts';
import type { Request } from '../protocol/server.ts';
import type { Tokenizer } from '../pieces/encoding.ts';

/** What every answer of the model says besides the answer itself. */
export interface AnsweredBy {
  readonly model: string;
  readonly backend: Backend;
  /** Wall time, loading not included. */
  readonly milliseconds: number;
}

/** Runs `work` once tokenizer and model are there; until then the caller hears how far loading has come. */
export type Ask = <T extends object>(
  request: Request,
  work: (tokenizer: Tokenizer, model: MaskedLanguageModel) => Promise<T>,
) => Promise<Outcome<T & AnsweredBy>>;

/** Times `work` and names the model that did it. */
export async function timeAnswer<T extends object>(
  model: MaskedLanguageModel,
  work: () => Promise<T>,
): Promise<Outcome<T & AnsweredBy>> {
  const started = performance.now();
  const result = await work();
  return success({
    ...result,
    model: model.name,
    backend: { ...model.backend },
    milliseconds: performance.now() - started,
  });
}
