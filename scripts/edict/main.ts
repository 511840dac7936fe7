import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSources } from '../../src/morphemes/mecab/sources.ts';
import { HIRAGANA } from '../../src/language/kana.ts';
import { lexiconOf } from '../../src/language/lexicon.ts';
import { createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { runCommand } from '../node/command.ts';
import { folderFiles } from '../node/dictionary.ts';
import { writePack } from '../node/pack.ts';
import { root } from '../node/paths.ts';
import { dictionaries } from '../dictionary/dictionaries.ts';
import { compoundLines, isUsualWord } from './compounds.ts';
import { readEdict } from './entries.ts';
import { glossLines } from './glosses.ts';
import { kanaNounLines, loanLines } from './kana-nouns.ts';
import { potentialLines } from './potentials.ts';
import { measureRarity } from './usage.ts';

await runCommand({
  name: 'build:edict',
  about: 'Meanings and readings from EDICT, as Debian has it, into models/edict: the same bytes every time.',
  options: {
    edict: { type: 'string', default: '/usr/share/edict/edict', value: 'FILE', help: 'EDICT, in EUC-JP' },
    copyright: {
      type: 'string',
      default: '/usr/share/doc/edict/copyright',
      value: 'FILE',
      help: 'its licence statement, which goes with the packs',
    },
  },
  async run({ edict, copyright }) {
    const { sources, encoding: charset, order } = dictionaries['ipadic']!;
    const { words: lexicon } = await readSources(folderFiles(sources), { charset, order });
    const rows = lexicon.surfaces.map((surface, entry) => {
      const [coarse = '', fine = '', , , type = '', , base = surface, reading = ''] = lexicon.features(entry);
      return { surface, coarse, fine, type, base, reading, cost: lexicon.costs[entry]! };
    });
    // A first name in kana may be the noun that it is made of: はな, なつ.
    const words = new Set(
      rows.flatMap(({ surface, fine, base }) =>
        fine === '固有名詞' && !HIRAGANA.test(surface) ? [] : [surface, base],
      ),
    );
    const entries = readEdict(edict);
    const analyzer = createAnalyzer(readFileSync(join(root, 'models/ipadic/ipadic.pack')));
    const vocabulary = readFileSync(join(root, 'models/default/vocab.txt'), 'utf8').trimEnd().split('\n');
    const ranks = new Map(vocabulary.map((word, rank) => [word, rank]));
    const folder = join(root, 'models/edict');
    mkdirSync(folder, { recursive: true });
    const rarity = measureRarity(rows, ranks);
    const kanaNouns = kanaNounLines(entries, analyzer, rarity);
    const loans = loanLines(entries, analyzer, (written) => words.has(written));
    const readings = [
      ...compoundLines(entries, analyzer),
      ...potentialLines(entries, rows),
      ...kanaNouns,
      ...loans,
    ].sort();
    writePack(join(folder, 'readings.txt'), readings);
    const compounds = lexiconOf(readings.join('\n'));
    const wanted = {
      isKnown: (written: string) => words.has(written),
      isUsual: (written: string) => isUsualWord(written, analyzer, compounds, ranks),
      isKanaNoun: (kana: string) => compounds.compound(kana) === kana,
    };
    writePack(join(folder, 'glosses.txt'), glossLines(entries, wanted, rarity));
    writeFileSync(join(folder, 'LICENSE'), readFileSync(copyright));
  },
});
