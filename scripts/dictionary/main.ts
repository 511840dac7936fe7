/**
 * npm run build:dictionary -- [ipadic | juman [SOURCES OUT]] | DICTIONARY OUT: builds a dictionary pack from a MeCab dictionary's sources, or from
 * any MeCab dictionary (a folder or an archive). Without arguments models/ipadic/ipadic.pack from where Debian's package mecab-ipadic puts them.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildPack } from '../../src/morphemes/mecab/build.ts';
import { readSources } from '../../src/morphemes/mecab/sources.ts';
import { folderFiles, openDictionary } from '../node/dictionary.ts';
import { resolveFromCaller, root } from '../node/paths.ts';
import { dictionaries, type DictionarySource } from './dictionaries.ts';

const [kind = 'ipadic', second, third] = process.argv.slice(2);
const known = dictionaries[kind];
const out = known ? third : second;
if (!known && !out) {
  console.error(`Unknown dictionary ${kind}; known are ${Object.keys(dictionaries).join(', ')}, or DICTIONARY OUT.`);
  process.exit(1);
}

async function build({ encoding: charset, order, name, roles, omit, sources }: DictionarySource): Promise<Uint8Array> {
  const files = folderFiles(second ? resolveFromCaller(second) : sources);
  return await buildPack(await readSources(files, { charset, order }), { name, roles, ...(omit && { omit }) });
}

const target = out ? resolveFromCaller(out) : join(root, 'models/ipadic/ipadic.pack');
const pack = known ? await build(known) : await openDictionary(kind);
writeFileSync(target, pack);
console.log(`${target}: ${pack.length} bytes, sha256 ${createHash('sha256').update(pack).digest('hex')}`);
if (!out) {
  const compressed = brotliCompressSync(pack, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  console.log(`${compressed.length} bytes with brotli at quality 11`);
}
