import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { BackendError } from '../../src/engine/errors.ts';

/** Input that a command cannot use; the message is one line for its user. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Longest line that still fits into a string with room for its result. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/**
 * Lines of a stream, in batches, without their line feeds; null for each that is not valid UTF-8. Memory is bounded by
 * the longest line.
 * @throws InputError for a line that is longer than 256 MiB, after all lines before it have been given out.
 */
export async function* readLines(stream: AsyncIterable<Buffer>): AsyncGenerator<(string | null)[]> {
  let read = 0;
  let parts: Buffer[] = [];
  let partial = 0;
  let first = true;
  const linesIn = (bytes: Buffer): (string | null)[] => {
    const lines = decode(bytes);
    // A byte order mark is no character of the first line.
    if (first) lines[0] = lines[0]?.replace(/^\ufeff/, '') ?? null;
    first = false;
    return lines;
  };
  for await (const chunk of stream) {
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
    yield linesIn(whole);
    for (let at = whole.indexOf(0x0a); at >= 0; at = whole.indexOf(0x0a, at + 1)) read++;
    read++;
  }
  const rest = partial > 0 ? linesIn(Buffer.concat(parts)) : [];
  // A mark by itself is no line.
  if (rest[0] !== '' && rest.length > 0) yield rest;
}

/** Results that are there at once are written together, this many UTF-16 units. */
const FLUSH_AT = 1 << 16;

/** Whether it is the line that cannot be used, a sentence longer than the model reads, say, and the next one may be. */
const isOfTheLine = (error: unknown): error is Error =>
  error instanceof InputError || (error instanceof BackendError && error.code === 'failed');

interface MapOptions {
  /** What stands for the result of a line that cannot be used; nothing by default. */
  readonly instead?: (line: string, reason: string) => string;
  /** Whether a carriage return before a line feed ends the line with it, as by default, or is a character of it. */
  readonly carriageReturns?: 'end' | 'kept';
}

/**
 * Writes `result` of each line to standard output. A line that cannot be used is named on standard error, with its
 * number, and has `instead` for its result, so that results keep to their lines and no others are lost. What `result`
 * takes time for is written as it comes. A slower reader of the output is waited for.
 * @returns 1 where there was such a line, else 0.
 * @throws whatever `result` throws that is not the line's own fault.
 */
export async function mapLines(
  stream: AsyncIterable<Buffer>,
  command: string,
  result: (line: string) => string | Promise<string>,
  { instead = () => '', carriageReturns = 'end' }: MapOptions = {},
): Promise<number> {
  let code = 0;
  let number = 0;
  let output = '';
  let atOnce = false;
  const flush = async () => {
    if (output !== '' && !process.stdout.write(output)) await once(process.stdout, 'drain');
    output = '';
  };
  const answer = async (line: string | null) => {
    try {
      if (line === null) throw new InputError('not valid UTF-8');
      const found = result(line);
      atOnce = typeof found === 'string';
      return await found;
    } catch (error) {
      if (!isOfTheLine(error)) throw error;
      console.error(`${command}: line ${number}: ${error.message}`);
      code = 1;
      return instead(line ?? '', error.message);
    }
  };
  try {
    for await (const lines of readLines(stream)) {
      for (const line of lines) {
        number++;
        output += `${await answer(carriageReturns === 'end' ? (line?.replace(/\r$/, '') ?? null) : line)}\n`;
        if (!atOnce || output.length >= FLUSH_AT) await flush();
      }
      await flush();
    }
  } finally {
    await flush();
  }
  return code;
}

/** Complete lines without the last one's line feed. */
function decode(bytes: Buffer): (string | null)[] {
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\n');
  const lines: (string | null)[] = [];
  for (let start = 0; start <= bytes.length;) {
    const feed = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, feed < 0 ? bytes.length : feed);
    lines.push(isUtf8(line) ? line.toString('utf8') : null);
    start += line.length + 1;
  }
  return lines;
}
