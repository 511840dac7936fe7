import * as v from 'valibot';
import type { Findings } from '../library/findings.ts';
import { Measured, PassedOver } from '../predictions/backend.ts';

/** What came of a look at the GPU: why it will not do, or both times; neither where the CPU was quick enough. */
const Verdict = v.object({
  passedOver: v.nullable(PassedOver),
  measured: v.nullable(Measured),
});
export type Verdict = v.InferOutput<typeof Verdict>;

/** What came of a look at a model's GPU, by the adapter's name. */
export interface Verdicts {
  /** Null where nothing came of it yet, or of another adapter. */
  read(adapter: string): Promise<Verdict | null>;
  write(adapter: string, verdict: Verdict): Promise<void>;
}

const File = v.object({ adapter: v.string(), verdict: Verdict });

/** The last one, among what was found out about the model. */
export const verdictsIn = (findings: Findings): Verdicts => ({
  async read(adapter) {
    const parsed = v.safeParse(File, await findings.read('gpu'));
    return parsed.success && parsed.output.adapter === adapter ? parsed.output.verdict : null;
  },
  write: (adapter, verdict) => findings.write('gpu', { adapter, verdict }),
});
