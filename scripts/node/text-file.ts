import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { InputError } from './lines.ts';

/**
 * The bytes of a file, unpacked where its name ends in .xz. @throws InputError where xz is not there, or says that the
 * file is damaged: what has come till then is not all of it.
 */
export async function* openText(path: string): AsyncGenerator<Buffer> {
  if (!path.endsWith('.xz')) {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
    return;
  }
  const child = spawn('xz', ['-dc', '--', path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (error) => reject(new InputError(`${path}: xz cannot be started: ${error.message}`)));
    child.on('close', (code, signal) =>
      code === 0 ? resolve() : reject(new InputError(`${path}: xz ended with ${code ?? signal}; the file is damaged`)),
    );
  });
  // Heard of below, once what there is has been read.
  ended.catch(() => {});
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
  } catch (error) {
    await ended;
    throw error;
  } finally {
    child.kill();
  }
  await ended;
}
