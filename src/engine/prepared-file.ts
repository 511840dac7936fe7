import { ModelError } from './errors.ts';
import { WeightBytes, type Segment } from './graph/weight-bytes.ts';
import type { Prepared } from './prepare.ts';

/** What is told of a prepared model before its graph and its weights. */
interface Header {
  readonly config: Prepared['config'];
  readonly target: Prepared['target'];
  readonly graphBytes: number;
  readonly segments: readonly Segment[];
}

/** A prepared model as one file, for a place of our own: 4 bytes little-endian header length, the header as JSON, the graph, the weights. */
export function packPrepared({ config, target, graph, weights }: Prepared): Blob {
  const header: Header = { config, target, graphBytes: graph.length, segments: weights.segments };
  const json = new TextEncoder().encode(JSON.stringify(header));
  return new Blob([Uint32Array.of(json.length), json, new Uint8Array(graph), ...weights.pieces()]);
}

/** Reads what `packPrepared` wrote. @throws ModelError `damaged` for a file that was cut short or is something else. */
export async function unpackPrepared(file: Blob): Promise<Prepared> {
  const bytes = await file.arrayBuffer();
  try {
    const headerBytes = new DataView(bytes).getUint32(0, true);
    const { config, target, graphBytes, segments } = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, headerBytes))) as Header;
    const weightsAt = 4 + headerBytes + graphBytes;
    const buffers = segments.map(({ offset, length }) => bytes.slice(weightsAt + offset, weightsAt + offset + length));
    const weights = new WeightBytes(segments, buffers);
    if (bytes.byteLength !== weightsAt + weights.length) throw new RangeError(`${bytes.byteLength} bytes instead of ${weightsAt + weights.length}`);
    return { config, target, graph: new Uint8Array(bytes, 4 + headerBytes, graphBytes).slice(), weights };
  } catch (error) {
    throw new ModelError('damaged', `a kept model cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
