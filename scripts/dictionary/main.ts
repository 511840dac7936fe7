/**
 * npm run build:dictionary -- [ipadic | juman [SOURCES OUT]]: builds a dictionary pack from a MeCab dictionary's sources.
 * Without arguments models/ipadic/ipadic.pack from where Debian's package mecab-ipadic puts them.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildPack } from '../../src/morphemes/mecab/build.ts';
import { readSources } from '../../src/morphemes/mecab/sources.ts';
import { folderFiles } from '../node/dictionary.ts';
import { dictionaries } from './dictionaries.ts';

const [kind = 'ipadic', folder, out] = process.argv.slice(2);
const dictionary = dictionaries[kind];
if (!dictionary) {
  console.error(`Unknown dictionary ${kind}; known are ${Object.keys(dictionaries).join(', ')}.`);
  process.exit(1);
}
const caller = process.env.ANAUME_CWD ?? process.cwd();
const target = out ? resolve(caller, out) : fileURLToPath(new URL('../../models/ipadic/ipadic.pack', import.meta.url));
const { encoding: charset, order, name, roles, omit } = dictionary;
const sources = await readSources(folderFiles(folder ? resolve(caller, folder) : dictionary.sources), {
  charset,
  order,
});
const pack = await buildPack(sources, { name, roles, ...(omit && { omit }) });
writeFileSync(target, pack);
console.log(`${target}: ${pack.length} bytes, sha256 ${createHash('sha256').update(pack).digest('hex')}`);
if (!out) {
  const compressed = brotliCompressSync(pack, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  console.log(`${compressed.length} bytes with brotli at quality 11`);
}
