import { ModelError } from '../../errors.ts';
import { readRange } from '../../model-files.ts';

/** Field numbers of onnx/onnx.proto: ModelProto.graph, GraphProto.output, ValueInfoProto.name. */
const [GRAPH, OUTPUT, NAME] = [7, 12, 1];
/** Longest tag with its length. */
const HEADER_BYTES = 20;
/** Read at once: the fields of a large graph are a few hundred bytes each, its weights megabytes. */
const WINDOW = 65_536;
/** Fields of a whole file that are looked at; a large model's graph has some ten thousand nodes and weights. */
const MAX_FIELDS = 200_000;
const MAX_NAME = 1_000;

interface Field {
  readonly number: number;
  /** Of what follows the tag, for fields with a length. */
  readonly start: number;
  readonly end: number;
}

/**
 * The names of an ONNX file's outputs. Weights are skipped, not read. Throws ModelError where the file is cut short or
 * none.
 */
export async function graphOutputs(file: Blob, name: string): Promise<string[]> {
  const outputs: string[] = [];
  const fields = fieldsOf(file, name);
  let graphs = 0;
  for await (const graph of fields(0, file.size)) {
    if (graph.number !== GRAPH) continue;
    graphs++;
    for await (const output of fields(graph.start, graph.end)) {
      if (output.number !== OUTPUT) continue;
      for await (const value of fields(output.start, output.end)) {
        if (value.number !== NAME) continue;
        if (value.end - value.start > MAX_NAME) throw notOnnx(name);
        outputs.push(new TextDecoder().decode(await readRange(file, name, value.start, value.end)));
      }
    }
  }
  if (graphs !== 1) throw notOnnx(name);
  return outputs;
}

const notOnnx = (name: string) => new ModelError('damaged', `${name}: not an ONNX model`);

/** What goes through the fields of a protobuf message at [start, end) of a file. */
function fieldsOf(file: Blob, name: string): (start: number, end: number) => AsyncGenerator<Field> {
  let count = 0;
  let [window, windowStart] = [new Uint8Array(), 0];
  /** A few bytes from `at` on. */
  const header = async (at: number, end: number): Promise<Uint8Array> => {
    const last = Math.min(at + HEADER_BYTES, end);
    if (at < windowStart || last > windowStart + window.length) {
      window = await readRange(file, name, at, Math.min(at + WINDOW, file.size));
      windowStart = at;
    }
    return window.subarray(at - windowStart, last - windowStart);
  };
  return async function* fields(start, end) {
    for (let at = start; at < end;) {
      if (++count > MAX_FIELDS) throw new ModelError('damaged', `${name}: more than ${MAX_FIELDS} fields`);
      const bytes = await header(at, end);
      let read = 0;
      const varint = (): number => {
        let value = 0;
        for (let shift = 0; shift < 70; shift += 7) {
          const byte = bytes[read++];
          if (byte === undefined) break;
          value += (byte & 0x7f) * 2 ** shift;
          if (byte < 0x80) return value;
        }
        throw notOnnx(name);
      };
      const tag = varint();
      const kind = tag & 7;
      // Varints, eight bytes, a length and so many bytes, four bytes: all that ONNX has.
      if (kind === 0) varint();
      const length = kind === 1 ? 8 : kind === 2 ? varint() : kind === 5 ? 4 : 0;
      if (![0, 1, 2, 5].includes(kind) || tag < 8) throw notOnnx(name);
      const field = { number: Math.floor(tag / 8), start: at + read, end: at + read + length };
      if (field.end > end) throw new ModelError('damaged', `${name}: cut short at byte ${file.size}`);
      yield field;
      at = field.end;
    }
  };
}
