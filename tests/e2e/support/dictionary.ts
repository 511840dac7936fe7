import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { tinyFolder } from '../../unit/morphemes/tiny.ts';

/** The tiny dictionary with unidic-lite's columns and the one word that tells it. */
export function unidic(): Uint8Array {
  const files = Object.fromEntries(
    readdirSync(tinyFolder).map((name) => [name, readFileSync(join(tinyFolder, name), 'utf8')]),
  );
  const features = Array.from({ length: 26 }, (_, i) => `f${i}`).join(',');
  files['words.csv'] = ['令和,1,1,300', 'あ,1,1,300', 'い,2,2,280'].map((line) => `${line},${features}\n`).join('');
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [`dicdir/${name}`, strToU8(text)])));
}
