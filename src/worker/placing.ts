import { BackendError } from '../engine/errors.ts';
import { passOverFailed, passOverWrong } from '../engine/running/load.ts';
import { compareBackends, pays, measureTimes } from '../engine/running/measure.ts';
import { MovingModel, type Move } from '../engine/running/moving.ts';
import { loadReviving } from '../engine/running/revive.ts';
import type { PassedOver, Target } from '../predictions/backend.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import type { BackendChoice } from '../protocol/models.ts';
import type { Verdict, Verdicts } from './verdicts.ts';

/** How a model is started. */
export interface Starts {
  cpu(passedOver: readonly PassedOver[]): Promise<MaskedLanguageModel>;
  /**
   * On the first of these that gives the checkpoint's answers. Throws where none does, BackendError `unprepared` where
   * the model was prepared for none of them.
   */
  gpu(targets: readonly Target[], passedOver: readonly PassedOver[]): Promise<MaskedLanguageModel>;
}

/** What there is of GPUs. */
export interface Adapter {
  /** What a model may be tried on, best first; none where there is no GPU worth it. */
  readonly targets: readonly Target[];
  /** Tells adapters, and browsers, apart. */
  readonly name: string;
}

export interface PlacingParts {
  readonly choice: () => Promise<BackendChoice>;
  readonly adapter: () => Promise<Adapter>;
  /** Of this model. */
  readonly verdicts: Verdicts;
  /** Milliseconds of rest before a look around; the default when absent. */
  readonly rest?: number;
}

/** Milliseconds for a short sentence below which the CPU is quick enough: no GPU's start is worth its while. */
const QUICK = 30;

/**
 * A model where it runs best. Unless the user has said where, the CPU answers first, whatever there is; once it rests,
 * the GPU is held to its answers and timed against it, where that may pay, and takes over if faster by a third. What
 * came of it is kept. If the GPU is lost the CPU takes over again.
 */
export async function placeModel(starts: Starts, parts: PlacingParts): Promise<MaskedLanguageModel> {
  return await loadReviving(async (lost) => {
    const choice = lost.length > 0 ? 'cpu' : await parts.choice();
    if (choice !== 'gpu') {
      const model = await starts.cpu(lost);
      if (lost.length > 0) return model;
      if (choice === 'cpu') return withSaid(model, { choice: 'set' });
      return new MovingModel(model, (cpu) => look(cpu, starts, parts), { rest: parts.rest });
    }
    const { targets } = await parts.adapter();
    if (targets.length === 0) return withSaid(await starts.cpu([]), { choice: 'no-gpu' });
    try {
      return withSaid(await starts.gpu(targets, []), { choice: 'set' });
    } catch (error) {
      return await starts.cpu([passOverFailed(targets[0]!, error)]);
    }
  });
}

const withSaid = (model: MaskedLanguageModel, said: Move['said']): MaskedLanguageModel =>
  new MovingModel(model, null, { said });

/** Whether the GPU is to take over from the CPU. */
async function look(
  cpu: MaskedLanguageModel,
  starts: Starts,
  { adapter: find, verdicts }: PlacingParts,
): Promise<Move> {
  let target: Target | undefined;
  let gpu: MaskedLanguageModel | null = null;
  let verdict: Verdict | null = null;
  let adapter: Adapter | null = null;
  try {
    adapter = await find();
    target = adapter.targets[0];
    if (!target) return { model: null, said: { choice: 'no-gpu' } };
    verdict = await verdicts.read(adapter.name);
    if (!verdict) {
      const times = await measureTimes(cpu);
      if (times[0] >= QUICK) {
        gpu = await starts.gpu(adapter.targets, []);
        const compared = await compareBackends(cpu, gpu);
        verdict = compared.passed
          ? { passedOver: null, measured: { cpu: times, gpu: await measureTimes(gpu) } }
          : { passedOver: passOverWrong(gpu.backend, compared), measured: null };
      } else verdict = { passedOver: null, measured: null };
      await verdicts.write(adapter.name, verdict);
    }
    if (verdict.measured && pays(verdict.measured)) {
      gpu ??= await starts.gpu(adapter.targets, []);
      return { model: gpu, said: { choice: 'measured', measured: verdict.measured } };
    }
    await gpu?.dispose();
    return { model: null, said: saidOf(verdict) };
  } catch (error) {
    await gpu?.dispose().catch(() => {});
    if (!adapter || !target) return { model: null, said: {} };
    const passedOver = passOverFailed(target, error);
    // Whatever else failed may not the next time; this stays so until the model is added again.
    if (error instanceof BackendError && error.code === 'unprepared')
      await verdicts.write(adapter.name, { passedOver, measured: null });
    return { model: null, said: { passedOver: [passedOver] } };
  }
}

const saidOf = ({ passedOver, measured }: Verdict): Move['said'] => {
  if (passedOver) return { passedOver: [passedOver] };
  return measured ? { choice: 'measured', measured } : { choice: 'quick' };
};
