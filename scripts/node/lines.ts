import { isUtf8 } from 'node:buffer';

/** Input that a command cannot use; the message is one line for its user. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Longest line that still fits into a string with room for its result. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Lines of a stream of UTF-8, in batches, without their line feeds. Memory is bounded by the longest line.
 * @throws InputError naming the first line that is not valid UTF-8, after all lines before it have been given out.
 */
export async function* readLines(stream: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let read = 0;
  let parts: Buffer[] = [];
  let partial = 0;
  let first = true;
  for await (let chunk of stream) {
    // A byte order mark is no character of the first line.
    if (first && chunk.subarray(0, 3).equals(BYTE_ORDER_MARK)) chunk = chunk.subarray(3);
    first = false;
    const last = chunk.lastIndexOf(0x0a);
    if (last < 0) {
      parts.push(chunk);
      partial += chunk.length;
      if (partial > MAX_LINE_BYTES) throw new InputError(`line ${read + 1} is longer than ${MAX_LINE_BYTES} bytes`);
      continue;
    }
    const whole = Buffer.concat([...parts, chunk.subarray(0, last)]);
    parts = [chunk.subarray(last + 1)];
    partial = chunk.length - last - 1;
    yield* decoded(whole, read);
    for (let at = whole.indexOf(0x0a); at >= 0; at = whole.indexOf(0x0a, at + 1)) read++;
    read++;
  }
  if (partial > 0) yield* decoded(Buffer.concat(parts), read);
}

/**
 * Writes `result` of each line to standard output. A line it cannot use is named on standard error, with its number, and has `instead` for its
 * result, so that results keep to their lines and the others are not lost.
 * @returns 1 where there was such a line, else 0.
 */
export async function mapLines(
  stream: AsyncIterable<Buffer>,
  command: string,
  result: (line: string) => Promise<string>,
  instead: (line: string, reason: string) => string = () => '',
): Promise<number> {
  let code = 0;
  let number = 0;
  for await (const lines of readLines(stream)) {
    for (const line of lines) {
      number++;
      let output: string;
      try {
        output = await result(line);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        console.error(`${command}: line ${number}: ${error.message}`);
        output = instead(line, error.message);
        code = 1;
      }
      process.stdout.write(`${output}\n`);
    }
  }
  return code;
}

/** Decodes complete lines, of which `before` precede. */
function* decoded(bytes: Buffer, before: number): Generator<string[]> {
  if (isUtf8(bytes)) {
    yield bytes.toString('utf8').split('\n');
    return;
  }
  for (let start = 0, line = before + 1; ; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const one = bytes.subarray(start, feed < 0 ? bytes.length : feed);
    if (!isUtf8(one)) throw new InputError(`line ${line} is not valid UTF-8`);
    yield [one.toString('utf8')];
    start = feed + 1;
  }
}
