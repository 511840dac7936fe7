import { loadFolder } from '../scripts/node/model.ts';
import { nodeFiles } from '../scripts/node/node-files.ts';
import { root } from '../scripts/node/paths.ts';
import { chooseReadings } from '../src/predictions/readings.ts';
import { loadWordReader } from '../src/worker/words.ts';
import type { Row } from './row.ts';
import { judge, readStretches } from './support/stretches.ts';

/**
 * How many stretches of the lists of tests/unit/language are read right with the model that ships, and by MeCab's first
 * choice.
 */
export async function measureReadings(): Promise<Row[]> {
  const { model, tokenizer } = await loadFolder(undefined, 'int8');
  const read = await loadWordReader(nodeFiles(root));
  const rows: Row[] = [];
  for (const list of ['readings', 'heteronyms'] as const) {
    const lines = readStretches(list);
    const counts = { dictionary: 0, right: 0, none: 0, wrong: 0 };
    const wrong: string[] = [];
    for (const line of lines) {
      const encoding = tokenizer.encode(line.text, { blanks: false });
      const morphemes = encoding.words.map(({ start, end, morpheme }) => ({
        start,
        end,
        reading: morpheme?.reading ?? null,
      }));
      if (judge(line, morphemes) === 'right') counts.dictionary++;
      const found = judge(line, read(tokenizer, encoding, [], await chooseReadings(encoding, tokenizer, model)));
      counts[found]++;
      if (found === 'wrong') wrong.push(line.text);
    }
    const row = (name: keyof typeof counts, note: string): Row => ({
      name: `readings.${list}_${name}`,
      value: counts[name],
      unit: `of ${lines.length}`,
      note,
    });
    rows.push(
      row('dictionary', "MeCab's first choice is right"),
      row('right', 'what is shown is right'),
      row('none', 'nothing is shown'),
      row('wrong', wrong.join(' ')),
    );
  }
  await model.dispose();
  return rows;
}
