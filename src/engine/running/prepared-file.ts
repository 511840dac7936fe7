import * as v from 'valibot';
import { kernelMemory } from '../backends/kernel/memory.ts';
import { descriptionSchema } from '../description.ts';
import { ModelError } from '../errors.ts';
import { KERNEL, type PreparedKernel } from './prepare.ts';
import type { Segment } from '../weights/weight-bytes.ts';

/** What is told of a prepared model before its weights. */
interface Header extends Pick<PreparedKernel, 'description'> {
  readonly segments: readonly Segment[];
}

const amount = v.pipe(v.number(), v.integer(), v.minValue(0));
const HeaderSchema: v.GenericSchema<unknown, Header> = v.object({
  description: descriptionSchema,
  segments: v.array(v.object({ offset: amount, length: amount })),
});

/** A model prepared for our kernel as one file, for a place of our own: 4 bytes little-endian header length, the header as JSON, the weights. */
export function packPrepared({ description, weights }: PreparedKernel): Blob {
  const header: Header = { description, segments: weights.segments };
  const json = new TextEncoder().encode(JSON.stringify(header));
  return new Blob([Uint32Array.of(json.length), json, ...weights.pieces()]);
}

/** Reads what `packPrepared` wrote. @throws ModelError `damaged` for a file that was cut short or is something else. */
export async function unpackPrepared(file: Blob): Promise<PreparedKernel> {
  try {
    const headerBytes = new DataView(await file.slice(0, 4).arrayBuffer()).getUint32(0, true);
    const weightsAt = 4 + headerBytes;
    const { description, segments } = v.parse(HeaderSchema, JSON.parse(await file.slice(4, weightsAt).text()));
    const place = kernelMemory(segments);
    if (file.size !== weightsAt + place.weights.length)
      throw new RangeError(`${file.size} bytes instead of ${weightsAt + place.weights.length}`);
    await place.weights.read(file.slice(weightsAt));
    return { description, target: KERNEL, ...place };
  } catch (error) {
    // Cut short, or other content. Anything else is a defect of ours.
    if (!(error instanceof RangeError || error instanceof SyntaxError || error instanceof v.ValiError)) throw error;
    throw new ModelError(
      'damaged',
      `a kept model cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
