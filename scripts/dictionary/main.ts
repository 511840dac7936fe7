/**
 * npm run build:dictionary -- [ipadic | juman [SOURCES OUT]]: builds a dictionary pack from a MeCab dictionary's sources.
 * Without arguments models/ipadic/ipadic.pack from where Debian's package mecab-ipadic puts them.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildPack } from './build.ts';
import { dictionaries } from './dictionaries.ts';
import { Sources } from './sources.ts';

const [kind = 'ipadic', folder, out] = process.argv.slice(2);
const dictionary = dictionaries[kind];
if (!dictionary) {
  console.error(`Unknown dictionary ${kind}; known are ${Object.keys(dictionaries).join(', ')}.`);
  process.exit(1);
}
const caller = process.env.ANAUME_CWD ?? process.cwd();
const target = out ? resolve(caller, out) : fileURLToPath(new URL('../../models/ipadic/ipadic.pack', import.meta.url));
const pack = buildPack(
  dictionary.name,
  new Sources(folder ? resolve(caller, folder) : dictionary.sources, dictionary.encoding, dictionary.order),
  dictionary.roles,
  dictionary.omit,
);
writeFileSync(target, pack);
console.log(`${target}: ${pack.length} bytes, sha256 ${createHash('sha256').update(pack).digest('hex')}`);
if (!out) {
  const compressed = brotliCompressSync(pack, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  console.log(`${compressed.length} bytes with brotli at quality 11`);
}
