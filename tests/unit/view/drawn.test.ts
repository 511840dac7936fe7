import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/node/paths.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { isDrawn, toDrawnWords } from '../../../src/view/shared/words.ts';
import { toAnalysis } from '../../../src/worker/messages.ts';
import { DEFAULT_MODEL, loadTokenizer } from '../../../src/worker/parts.ts';
import { loadWordReader } from '../../../src/worker/words.ts';

const lists = ['readings', 'heteronyms', 'words'].flatMap((name) =>
  readFileSync(new URL(`../language/${name}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t')[0]!),
);
/** Readings that stand over several morphemes, and others behind them in the same word. */
const NUMBERS = [
  '三十分で十分です。',
  'これで3回目です。',
  '二十三日は百五十人、5人目は千二百円。',
  '2階建てで2時間半',
];

/** Words that are not those of the analyser, nor end where those do. */
const FURIGANA = [
  '私（わたし）は本（ほん）を読（よ）むのが好（す）きです。',
  '使（つか）い方（かた）、図（と）書（しょ）館（かん）',
];

it('loses no character of any text, and draws none twice', async () => {
  const files = nodeFiles(root);
  const tokenizer = await loadTokenizer(files, nodeFiles(`${root}/${DEFAULT_MODEL}`));
  const read = await loadWordReader(files);
  const bare = (text: string) => text.replace(/\s/g, '');
  for (const text of [...NUMBERS, ...FURIGANA, ...lists]) {
    const encoding = tokenizer.encode(text);
    const drawn = toDrawnWords(toAnalysis(encoding, read(tokenizer, encoding))).filter(isDrawn);
    expect(bare(drawn.map((word) => word.joint?.text ?? word.text).join(''))).toBe(bare(text));
  }
});
