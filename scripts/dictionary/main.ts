import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildPack } from '../../src/morphemes/mecab/build.ts';
import { readSources } from '../../src/morphemes/mecab/sources.ts';
import { folderFiles, openDictionary } from '../node/dictionary.ts';
import { runCommand } from '../node/command.ts';
import { InputError } from '../node/lines.ts';
import { resolveFromCaller, root } from '../node/paths.ts';
import { dictionaries, type DictionarySource } from './dictionaries.ts';

const known = Object.keys(dictionaries).join(', ');

await runCommand({
  name: 'build:dictionary',
  about: `A dictionary pack: from the sources of one that is known by name (${known}), which are looked for where Debian puts them,
or from any MeCab dictionary, a folder or an archive. Without arguments models/ipadic/ipadic.pack.`,
  options: {},
  rest: '[NAME [SOURCES OUT] | DICTIONARY OUT]',
  async run(_, [kind = 'ipadic', second, third]) {
    const source = dictionaries[kind];
    const out = source ? third : second;
    if (!source && !out) throw new InputError(`unknown dictionary ${kind}; known are ${known}, or DICTIONARY OUT`);
    const target = out ? resolveFromCaller(out) : join(root, 'models/ipadic/ipadic.pack');
    const pack = source ? await buildFrom(source, second) : await openDictionary(kind);
    writeFileSync(target, pack);
    console.log(`${target}: ${pack.length} bytes, sha256 ${createHash('sha256').update(pack).digest('hex')}`);
    if (!out) console.log(`${compressedSize(pack)} bytes with brotli at quality 11`);
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
