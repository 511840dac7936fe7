import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

/** Writes the lines of a pack, and says how large it is and which. */
export function writePack(path: string, lines: readonly string[]): void {
  const bytes = Buffer.from(lines.join('\n'));
  const compressed = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  writeFileSync(path, bytes);
  console.log(
    `${path}: ${lines.length} lines, ${bytes.length} bytes, ${compressed.length} with brotli, sha256 ${createHash('sha256').update(bytes).digest('hex')}`,
  );
}
