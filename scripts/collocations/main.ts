import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { collocationsOf } from '../../src/language/collocations.ts';
import { createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { runCommand } from '../node/command.ts';
import { InputError, readLines } from '../node/lines.ts';
import { writePack } from '../node/pack.ts';
import { resolveFromCaller, root } from '../node/paths.ts';
import { openText } from '../node/text-file.ts';
import { Counts } from './counts.ts';

/** Longer lines (UTF-16 units) are tables and lists, not sentences. */
const LONGEST = 4_000;

/** By genre: a line whose CRC-32 this divides is kept for measuring (training/prepare.py). */
const heldOut = JSON.parse(readFileSync(join(root, 'training/held-out.json'), 'utf8')) as Record<string, number>;

await runCommand({
  name: 'build:collocations',
  about: `Which words stand together in the text that the default model is trained on, into models/collocations: the same bytes every time.
Lines that are held out of training are left out here, too. Takes two minutes for 350 MB, and 1 GB of memory.`,
  options: {
    corpus: { type: 'string', value: 'DIR', help: 'GENRE.txt or GENRE.txt.xz, a sentence or paragraph a line' },
  },
  async run({ corpus }) {
    if (corpus === undefined) throw new InputError('--corpus DIR is expected');
    const folder = resolveFromCaller(corpus);
    const analyzer = createAnalyzer(readFileSync(join(root, 'models/ipadic/ipadic.pack')));
    const counts = new Counts();
    const genres = readdirSync(folder).flatMap((name) => {
      const [, genre] = /^([a-z]+)\.txt(?:\.xz)?$/.exec(name) ?? [];
      const modulus = genre === undefined ? undefined : heldOut[genre];
      return modulus === undefined ? [] : [{ name, modulus }];
    });
    if (genres.length === 0)
      throw new InputError(`--corpus ${corpus}: there is no ${Object.keys(heldOut)[0]}.txt in it`);
    for (const { name, modulus } of genres)
      for await (const lines of readLines(openText(join(folder, name))))
        for (const line of lines) {
          const text = line?.normalize('NFKC').trim() ?? '';
          if (text.length > LONGEST || crc32(text) % modulus === 0) continue;
          for (const one of collocationsOf(analyzer.analyze(text))) counts.add(one);
        }
    const folderOfPack = join(root, 'models/collocations');
    mkdirSync(folderOfPack, { recursive: true });
    writePack(join(folderOfPack, 'collocations.txt'), counts.lines());
  },
});
