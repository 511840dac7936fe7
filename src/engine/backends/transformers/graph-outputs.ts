import { ModelError } from '../../errors.ts';
import { readRange } from '../../model-files.ts';

/** Field numbers of onnx/onnx.proto: ModelProto.graph, GraphProto.output, ValueInfoProto.name. */
const [GRAPH, OUTPUT, NAME] = [7, 12, 1];
/** Longest tag with its length. */
const HEADER_BYTES = 20;

interface Field {
  readonly number: number;
  /** Of what follows the tag, for fields with a length. */
  readonly start: number;
  readonly end: number;
}

/** The names of an ONNX file's outputs. Weights are skipped, not read. Throws ModelError where the file is cut short or none. */
export async function graphOutputs(file: Blob, name: string): Promise<string[]> {
  const outputs: string[] = [];
  let graphs = 0;
  for await (const graph of fields(file, name, 0, file.size)) {
    if (graph.number !== GRAPH) continue;
    graphs++;
    for await (const output of fields(file, name, graph.start, graph.end)) {
      if (output.number !== OUTPUT) continue;
      for await (const value of fields(file, name, output.start, output.end)) {
        if (value.number === NAME)
          outputs.push(new TextDecoder().decode(await readRange(file, name, value.start, value.end)));
      }
    }
  }
  if (graphs !== 1) throw new ModelError('damaged', `${name}: not an ONNX model`);
  return outputs;
}

/** The fields of a protobuf message at [start, end). */
async function* fields(file: Blob, name: string, start: number, end: number): AsyncGenerator<Field> {
  for (let at = start; at < end;) {
    const header = await readRange(file, name, at, Math.min(at + HEADER_BYTES, end));
    let read = 0;
    const varint = (): number => {
      let value = 0;
      for (let shift = 0; shift < 70; shift += 7) {
        const byte = header[read++];
        if (byte === undefined) break;
        value += (byte & 0x7f) * 2 ** shift;
        if (byte < 0x80) return value;
      }
      throw new ModelError('damaged', `${name}: not an ONNX model`);
    };
    const tag = varint();
    const kind = tag & 7;
    // Varints, eight bytes, a length and so many bytes, four bytes: all that ONNX has.
    if (kind === 0) varint();
    const length = kind === 1 ? 8 : kind === 2 ? varint() : kind === 5 ? 4 : 0;
    if (![0, 1, 2, 5].includes(kind) || tag < 8) throw new ModelError('damaged', `${name}: not an ONNX model`);
    const field = { number: Math.floor(tag / 8), start: at + read, end: at + read + length };
    if (field.end > end) throw new ModelError('damaged', `${name}: cut short at byte ${file.size}`);
    yield field;
    at = field.end;
  }
}
