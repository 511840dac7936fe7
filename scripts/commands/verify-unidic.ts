import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { createTokenizer } from '../../src/pieces/tokenizer.ts';
import { runCommand } from '../node/command.ts';
import { openDictionary } from '../node/dictionary.ts';
import { InputError } from '../node/lines.ts';
import { root } from '../node/paths.ts';

const data = (name: string) =>
  brotliDecompressSync(readFileSync(join(root, 'tests/conformance/data', name))).toString('utf8');

const CONFIG = {
  tokenizer_class: 'BertJapaneseTokenizer',
  word_tokenizer_type: 'mecab',
  mecab_kwargs: { mecab_dic: 'unidic_lite' },
};

await runCommand({
  name: 'verify:unidic',
  about: `Compares the ids of 2,000 sentences under Tohoku's v2 and v3 vocabularies with what transformers gives, for whoever has unidic-lite (from PyPI).`,
  options: {},
  rest: 'DICTIONARY',
  async run(_, [path]) {
    if (!path) throw new InputError("the dictionary is missing: unidic-lite's archive, its folder, or a pack of it");
    const analyzer = createAnalyzer(await openDictionary(path));
    const lines = data('sentences.txt.br').split('\n');
    const expected = JSON.parse(data('unidic/ids.json.br')) as { sentences: number[]; v2: number[][]; v3: number[][] };
    let differ = 0;
    for (const name of ['v2', 'v3'] as const) {
      const tokenizer = createTokenizer(CONFIG, data(`unidic/${name}.txt.br`), analyzer);
      const { cls, sep } = tokenizer.ids;
      const wrong = expected.sentences.filter((line, i) => {
        const { pieces } = tokenizer.encode(lines[line]!, { blanks: false });
        return [cls, ...pieces.map(({ id }) => id), sep].join(' ') !== expected[name][i]!.join(' ');
      });
      console.log(`${name}: ${expected.sentences.length} sentences, ${wrong.length} differ`);
      for (const line of wrong.slice(0, 5)) console.log(`  ${lines[line]}`);
      differ += wrong.length;
    }
    return differ > 0 ? 1 : 0;
  },
});
