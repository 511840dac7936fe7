import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildPack } from '../../src/morphemes/mecab/build.ts';
import { readSources } from '../../src/morphemes/mecab/sources.ts';
import { folderFiles, openDictionary } from '../node/dictionary.ts';
import { runCommand } from '../node/command.ts';
import { resolveFromCaller, root } from '../node/paths.ts';
import { readArguments } from './arguments.ts';
import { dictionaries, type DictionarySource } from './dictionaries.ts';

const known = Object.keys(dictionaries).join(', ');

await runCommand({
  name: 'build:dictionary',
  about: `A dictionary pack: from the sources of one that is known by name (${known}), or from any MeCab dictionary, a folder or an
archive. Without arguments models/ipadic/ipadic.pack, from the sources of IPADIC where Debian puts them.`,
  options: {},
  rest: '[NAME SOURCES OUT | DICTIONARY OUT]',
  async run(_, rest) {
    const { dictionary, sources, out } = readArguments(rest);
    const source = dictionaries[dictionary];
    const target = out === null ? join(root, 'models/ipadic/ipadic.pack') : resolveFromCaller(out);
    const pack = source ? await buildFrom(source, sources) : await openDictionary(dictionary);
    writeFileSync(target, pack);
    console.log(`${target}: ${pack.length} bytes, sha256 ${createHash('sha256').update(pack).digest('hex')}`);
    if (out === null) console.log(`${compressedSize(pack)} bytes with brotli at quality 11`);
  },
});

async function buildFrom(source: DictionarySource, folder: string | undefined): Promise<Uint8Array> {
  const { encoding: charset, order, name, roles, omit, sources } = source;
  const files = folderFiles(folder ? resolveFromCaller(folder) : sources);
  return await buildPack(await readSources(files, { charset, order }), { name, roles, ...(omit && { omit }) });
}

function compressedSize(pack: Uint8Array): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(pack, { params }).length;
}
