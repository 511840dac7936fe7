import { expect, it } from 'vitest';
import { nodeFiles } from '../../../../scripts/node/node-files.ts';
import { root } from '../../../../scripts/node/paths.ts';
import { ReadAlike } from '../../../../src/language/read-alike.ts';
import { propose } from '../../../../src/predictions/proofreading/propose.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../../src/worker/parts.ts';

it(
  'proposes nothing instead of what furigana in brackets say, but another particle behind',
  { timeout: 60_000 },
  async () => {
    const files = nodeFiles(root);
    const tokenizer = await loadTokenizer(files, folderOf(files, DEFAULT_MODEL));
    const { analyzer } = tokenizer;
    const lexicon = await analyzer.lexicon();
    const proposed = async (text: string) => {
      const encoding = tokenizer.encode(text);
      const readAlike = new ReadAlike('');
      const material = { encoding, analyzer, lexicon, isPiece: () => true, isSameWord: () => false, readAlike };
      const all = await propose(
        material,
        encoding.words.map(() => 20),
        async () => {},
      );
      return new Set(all.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`));
    };
    expect(await proposed('行きます。')).toContain('homophone 行き');
    // What may be missing behind the word.
    expect(await proposed('行（い）きます。')).toEqual(new Set(['kana ']));
    expect(await proposed('駅（えき）に行（い）く')).toContain('particle に');
  },
);
